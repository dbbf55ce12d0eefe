// SPDX-License-Identifier: Apache-2.0
#include "adapters/storage/sqlite_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string_view>

#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

// The database header, https://www.sqlite.org/fileformat2.html section 1.3. Numbers are big-endian.
constexpr std::size_t kHeaderSize = 100;
constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr std::size_t kPageSizeAt = 16;
constexpr std::size_t kPageCountAt = 28;
constexpr std::size_t kUserVersionAt = 60;
constexpr std::size_t kApplicationIdAt = 68;

class Descriptor {
  public:
    explicit Descriptor(const std::string& path)
        : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

std::uint64_t big_endian(std::string_view header, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (const char byte : header.substr(at, size)) {
        value = value << 8U | static_cast<std::uint8_t>(byte);
    }
    return value;
}

std::uint64_t page_size(std::string_view header) {
    const std::uint64_t stored = big_endian(header, kPageSizeAt, 2);
    return stored == 1 ? 65'536 : stored;
}

bool has_log(const std::string& path) {
    struct stat info {};
    return ::stat((path + "-wal").c_str(), &info) == 0 && info.st_size > 0;
}

}  // namespace

Status check_folder(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    std::error_code ignored;
    if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
        return failure(DiagnosticKind::kStoreFolderMissing, {folder.string()});
    }
    return {};
}

Status check_present(const std::string& path) {
    if (Status status = check_folder(path); !status) {
        return status;
    }
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
        return failure(
            errno == ENOENT ? DiagnosticKind::kStoreMissing : DiagnosticKind::kStoreFailed, {path});
    }
    if (!S_ISREG(info.st_mode)) {
        return failure(DiagnosticKind::kStoreNotALedger, {path});
    }
    if (::access(path.c_str(), R_OK | W_OK) != 0) {
        return failure(DiagnosticKind::kStoreReadOnly, {path});
    }
    return {};
}

Status check_header(const std::string& path) {
    const Descriptor file(path);
    std::array<char, kHeaderSize> bytes{};
    const ssize_t size = ::pread(file.number(), bytes.data(), bytes.size(), 0);
    struct stat info {};
    if (size < 0 || ::fstat(file.number(), &info) != 0) {
        return failure(DiagnosticKind::kStoreFailed, {path});
    }
    const std::string_view header(bytes.data(), static_cast<std::size_t>(size));
    if (header.substr(0, kMagic.size()) != kMagic.substr(0, header.size())) {
        return failure(DiagnosticKind::kStoreNotALedger, {path});
    }
    if (header.size() < kHeaderSize) {
        return failure(DiagnosticKind::kStoreTruncated, {path});
    }
    if (big_endian(header, kApplicationIdAt, 4) != kApplicationId) {
        return failure(DiagnosticKind::kStoreNotALedger, {path});
    }
    if (const std::uint64_t version = big_endian(header, kUserVersionAt, 4);
        version > kSchemaVersion) {
        return failure(DiagnosticKind::kStoreNewer,
                       {path, std::to_string(version), std::to_string(kSchemaVersion)});
    } else if (version < kSchemaVersion) {
        return failure(DiagnosticKind::kStoreOlder,
                       {path, std::to_string(version), std::to_string(kSchemaVersion)});
    }
    // With a log the file may rightly be shorter: its last pages are still in the log.
    const std::uint64_t expected = page_size(header) * big_endian(header, kPageCountAt, 4);
    if (static_cast<std::uint64_t>(info.st_size) < expected && !has_log(path)) {
        return failure(DiagnosticKind::kStoreTruncated, {path});
    }
    return {};
}

std::int64_t process_that_locks(const std::string& path) {
    const Descriptor file(path);
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    if (file.number() < 0 || ::fcntl(file.number(), F_GETLK, &lock) != 0 ||
        lock.l_type == F_UNLCK) {
        return 0;
    }
    return lock.l_pid;
}

}  // namespace onus::adapters
