// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/codec.h"

#include <cstdint>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {
namespace {

using namespace std::string_view_literals;

std::string unsigned_bytes(std::uint64_t value) {
    Writer writer;
    writer.unsigned_number(value);
    return writer.take();
}

template <class Read>
bool refuses(std::string_view bytes, Read read) {
    Reader reader(bytes);
    static_cast<void>(read(reader));
    const Status status = reader.finish();
    return !status && status.error().kind == DiagnosticKind::kLedgerEntryDamaged;
}

}  // namespace

TEST_CASE("codec: unsigned numbers take the shortest LEB128 form") {
    CHECK(unsigned_bytes(0) == "\x00"sv);
    CHECK(unsigned_bytes(127) == "\x7f"sv);
    CHECK(unsigned_bytes(128) == "\x80\x01"sv);
    CHECK(unsigned_bytes(UINT64_MAX) == "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"sv);
    for (const std::uint64_t value : {0ULL, 1ULL, 127ULL, 128ULL, 16383ULL, 16384ULL,
                                      static_cast<unsigned long long>(UINT64_MAX)}) {
        const std::string bytes = unsigned_bytes(value);
        Reader reader(bytes);
        CHECK(reader.unsigned_number() == value);
        CHECK(reader.finish());
    }
}

TEST_CASE("codec: refuses numbers that are padded, too large or cut off") {
    const auto read = [](Reader& reader) { return reader.unsigned_number(); };
    CHECK(refuses("\x80\x00"sv, read));
    CHECK(refuses("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"sv, read));
    CHECK(refuses("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x01"sv, read));
    CHECK(refuses("\x80"sv, read));
    CHECK(refuses(""sv, read));
    CHECK(refuses("\x01\x01"sv, read));
}

TEST_CASE("codec: signed and wide numbers come back, extremes included") {
    constexpr Int128 kWide = Int128{INT64_MAX} * 1'000'000'000;
    Writer writer;
    for (const std::int64_t value : {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, INT64_MAX}) {
        writer.signed_number(value);
    }
    writer.wide_number(kWide);
    writer.wide_number(-kWide);
    writer.wide_number(-1);
    Reader reader(writer.view());
    CHECK(reader.signed_number() == INT64_MIN);
    CHECK(reader.signed_number() == -1);
    CHECK(reader.signed_number() == 0);
    CHECK(reader.signed_number() == INT64_MAX);
    CHECK((reader.wide_number() == kWide));
    CHECK((reader.wide_number() == -kWide));
    CHECK((reader.wide_number() == -1));
    CHECK(reader.finish());
}

TEST_CASE("codec: a length behind the end is damage, and the first fault is the one reported") {
    Reader reader(
        "\x02\x05"
        "abc"sv);
    CHECK(reader.unsigned_number() == 2);
    CHECK(reader.bytes().empty());
    CHECK(reader.unsigned_number() == 0);
    const Status status = reader.finish();
    REQUIRE_FALSE(status);
    CHECK(status.error().arguments == std::vector<std::string>{"2"});
}

TEST_CASE("codec: a truth value is 0 or 1") {
    const auto read = [](Reader& reader) { return reader.boolean(); };
    CHECK_FALSE(refuses("\x00"sv, read));
    CHECK_FALSE(refuses("\x01"sv, read));
    CHECK(refuses("\x02"sv, read));
}

}  // namespace onus::engine
