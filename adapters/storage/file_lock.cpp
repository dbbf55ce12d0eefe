// SPDX-License-Identifier: Apache-2.0
#include "adapters/storage/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

/// What the holder wrote: its process number. "?" in the instant before it has written.
std::string holder_of(int descriptor) {
    std::array<char, 32> text{};
    const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
    const std::string_view read(text.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
    const std::string_view number = read.substr(0, read.find('\n'));
    const bool is_number =
        !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos;
    return is_number ? std::string(number) : "?";
}

bool write_holder(int descriptor) {
    const std::string text = std::to_string(::getpid()) + '\n';
    return ::ftruncate(descriptor, 0) == 0 &&
           ::pwrite(descriptor, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

}  // namespace

Result<FileLock> FileLock::acquire(const std::string& path) {
    const std::string lock_path = path + ".lock";
    const int descriptor = ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        const bool refused = errno == EACCES || errno == EROFS || errno == EPERM;
        return failure(refused ? DiagnosticKind::kStoreReadOnly : DiagnosticKind::kStoreFailed,
                       {path});
    }
    FileLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return failure(DiagnosticKind::kStoreLocked, {path, holder_of(descriptor)});
        }
        return failure(DiagnosticKind::kStoreFailed, {path});
    }
    // A full disk may keep the number from being written; the lock holds without it.
    static_cast<void>(write_holder(descriptor));
    return lock;
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

}  // namespace onus::adapters
