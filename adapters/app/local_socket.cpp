// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/local_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

namespace onus::adapters {
namespace {

constexpr std::size_t kLineMax = 8192;
constexpr int kWaitingMax = 8;

/// The address of a socket holds 108 bytes, and paths are longer: it is named from its folder.
class Address {
  public:
    explicit Address(const std::string& path) {
        const std::filesystem::path whole(path);
        const std::string parent = whole.parent_path().string();
        folder_ = ::open(parent.empty() ? "." : parent.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
        const std::string name =
            "/proc/self/fd/" + std::to_string(folder_) + '/' + whole.filename().string();
        fits_ = folder_ >= 0 && name.size() < sizeof(address_.sun_path);
        if (fits_) {
            address_.sun_family = AF_UNIX;
            std::copy(name.begin(), name.end(), std::begin(address_.sun_path));
        }
    }
    ~Address() {
        if (folder_ >= 0) {
            ::close(folder_);
        }
    }
    Address(const Address&) = delete;
    Address& operator=(const Address&) = delete;

    [[nodiscard]] bool fits() const { return fits_; }
    [[nodiscard]] const sockaddr* get() const {
        return static_cast<const sockaddr*>(static_cast<const void*>(&address_));
    }
    [[nodiscard]] static socklen_t size() { return sizeof(sockaddr_un); }

  private:
    sockaddr_un address_{};
    int folder_ = -1;
    bool fits_ = false;
};

int new_socket() { return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

}  // namespace

std::optional<LocalSocket> LocalSocket::listen(const std::string& path) {
    const Address address(path);
    LocalSocket made(new_socket());
    if (!address.fits() || made.descriptor_ < 0) {
        return std::nullopt;
    }
    ::unlink(path.c_str());
    // The mode before the name, so that nobody else can ever connect.
    if (::fchmod(made.descriptor_, S_IRUSR | S_IWUSR) != 0 ||
        ::bind(made.descriptor_, address.get(), Address::size()) != 0 ||
        ::listen(made.descriptor_, kWaitingMax) != 0) {
        return std::nullopt;
    }
    return made;
}

std::optional<LocalSocket> LocalSocket::connect(const std::string& path, std::error_code& why) {
    const Address address(path);
    LocalSocket made(new_socket());
    if (!address.fits() || made.descriptor_ < 0) {
        why = std::make_error_code(std::errc::no_such_file_or_directory);
        return std::nullopt;
    }
    if (::connect(made.descriptor_, address.get(), Address::size()) != 0) {
        why = {errno, std::generic_category()};
        return std::nullopt;
    }
    return made;
}

LocalSocket::~LocalSocket() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

std::optional<LocalSocket> LocalSocket::accept() {
    LocalSocket accepted(::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC));
    return accepted.descriptor_ < 0 ? std::nullopt
                                    : std::optional<LocalSocket>(std::move(accepted));
}

bool LocalSocket::is_readable(std::chrono::milliseconds wait) const {
    pollfd watched{descriptor_, POLLIN, 0};
    return ::poll(&watched, 1, static_cast<int>(wait.count())) > 0;
}

bool LocalSocket::has_hung_up() const {
    pollfd watched{descriptor_, POLLRDHUP, 0};
    return ::poll(&watched, 1, 0) > 0;
}

std::optional<LocalPeer> LocalSocket::peer() const {
    ucred credentials{};
    socklen_t size = sizeof(credentials);
    if (::getsockopt(descriptor_, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) {
        return std::nullopt;
    }
    return LocalPeer{credentials.uid, credentials.pid};
}

std::string LocalSocket::read_line(int seconds) {
    const timeval wait{seconds, 0};
    static_cast<void>(::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait)));
    std::string line;
    std::array<char, 1024> piece{};
    while (line.size() <= kLineMax) {
        const ssize_t size = ::recv(descriptor_, piece.data(), piece.size(), 0);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size <= 0) {
            break;
        }
        line.append(piece.data(), static_cast<std::size_t>(size));
        if (const std::size_t end = line.find('\n'); end != std::string::npos) {
            return line.substr(0, end);
        }
    }
    return {};
}

void LocalSocket::write(std::string_view text) {
    while (!text.empty()) {
        const ssize_t size = ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size <= 0) {
            return;
        }
        text.remove_prefix(static_cast<std::size_t>(size));
    }
}

}  // namespace onus::adapters
