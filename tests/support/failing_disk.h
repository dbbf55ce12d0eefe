// SPDX-License-Identifier: Apache-2.0
//
// A disk under SQLite that loses power, tells of errors, or runs full, where and when a test wants.
//
// What is written is read back at once, as from the page cache, but only what was synced is sure to
// be there after a power cut: of everything else each sector may have come to the disk or not,
// whatever the order of the writes, and one may be torn. A file's new length is lost or kept with
// its last sector. Deleting a file is kept at once.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace onus::tests {

/// Stands under every connection that is opened while it lives. One at a time.
class FailingDisk {
  public:
    FailingDisk();
    ~FailingDisk();
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;

    enum class Failure : std::uint8_t {
        kPower,       ///< nothing works any more
        kFull,        ///< this write fails for want of room; later ones do not
        kShortWrite,  ///< half of this write comes through, then an error; later ones do not fail
        kError,       ///< this write or sync fails; later ones do not
    };

    /// Lets the operation fail that comes after `operations` more writes and syncs.
    void fail_after(std::uint64_t operations, Failure failure);

    /// Writes and syncs so far.
    [[nodiscard]] std::uint64_t operations() const;

    /// True if what `fail_after` announced has happened.
    [[nodiscard]] bool has_failed() const;

    /// From now on nothing comes to the disk any more: for closing what is open.
    void cut_power();

    /// What the disk holds after the cut. REQUIRES: no connection is open. `seed` decides about
    /// every sector.
    void restore_power(std::uint32_t seed);

    /// Makes syncs return without doing anything: a disk that lies.
    void ignore_syncs(bool ignore);

    struct Impl;

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace onus::tests
