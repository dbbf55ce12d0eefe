// SPDX-License-Identifier: Apache-2.0

#include "policies/zone_data.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "policies/zone_rule.h"

namespace onus::policies {
namespace {

using engine::ZoneTransitions;

constexpr std::int32_t kFirstYear = 1970;
constexpr std::int32_t kLastYear = 2100;
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::size_t kHeaderSize = 44;

// Reads big-endian numbers. Past the end it gives zeros and remembers the failure.
class Bytes {
  public:
    explicit Bytes(std::string_view bytes) : rest_(bytes) {}

    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] std::string_view rest() const { return rest_; }

    std::string_view take(std::size_t count) {
        if (count > rest_.size()) {
            failed_ = true;
            rest_ = {};
            return {};
        }
        const std::string_view result = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return result;
    }

    std::uint64_t number(std::size_t width) {
        std::uint64_t value = 0;
        for (const char c : take(width)) {
            value = value << 8U | static_cast<unsigned char>(c);
        }
        return value;
    }

    std::int64_t seconds(std::size_t width) {
        const std::uint64_t value = number(width);
        return width == 4 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(value))
                          : static_cast<std::int64_t>(value);
    }

  private:
    std::string_view rest_;
    bool failed_ = false;
};

struct Header {
    char version = 0;
    std::uint64_t utc_flags = 0, standard_flags = 0, leaps = 0, times = 0, types = 0, chars = 0;

    // Size of the block behind the header, whose times have `width` bytes.
    [[nodiscard]] std::uint64_t block_size(std::uint64_t width) const {
        return times * (width + 1) + types * 6 + chars + leaps * (width + 4) + standard_flags +
               utc_flags;
    }
};

std::optional<Header> read_header(Bytes& bytes) {
    const std::string_view start = bytes.take(kHeaderSize);
    if (bytes.failed() || !start.starts_with("TZif")) {
        return std::nullopt;
    }
    Header header;
    header.version = start[4];
    Bytes counts(start.substr(20));
    for (std::uint64_t* count : {&header.utc_flags, &header.standard_flags, &header.leaps,
                                 &header.times, &header.types, &header.chars}) {
        *count = counts.number(4);
    }
    return header;
}

// A change of offset, in seconds.
struct Change {
    std::int64_t at = 0;
    std::int64_t offset = 0;
};

struct Block {
    std::int64_t first_offset = 0;
    std::vector<Change> changes;
};

std::optional<Block> read_block(Bytes& bytes, const Header& header, std::size_t width) {
    // Leap seconds would make instants differ from those of every other zone.
    if (header.types == 0 || header.leaps != 0 || header.types > 256) {
        return std::nullopt;
    }
    Bytes block(bytes.take(header.block_size(width)));
    if (bytes.failed()) {
        return std::nullopt;
    }
    Bytes times(block.take(header.times * width));
    const std::string_view indexes = block.take(header.times);
    std::vector<std::int64_t> offsets;
    for (std::uint64_t i = 0; i < header.types; ++i) {
        offsets.push_back(block.seconds(4));
        block.take(2);
        if (offsets.back() / 60 > engine::kZoneOffsetMinutesMax ||
            offsets.back() / 60 < -engine::kZoneOffsetMinutesMax) {
            return std::nullopt;
        }
    }
    Block result;
    result.first_offset = offsets.front();
    for (const char index : indexes) {
        const auto type = static_cast<unsigned char>(index);
        const std::int64_t at = times.seconds(width);
        const bool ascends = result.changes.empty() || result.changes.back().at < at;
        if (type >= offsets.size() || !ascends) {
            return std::nullopt;
        }
        result.changes.push_back({at, offsets[type]});
    }
    return result;
}

// Writes the footer's rule out behind the last change.
void extend(Block& block, const ZoneRule& rule) {
    const auto day_start = [](CivilDate date) { return date.days * kSecondsPerDay; };
    const std::int64_t last = block.changes.empty() ? INT64_MIN : block.changes.back().at;
    if (!rule.has_summer) {
        if (block.changes.empty()) {
            block.first_offset = rule.standard;
        }
        return;
    }
    for (std::int32_t year = kFirstYear; year <= kLastYear; ++year) {
        const std::int64_t begin =
            day_start(rule.begins.in_year(year)) + rule.begins.seconds - rule.standard;
        const std::int64_t end =
            day_start(rule.ends.in_year(year)) + rule.ends.seconds - rule.summer;
        std::array<Change, 2> changes = {{{begin, rule.summer}, {end, rule.standard}}};
        if (end < begin) {
            std::swap(changes[0], changes[1]);
        }
        for (const Change& change : changes) {
            if (change.at > last) {
                block.changes.push_back(change);
            }
        }
    }
}

ZoneTransitions transitions_of(const Block& block) {
    const auto minutes = [](std::int64_t seconds) {
        return static_cast<std::int32_t>(seconds / 60 - (seconds % 60 < 0 ? 1 : 0));
    };
    ZoneTransitions result = {{Instant{INT64_MIN}, minutes(block.first_offset)}};
    const std::int64_t end = make_date({kLastYear, 12, 31})->days * kSecondsPerDay;
    for (const Change& change : block.changes) {
        const std::int32_t offset = minutes(change.offset);
        if (change.at <= 0) {
            result.front().offset_minutes = offset;
        } else if (change.at <= end && offset != result.back().offset_minutes) {
            result.push_back({Instant{change.at * kMsPerSecond}, offset});
        }
    }
    return result;
}

}  // namespace

std::optional<ZoneTransitions> parse_zone(std::string_view text) {
    Bytes bytes(text);
    std::optional<Header> header = read_header(bytes);
    if (!header) {
        return std::nullopt;
    }
    if (header->version == 0) {
        const std::optional<Block> block = read_block(bytes, *header, 4);
        return block ? std::optional(transitions_of(*block)) : std::nullopt;
    }
    // Later versions repeat everything with wide times behind the block for old readers.
    bytes.take(header->block_size(4));
    header = read_header(bytes);
    if (!header) {
        return std::nullopt;
    }
    std::optional<Block> block = read_block(bytes, *header, 8);
    const std::string_view footer = bytes.rest();
    if (!block || footer.size() < 2 || footer.front() != '\n' || footer.back() != '\n') {
        return std::nullopt;
    }
    if (footer.size() > 2) {
        const auto rule = parse_zone_rule(footer.substr(1, footer.size() - 2));
        if (!rule) {
            return std::nullopt;
        }
        extend(*block, *rule);
    }
    return transitions_of(*block);
}

}  // namespace onus::policies
