// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/flat_codec.h"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {
namespace {

struct Order {
    std::string number;
    std::optional<Decimal> amount;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("number", self.number);
        visit("amount", self.amount);
    }
    friend bool operator==(const Order&, const Order&) = default;
};

struct Nothing {
    template <class Self, class V>
    static void fields(Self&, V&) {}
    friend bool operator==(const Nothing&, const Nothing&) = default;
};

using Event = std::variant<std::monostate, Order, std::int64_t, Nothing>;

struct Command {
    std::uint64_t id = 0;
    std::optional<Order> order;
    std::optional<std::vector<std::string>> tags;
    std::vector<Event> events;
    std::map<std::string, bool> flags;
    std::pair<std::string, Instant> pair;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("id", self.id);
        visit("order", self.order);
        visit("tags", self.tags);
        visit("events", self.events);
        visit("flags", self.flags);
        visit("pair", self.pair);
    }
    friend bool operator==(const Command&, const Command&) = default;
};

struct LaterOrder {
    std::string number;
    std::optional<Decimal> amount;
    std::string channel = "store";

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("number", self.number);
        visit("amount", self.amount);
        visit("channel", self.channel, Since{2});
    }
};

Command sample() {
    Command command;
    command.id = 9;
    command.order = Order{"A-1", std::nullopt};
    command.tags.emplace();
    command.events = {Order{"B", Decimal(2)}, std::int64_t{-3}, std::monostate{}, Nothing{}};
    command.flags = {{"gift", true}};
    command.pair = {"x", Instant{5}};
    return command;
}

template <class T>
std::vector<EntryField> flat(const T& value) {
    std::vector<EntryField> fields;
    flatten("command", value, fields);
    return fields;
}

template <class T>
Status read(const std::vector<EntryField>& fields, T& value) {
    FlatReader reader(fields);
    reader.read("command", value);
    return reader.finish();
}

template <class T>
std::optional<Diagnostic> fault(const std::vector<EntryField>& fields) {
    T value;
    const Status status = read(fields, value);
    return status ? std::nullopt : std::optional(status.error());
}

}  // namespace

TEST_CASE("flat codec: names every value by its path") {
    std::string names;
    for (const EntryField& field : flat(sample())) {
        names += field.name + '\n';
    }
    CHECK(names ==
          "command.id\n"
          "command.order\n"
          "command.order.number\n"
          "command.tags\n"
          "command.events\n"
          "command.events.0\n"
          "command.events.0.number\n"
          "command.events.0.amount\n"
          "command.events.1\n"
          "command.events.1.value\n"
          "command.events.2\n"
          "command.events.3\n"
          "command.flags\n"
          "command.flags.0.key\n"
          "command.flags.0.value\n"
          "command.pair.first\n"
          "command.pair.second\n");
}

TEST_CASE("flat codec: reads back what it wrote") {
    Command back;
    REQUIRE(read(flat(sample()), back));
    CHECK(back == sample());
    REQUIRE(read(flat(Command{}), back));
    CHECK(back == Command{});
}

TEST_CASE("flat codec: names the field that is missing, unknown, redacted or damaged") {
    const std::vector<EntryField> good = flat(sample());
    auto missing = good;
    missing.erase(missing.begin() + 2);
    CHECK(fault<Command>(missing)->kind == DiagnosticKind::kLedgerFieldMissing);
    CHECK(fault<Command>(missing)->arguments == std::vector<std::string>{"command.order.number"});

    auto unknown = good;
    unknown.push_back({"command.colour", "", {}});
    CHECK(fault<Command>(unknown)->kind == DiagnosticKind::kLedgerFieldUnknown);
    CHECK(fault<Command>(unknown)->arguments == std::vector<std::string>{"command.colour"});

    auto redacted = good;
    redacted[2].redacted = Digest{};
    CHECK(fault<Command>(redacted)->kind == DiagnosticKind::kLedgerFieldRedacted);

    for (std::size_t i = 0; i < good.size(); ++i) {
        auto damaged = good;
        damaged[i].value += '\x80';
        const std::optional<Diagnostic> found = fault<Command>(damaged);
        REQUIRE(found);
        CHECK(found->kind == DiagnosticKind::kLedgerFieldDamaged);
        CHECK(found->arguments == std::vector<std::string>{good[i].name});
    }
}

TEST_CASE("flat codec: a later field may be missing, an unknown one is not skipped") {
    LaterOrder later;
    REQUIRE(read(flat(Order{"A", Decimal(1)}), later));
    CHECK(later.channel == "store");
    CHECK(fault<Order>(flat(LaterOrder{}))->kind == DiagnosticKind::kLedgerFieldUnknown);
}

TEST_CASE("flat codec: a damaged count ends") {
    std::vector<EntryField> fields{{"command", "\xff\xff\xff\xff\xff\x01", {}}};
    CHECK(fault<std::vector<Nothing>>(fields)->kind == DiagnosticKind::kLedgerFieldDamaged);
}

}  // namespace onus::engine
