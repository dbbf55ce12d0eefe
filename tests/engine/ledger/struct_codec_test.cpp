// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/struct_codec.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/ledger/merkle.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {
namespace {

using namespace std::string_view_literals;

enum class Level : std::uint8_t { kPass, kWarn, kBlock };
constexpr Level last_of(Level) { return Level::kBlock; }

struct Step {
    std::string name;
    std::uint16_t share = 0;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("name", self.name);
        visit("share", self.share);
    }
    friend bool operator==(const Step&, const Step&) = default;
};

struct Everything {
    std::uint64_t id = 0;
    std::int64_t delta = 0;
    std::int32_t small = 0;
    std::uint32_t count = 0;
    std::uint8_t tiny = 0;
    bool flag = false;
    Level level = Level::kPass;
    std::string text;
    Instant at;
    CivilDate day;
    TimeOfDay time;
    LocalTime local;
    Duration within;
    Decimal amount;
    std::optional<std::string> note;
    std::optional<Step> step;
    std::vector<Step> steps;
    std::vector<bool> bits;
    std::variant<std::monostate, std::int64_t, Step> choice;
    std::map<std::string, std::int64_t> points;
    std::pair<std::string, bool> pair;
    Digest digest{};

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("id", self.id);
        visit("delta", self.delta);
        visit("small", self.small);
        visit("count", self.count);
        visit("tiny", self.tiny);
        visit("flag", self.flag);
        visit("level", self.level);
        visit("text", self.text);
        visit("at", self.at);
        visit("day", self.day);
        visit("time", self.time);
        visit("local", self.local);
        visit("within", self.within);
        visit("amount", self.amount);
        visit("note", self.note);
        visit("step", self.step);
        visit("steps", self.steps);
        visit("bits", self.bits);
        visit("choice", self.choice);
        visit("points", self.points);
        visit("pair", self.pair);
        visit("digest", self.digest);
    }
    friend bool operator==(const Everything&, const Everything&) = default;
};

Everything sample() {
    Everything value;
    value.id = UINT64_MAX;
    value.delta = INT64_MIN;
    value.small = -7;
    value.count = 4'000'000'000;
    value.tiny = 255;
    value.flag = true;
    value.level = Level::kBlock;
    value.text = "退货";
    value.at = Instant{1'752'109'500'000};
    value.day = CivilDate{20'270};
    value.time = TimeOfDay{86'400'000};
    value.local = LocalTime{CivilDate{-1}, TimeOfDay{1}};
    value.within = Duration{DurationKind::kWorkingDays, 2};
    value.amount = *Decimal::parse("-999999999999999999.999999999");
    value.note = "";
    value.step = Step{"inspect", 70};
    value.steps = {Step{"a", 1}, Step{"b", 2}};
    value.bits = {true, false};
    value.choice = Step{"c", 3};
    value.points = {{"amy", -1}, {"bob", 2}};
    value.pair = {"key", true};
    value.digest = sha256("x");
    return value;
}

/// What `Step` looks like after a field was added.
struct LaterStep {
    static constexpr std::uint32_t kVersion = 2;
    std::string name;
    std::uint16_t share = 0;
    std::string reason = "none given";

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("name", self.name);
        visit("share", self.share);
        visit("reason", self.reason, Since{2});
    }
};

struct Nest {
    std::vector<Nest> inner;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("inner", self.inner);
    }
};

template <class T>
std::optional<DiagnosticKind> fault_of(std::string_view bytes) {
    const Result<T> result = decode_struct<T>(bytes);
    return result ? std::nullopt : std::optional(result.error().kind);
}

}  // namespace

TEST_CASE("struct codec: every kind of field comes back as it was written") {
    const Everything value = sample();
    const Result<Everything> back = decode_struct<Everything>(encode_struct(value));
    REQUIRE(back);
    CHECK(*back == value);
    CHECK(decode_struct<Everything>(encode_struct(Everything{})).value() == Everything{});
}

TEST_CASE("struct codec: the bytes are the version, then the fields in order") {
    CHECK(encode_struct(Step{"ab", 300}) ==
          "\x01\x02"
          "ab\xac\x02"sv);
}

TEST_CASE("struct codec: a prefix, a longer text and a wrong value are damage") {
    const std::string bytes = encode_struct(sample());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        REQUIRE(fault_of<Everything>(std::string_view(bytes).substr(0, size)) ==
                DiagnosticKind::kLedgerEntryDamaged);
    }
    CHECK(fault_of<Everything>(bytes + '\0') == DiagnosticKind::kLedgerEntryDamaged);
    CHECK(fault_of<Level>("\x02"sv) == std::nullopt);
    CHECK(fault_of<Level>("\x03"sv) == DiagnosticKind::kLedgerEntryDamaged);
    CHECK(fault_of<std::uint8_t>("\xff\x01"sv) == std::nullopt);
    CHECK(fault_of<std::uint8_t>("\x80\x02"sv) == DiagnosticKind::kLedgerEntryDamaged);
    CHECK(fault_of<Step>("\x00"sv) == DiagnosticKind::kLedgerEntryDamaged);
}

TEST_CASE("struct codec: a map has its keys in order, each once") {
    using Map = std::map<std::string, std::uint8_t>;
    CHECK(fault_of<Map>("\x02\x01"
                        "a\x01\x01"
                        "b\x02"sv) == std::nullopt);
    CHECK(fault_of<Map>("\x02\x01"
                        "b\x01\x01"
                        "a\x02"sv) == DiagnosticKind::kLedgerEntryDamaged);
    CHECK(fault_of<Map>("\x02\x01"
                        "a\x01\x01"
                        "a\x02"sv) == DiagnosticKind::kLedgerEntryDamaged);
}

TEST_CASE("struct codec: older bytes leave a later field at its default, newer ones are refused") {
    const Result<LaterStep> later = decode_struct<LaterStep>(encode_struct(Step{"a", 1}));
    REQUIRE(later);
    CHECK(later->reason == "none given");
    const Result<Step> newer = decode_struct<Step>(encode_struct(LaterStep{}));
    REQUIRE_FALSE(newer);
    CHECK(newer.error().kind == DiagnosticKind::kLedgerDataNewer);
    CHECK(newer.error().arguments == std::vector<std::string>{"2", "1"});
}

TEST_CASE("struct codec: a damaged count reserves nothing and endless nesting ends") {
    CHECK(fault_of<std::vector<Step>>("\xff\xff\xff\xff\x0f"sv) ==
          DiagnosticKind::kLedgerEntryDamaged);
    std::string deep;
    for (int i = 0; i < 100'000; ++i) {
        deep += "\x01\x01";
    }
    CHECK(fault_of<Nest>(deep) == DiagnosticKind::kLedgerEntryDamaged);
}

}  // namespace onus::engine
