// SPDX-License-Identifier: Apache-2.0
#include "tests/support/failing_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <vector>

namespace onus::tests {

namespace {

constexpr std::size_t kSector = 512;
constexpr const char* kName = "failing-disk";

/// A write, or a new length, that is not synced yet.
struct Pending {
    std::size_t offset = 0;
    std::string bytes;
    bool truncates = false;
};

struct Image {
    std::string durable;
    std::vector<Pending> pending;
};

void put(std::string& image, std::size_t offset, std::string_view bytes) {
    image.resize(std::max(image.size(), offset + bytes.size()), '\0');
    image.replace(offset, bytes.size(), bytes);
}

void apply(std::string& image, const Pending& pending) {
    if (pending.truncates) {
        image.resize(pending.offset);
    } else {
        put(image, pending.offset, pending.bytes);
    }
}

std::string content_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

struct FailingDisk::Impl {
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;
    std::map<std::string, Image> images;
    std::uint64_t operations = 0;
    std::optional<std::uint64_t> failing;  ///< the operation that fails
    Failure failure{};
    bool failed = false;
    bool off = false;
    bool lies = false;

    /// The error of this operation; SQLITE_OK if it goes well.
    int next(bool is_write) {
        if (off) {
            return SQLITE_IOERR;
        }
        if (operations++ != failing) {
            return SQLITE_OK;
        }
        failed = true;
        switch (failure) {
            case Failure::kPower:
                off = true;
                return SQLITE_IOERR;
            case Failure::kFull:
                return is_write ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
            case Failure::kShortWrite:
            case Failure::kError:
                break;
        }
        return is_write ? SQLITE_IOERR_WRITE : SQLITE_IOERR_FSYNC;
    }
};

namespace {

FailingDisk::Impl* disk = nullptr;

/// Before SQLite's own file object, which lies behind it in the same memory.
struct OpenFile {
    sqlite3_file base{};
    sqlite3_file* real = nullptr;
    Image* image = nullptr;  ///< null for temporary files
};

OpenFile& of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
const sqlite3_io_methods& methods_of(sqlite3_file* file) { return *of(file).real->pMethods; }

int close_file(sqlite3_file* file) { return methods_of(file).xClose(of(file).real); }

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    return methods_of(file).xRead(of(file).real, to, size, offset);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    Image* image = of(file).image;
    const int error = image == nullptr ? SQLITE_OK : disk->next(true);
    int part = size;
    if (error != SQLITE_OK) {
        if (disk->off || disk->failure != FailingDisk::Failure::kShortWrite) {
            return error;
        }
        part = size / 2;
    }
    if (image != nullptr) {
        image->pending.push_back(
            {static_cast<std::size_t>(offset),
             std::string(static_cast<const char*>(from), static_cast<std::size_t>(part)), false});
    }
    const int written = methods_of(file).xWrite(of(file).real, from, part, offset);
    return error == SQLITE_OK ? written : error;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    if (Image* image = of(file).image) {
        if (const int error = disk->next(true); error != SQLITE_OK) {
            return error;
        }
        image->pending.push_back({static_cast<std::size_t>(size), {}, true});
    }
    return methods_of(file).xTruncate(of(file).real, size);
}

int sync_file(sqlite3_file* file, int) {
    Image* image = of(file).image;
    if (image == nullptr) {
        return SQLITE_OK;
    }
    if (const int error = disk->next(false); error != SQLITE_OK) {
        return error;
    }
    if (!disk->lies) {
        for (const Pending& pending : image->pending) {
            apply(image->durable, pending);
        }
        image->pending.clear();
    }
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return methods_of(file).xFileSize(of(file).real, size);
}
int lock_file(sqlite3_file* file, int level) {
    return methods_of(file).xLock(of(file).real, level);
}
int unlock_file(sqlite3_file* file, int level) {
    return methods_of(file).xUnlock(of(file).real, level);
}
int check_lock(sqlite3_file* file, int* held) {
    return methods_of(file).xCheckReservedLock(of(file).real, held);
}
int control(sqlite3_file* file, int operation, void* argument) {
    return methods_of(file).xFileControl(of(file).real, operation, argument);
}
int sector_size(sqlite3_file*) { return kSector; }

/// No promise about order or atomicity.
int characteristics(sqlite3_file*) { return 0; }

/// Version 1: no shared memory, which a store in exclusive mode does not need.
constexpr sqlite3_io_methods kMethods{
    1,         close_file,  read_file,  write_file, truncate_file, sync_file,       file_size,
    lock_file, unlock_file, check_lock, control,    sector_size,   characteristics, nullptr,
    nullptr,   nullptr,     nullptr,    nullptr,    nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* opened = new (file) OpenFile;
    opened->real = reinterpret_cast<sqlite3_file*>(opened + 1);
    std::memset(static_cast<void*>(opened->real), 0,
                static_cast<std::size_t>(disk->real->szOsFile));
    const std::string before = name == nullptr ? std::string() : content_of(name);
    const int code = disk->real->xOpen(disk->real, name, opened->real, flags, out_flags);
    if (code != SQLITE_OK) {
        return code;
    }
    if (name != nullptr) {
        opened->image = &disk->images.try_emplace(name, Image{before, {}}).first->second;
    }
    opened->base.pMethods = &kMethods;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
    if (disk->off) {
        return SQLITE_IOERR;
    }
    disk->images.erase(name);
    return disk->real->xDelete(disk->real, name, sync_folder);
}

int access_file(sqlite3_vfs*, const char* name, int flags, int* result) {
    return disk->real->xAccess(disk->real, name, flags, result);
}
int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    return disk->real->xFullPathname(disk->real, name, size, out);
}

/// One write as it may have come to the disk.
void apply_partly(std::string& image, const Pending& pending, double kept, std::mt19937& random) {
    std::uniform_real_distribution<double> chance(0, 1);
    if (pending.truncates) {
        if (chance(random) < kept) {
            image.resize(pending.offset);
        }
        return;
    }
    std::size_t at = 0;
    while (at < pending.bytes.size()) {
        const std::size_t offset = pending.offset + at;
        const std::size_t size = std::min(kSector - offset % kSector, pending.bytes.size() - at);
        const std::string_view sector = std::string_view(pending.bytes).substr(at, size);
        if (chance(random) < kept) {
            const bool torn = chance(random) < 0.05;
            put(image, offset, torn ? sector.substr(0, random() % size) : sector);
        }
        at += size;
    }
}

}  // namespace

