// SPDX-License-Identifier: Apache-2.0
//
// The canonical binary form of everything the ledger stores: one value, one spelling.
//
//   unsigned   LEB128, shortest form          signed   zigzag, then unsigned
//   bool       one byte, 0 or 1               bytes    length, then the bytes
//
// A Reader never throws and never reads behind its bytes. The first fault sticks: later reads give
// zero or nothing, and `finish` reports the fault. It holds a view; the bytes must outlive it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/base/decimal.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

class Writer {
  public:
    void byte(std::uint8_t value) { bytes_ += static_cast<char>(value); }
    void boolean(bool value) { byte(value ? 1 : 0); }
    void unsigned_number(std::uint64_t value);
    void signed_number(std::int64_t value);
    void wide_number(Int128 value);

    /// Length, then the bytes.
    void bytes(std::string_view value);

    /// The bytes alone; their number is known to the reader.
    void raw(std::string_view value) { bytes_ += value; }

    [[nodiscard]] const std::string& view() const { return bytes_; }
    [[nodiscard]] std::string take() { return std::move(bytes_); }
    void reserve(std::size_t size) { bytes_.reserve(size); }

  private:
    std::string bytes_;
};

class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] std::uint8_t byte();
    [[nodiscard]] bool boolean();
    [[nodiscard]] std::uint64_t unsigned_number();
    [[nodiscard]] std::int64_t signed_number();
    [[nodiscard]] Int128 wide_number();
    [[nodiscard]] std::string_view bytes();
    [[nodiscard]] std::string_view raw(std::size_t size);

    /// An unsigned number of at most `limit`; larger is damage.
    [[nodiscard]] std::uint64_t unsigned_number_to(std::uint64_t limit);

    /// The number of elements that follow, each at least one byte long: a larger one is damage, so
    /// that no damaged count makes anybody reserve memory.
    [[nodiscard]] std::size_t count();

    [[nodiscard]] bool ok() const { return fault_ == Fault::kNone; }
    [[nodiscard]] std::size_t offset() const { return offset_; }
    [[nodiscard]] std::size_t remaining() const { return bytes_.size() - offset_; }

    /// Records damage at the current offset, unless there was a fault before.
    void fail_damaged();

    /// Records that the bytes are of a version that this program does not know.
    void fail_newer(std::uint64_t version, std::uint64_t known);

    /// Values nest at most this deep; deeper is damage.
    static constexpr std::uint32_t kDepthMax = 128;
    [[nodiscard]] bool enter();
    void leave() { --depth_; }

    /// The first fault so far: kLedgerEntryDamaged or kLedgerDataNewer.
    [[nodiscard]] Status status() const;

    /// The first fault, where bytes left over count as damage.
    [[nodiscard]] Status finish();

  private:
    enum class Fault : std::uint8_t { kNone, kDamaged, kNewer };

    std::string_view bytes_;
    std::size_t offset_ = 0;
    std::uint32_t depth_ = 0;
    Fault fault_ = Fault::kNone;
    std::uint64_t fault_value_ = 0;
    std::uint64_t known_version_ = 0;
};

}  // namespace onus::engine
