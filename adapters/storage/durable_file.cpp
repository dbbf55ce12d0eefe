// SPDX-License-Identifier: Apache-2.0
#include "adapters/storage/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <vector>

namespace onus::adapters {
namespace {

constexpr std::size_t kCopyBytes = std::size_t{1} << 20U;

std::error_code last_error() { return {errno, std::generic_category()}; }

class Descriptor {
  public:
    Descriptor(const std::string& path, int flags, unsigned mode = 0)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

std::error_code sync_path(const std::string& path, int flags) {
    const Descriptor opened(path, O_RDONLY | flags);
    return opened.is_open() && ::fsync(opened.number()) == 0 ? std::error_code() : last_error();
}

std::error_code write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return last_error();
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

std::error_code copy_bytes(int from, int to) {
    std::vector<char> buffer(kCopyBytes);
    for (;;) {
        const ssize_t size = ::read(from, buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size <= 0) {
            return size == 0 && ::fsync(to) == 0 ? std::error_code() : last_error();
        }
        if (const std::error_code failed =
                write_all(to, {buffer.data(), static_cast<std::size_t>(size)})) {
            return failed;
        }
    }
}

}  // namespace

std::error_code sync_folder(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    return sync_path(folder.empty() ? "." : folder.string(), O_DIRECTORY);
}

std::error_code sync_file(const std::string& path) { return sync_path(path, 0); }

std::error_code make_private_file(const std::string& path) {
    const Descriptor made(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    return made.is_open() ? std::error_code() : last_error();
}

std::error_code copy_to_private_file(const std::string& from, const std::string& to) {
    const Descriptor source(from, O_RDONLY);
    if (!source.is_open()) {
        return last_error();
    }
    const Descriptor target(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (!target.is_open()) {
        return last_error();
    }
    const std::error_code failed = copy_bytes(source.number(), target.number());
    if (failed) {
        ::unlink(to.c_str());
    }
    return failed;
}

std::error_code name_new_file(const std::string& draft, const std::string& path) {
    // A second name, and then the first one goes: unlike renaming, this replaces nothing.
    if (::link(draft.c_str(), path.c_str()) != 0) {
        return last_error();
    }
    if (::unlink(draft.c_str()) != 0) {
        return last_error();
    }
    return sync_folder(path);
}

std::string real_path(const std::string& path) {
    std::error_code ignored;
    std::filesystem::path real = std::filesystem::weakly_canonical(path, ignored);
    return real.empty() ? path : real.string();
}

}  // namespace onus::adapters