FailingDisk::FailingDisk() : impl_(std::make_unique<Impl>()) {
    disk = impl_.get();
    impl_->real = sqlite3_vfs_find(nullptr);
    impl_->vfs = *impl_->real;
    impl_->vfs.iVersion = 1;
    impl_->vfs.szOsFile = static_cast<int>(sizeof(OpenFile)) + impl_->real->szOsFile;
    impl_->vfs.zName = kName;
    impl_->vfs.pNext = nullptr;
    impl_->vfs.xOpen = open_file;
    impl_->vfs.xDelete = delete_file;
    impl_->vfs.xAccess = access_file;
    impl_->vfs.xFullPathname = full_path;
    sqlite3_vfs_register(&impl_->vfs, 1);
}

FailingDisk::~FailingDisk() {
    sqlite3_vfs_unregister(&impl_->vfs);
    sqlite3_vfs_register(impl_->real, 1);
    disk = nullptr;
}

void FailingDisk::fail_after(std::uint64_t operations, Failure failure) {
    impl_->failing = impl_->operations + operations;
    impl_->failure = failure;
    impl_->failed = false;
}

std::uint64_t FailingDisk::operations() const { return impl_->operations; }
bool FailingDisk::has_failed() const { return impl_->failed; }
void FailingDisk::cut_power() { impl_->off = true; }
void FailingDisk::ignore_syncs(bool ignore) { impl_->lies = ignore; }

void FailingDisk::restore_power(std::uint32_t seed) {
    std::mt19937 random(seed);
    for (const auto& [path, image] : impl_->images) {
        // Sometimes nothing came, sometimes everything, mostly a part.
        constexpr double kShares[] = {0, 0.1, 0.5, 0.9, 1};
        const double kept = kShares[random() % std::size(kShares)];
        std::string after = image.durable;
        for (const Pending& pending : image.pending) {
            apply_partly(after, pending, kept, random);
        }
        std::ofstream(path, std::ios::binary | std::ios::trunc) << after;
    }
    impl_->images.clear();
    impl_->failing.reset();
    impl_->off = false;
}

}  // namespace onus::tests
