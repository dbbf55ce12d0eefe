// SPDX-License-Identifier: Apache-2.0
#include "engine/run/sorted_table.h"

#include <catch2/catch.hpp>

#include "engine/ledger/memory_store.h"
#include "engine/run/table.h"
#include "tests/support/ledger_samples.h"

namespace onus::test {
namespace {

using namespace onus::engine;

constexpr TableId kTable = 7;

struct Number {
    std::uint64_t value = 0;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("value", self.value);
    }
};

std::string keys(const SortedTable& table, std::string_view prefix = {},
                 std::size_t count_max = 100) {
    std::string found;
    std::size_t count = 0;
    table.each(prefix, [&](std::string_view key, std::string_view value) {
        found += std::string(key) + '=' + std::string(value) + ' ';
        return ++count < count_max;
    });
    return found;
}

template <class AnyTable>
void commit(MemoryStore& store, AnyTable& table) {
    Commit commit = samples::commit(store.frontier());
    table.collect(commit.rows);
    REQUIRE(store.commit(commit));
}

TEST_CASE("sorted table: what is stored and what has changed read as one list", "[engine][state]") {
    MemoryStore store;
    SortedTable table(kTable);
    table.attach(&store);
    for (const char* key : {"b", "d", "f", "g1"}) {
        table.put(key, "1");
    }
    commit(store, table);

    table.put("a", "2");
    table.erase("b");
    table.put("c", "2");
    table.put("d", "2");
    table.erase("e");
    table.put("g2", "2");

    CHECK(keys(table) == "a=2 c=2 d=2 f=1 g1=1 g2=2 ");
    CHECK(keys(table, "g") == "g1=1 g2=2 ");
    for (const auto& [from, expected] : {std::pair<const char*, const char*>{"", "g1=1 g2=2 "},
                                         {"g1", "g1=1 g2=2 "},
                                         {"g11", "g2=2 "},
                                         {"g3", ""}}) {
        std::string found;
        table.each("g", from, [&](std::string_view key, std::string_view value) {
            found += std::string(key) + '=' + std::string(value) + ' ';
            return true;
        });
        CHECK(found == expected);
    }
    CHECK(keys(table, "h").empty());
    CHECK(table.find("b") == std::nullopt);
    CHECK(table.find("d") == "2");
    CHECK(table.find("f") == "1");
    commit(store, table);
    CHECK(keys(table) == "a=2 c=2 d=2 f=1 g1=1 g2=2 ");
}

TEST_CASE("sorted table: a reader stops where it wants", "[engine][state]") {
    MemoryStore store;
    SortedTable table(kTable);
    table.attach(&store);
    table.put("b");
    table.put("d");
    commit(store, table);
    table.put("a");
    table.put("c");
    table.put("e");

    for (std::size_t count = 1; count <= 5; ++count) {
        CAPTURE(count);
        CHECK(keys(table, {}, count) == std::string("a= b= c= d= e= ").substr(0, 3 * count));
    }
}

TEST_CASE("sorted table: without a store everything is in memory", "[engine][state]") {
    SortedTable table(kTable);
    table.put("b", "2");
    table.put("a", "1");
    table.erase("b");
    CHECK(keys(table) == "a=1 ");
    CHECK(table.find("c") == std::nullopt);
}

TEST_CASE("table: rows that memory has let go of come back from the store", "[engine][state]") {
    constexpr std::uint64_t kMany = 3'000;
    MemoryStore store;
    Table<Number> table(kTable);
    table.attach(&store);
    for (std::uint64_t i = 0; i < kMany; ++i) {
        table.edit(std::to_string(i)).value = i;
    }
    commit(store, table);
    table.erase("5");
    table.edit("6").value = 60;
    commit(store, table);

    CHECK(table.find("5") == nullptr);
    for (std::uint64_t i = 6; i < kMany; ++i) {
        const Number* number = table.find(std::to_string(i));
        REQUIRE(number != nullptr);
        REQUIRE(number->value == (i == 6 ? 60 : i));
    }
}

}  // namespace
}  // namespace onus::test
