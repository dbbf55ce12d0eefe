// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/codec.h"

#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {
namespace {

// NOLINTNEXTLINE(modernize-use-using): __extension__ is not allowed before an alias.
__extension__ typedef unsigned __int128 UInt128;

constexpr int kPayloadBits = 7;
constexpr std::uint8_t kMoreFollows = 0x80;

template <class Unsigned>
void write_leb128(std::string& out, Unsigned value) {
    while (value >= kMoreFollows) {
        out += static_cast<char>(static_cast<std::uint8_t>(value & 0x7FU) | kMoreFollows);
        value >>= kPayloadBits;
    }
    out += static_cast<char>(static_cast<std::uint8_t>(value));
}

/// Zigzag maps 0, -1, 1, -2, … to 0, 1, 2, 3, …, so that small negative numbers stay short.
UInt128 zigzag(Int128 value) {
    const auto bits = static_cast<UInt128>(value);
    return value < 0 ? ~(bits << 1U) : bits << 1U;
}

Int128 unzigzag(UInt128 coded) {
    const UInt128 bits = coded >> 1U;
    return static_cast<Int128>((coded & 1U) != 0 ? ~bits : bits);
}

/// Reads the shortest form only. False if the number is cut off, too large or padded with zeros.
template <class Unsigned>
bool read_leb128(std::string_view bytes, std::size_t& offset, Unsigned& value) {
    constexpr int kBits = 8 * static_cast<int>(sizeof(Unsigned));
    value = 0;
    for (int shift = 0; shift < kBits; shift += kPayloadBits) {
        if (offset == bytes.size()) {
            return false;
        }
        const auto next = static_cast<std::uint8_t>(bytes[offset++]);
        const Unsigned payload = next & 0x7FU;
        const Unsigned shifted = payload << shift;
        if ((shifted >> shift) != payload) {
            return false;
        }
        value |= shifted;
        if ((next & kMoreFollows) == 0) {
            return shift == 0 || next != 0;
        }
    }
    return false;
}

}  // namespace

void Writer::unsigned_number(std::uint64_t value) { write_leb128(bytes_, value); }
void Writer::signed_number(std::int64_t value) {
    // The zigzag of a 64-bit number fits 64 bits, so both widths have one spelling.
    write_leb128(bytes_, static_cast<std::uint64_t>(zigzag(value)));
}
void Writer::wide_number(Int128 value) { write_leb128(bytes_, zigzag(value)); }

void Writer::bytes(std::string_view value) {
    unsigned_number(value.size());
    raw(value);
}

std::uint8_t Reader::byte() {
    if (!ok() || remaining() == 0) {
        fail_damaged();
        return 0;
    }
    return static_cast<std::uint8_t>(bytes_[offset_++]);
}

bool Reader::boolean() { return unsigned_number_to(1) == 1; }

std::uint64_t Reader::unsigned_number() {
    std::uint64_t value = 0;
    if (!ok() || !read_leb128(bytes_, offset_, value)) {
        fail_damaged();
        return 0;
    }
    return value;
}

std::uint64_t Reader::unsigned_number_to(std::uint64_t limit) {
    const std::uint64_t value = unsigned_number();
    if (value > limit) {
        fail_damaged();
        return 0;
    }
    return value;
}

std::int64_t Reader::signed_number() {
    return static_cast<std::int64_t>(unzigzag(unsigned_number()));
}

Int128 Reader::wide_number() {
    UInt128 value = 0;
    if (!ok() || !read_leb128(bytes_, offset_, value)) {
        fail_damaged();
        return 0;
    }
    return unzigzag(value);
}

std::string_view Reader::bytes() { return raw(count()); }

std::string_view Reader::raw(std::size_t size) {
    if (!ok() || size > remaining()) {
        fail_damaged();
        return {};
    }
    const std::string_view value = bytes_.substr(offset_, size);
    offset_ += size;
    return value;
}

std::size_t Reader::count() {
    const std::uint64_t value = unsigned_number();
    if (value > remaining()) {
        fail_damaged();
        return 0;
    }
    return value;
}

void Reader::fail_damaged() {
    if (ok()) {
        fault_ = Fault::kDamaged;
        fault_value_ = offset_;
    }
}

void Reader::fail_newer(std::uint64_t version, std::uint64_t known) {
    if (ok()) {
        fault_ = Fault::kNewer;
        fault_value_ = version;
        known_version_ = known;
    }
}

bool Reader::enter() {
    if (depth_ == kDepthMax) {
        fail_damaged();
        return false;
    }
    ++depth_;
    return true;
}

Status Reader::status() const {
    switch (fault_) {
        case Fault::kNone:
            return {};
        case Fault::kDamaged:
            return failure(DiagnosticKind::kLedgerEntryDamaged, {std::to_string(fault_value_)});
        case Fault::kNewer:
            return failure(DiagnosticKind::kLedgerDataNewer,
                           {std::to_string(fault_value_), std::to_string(known_version_)});
    }
    return {};
}

Status Reader::finish() {
    if (remaining() != 0) {
        fail_damaged();
    }
    return status();
}

}  // namespace onus::engine
