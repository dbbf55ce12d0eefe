// SPDX-License-Identifier: Apache-2.0

#include "adapters/json/command_json.h"

#include <string>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {
namespace {

const engine::ZoneTransitions kShanghai = {{Instant{INT64_MIN}, 480}};

CommandReading read(const std::string& text) {
    CommandOptions options;
    options.zone = kShanghai;
    return parse_command(Source{"line", text}, options);
}

engine::Command good(const std::string& text) {
    const CommandReading reading = read(text);
    INFO(text);
    REQUIRE(reading.value);
    return reading.value->command;
}

/// Codes and columns of all mistakes: "N0722@1 N0726@14".
std::string mistakes(const std::string& text) {
    std::string out;
    for (const Diagnostic& diagnostic : read(text).diagnostics) {
        out += out.empty() ? "" : " ";
        out += std::string(code_of(diagnostic.kind)) + "@" +
               std::to_string(locate(text, diagnostic.span.begin).column);
    }
    return out;
}

const std::string kHead = R"("id":"c1","by":"li","at":"2025-07-10T09:00:00+08:00")";

TEST_CASE("command json: an attempt with all its parts") {
    const engine::Command command = good(
        R"({"id":"c1","source":"shop","action":"submit_order","by":"li","on_behalf_of":"wang",)"
        R"("at":"2025-07-10 09:00","received":"2025-07-10T01:00:01Z",)"
        R"("force":true,"reason":"loyal",)"
        R"("business_key":"A1","revision":2,"data":{"order":{"number":"A1","promised":7}}})");
    CHECK(command.id == "c1");
    CHECK(command.source == "shop");
    CHECK(command.actor == "li");
    CHECK(command.principal == "wang");
    CHECK(to_string(command.at, 480) == "2025-07-10T09:00:00+08:00");
    CHECK(to_string(command.received, 480) == "2025-07-10T09:00:01+08:00");
    const auto& submit = std::get<engine::Submit>(command.body);
    CHECK(submit.action == "submit_order");
    CHECK(submit.force);
    CHECK(submit.reason == "loyal");
    CHECK(submit.business_key == "A1");
    CHECK(submit.revision == 2);
    CHECK(to_json(submit.payload) == R"({"order":{"number":"A1","promised":7}})");
}

TEST_CASE("command json: without `received`, it was received when it happened") {
    const CommandReading reading = read("{" + kHead + R"(,"action":"a"})");
    REQUIRE(reading.value);
    CHECK_FALSE(reading.value->received_given);
    CHECK(reading.value->command.received == reading.value->command.at);
    CHECK(reading.value->command.source == "cli");
}

TEST_CASE("command json: every kind reads back as it is written") {
    for (const std::string body : {
             R"("action":"pay","data":{"a":[1,"x"]},"force":true,"reason":"why")",
             R"("action":"pay","data":{},"observe":true,"business_key":"K","revision":1)",
             R"("force":3,"reason":"loyal customer")",
             R"("decide":{"matter":3,"decision":"approve","opinion":"fine"})",
             R"("decide":{"duty":"review","subject":"A1","decision":"reject","opinion":"no"})",
             R"("decide":{"duty":"review","decision":"return","opinion":"again"})",
             R"("withdraw":3,"reason":"mistake")",
             R"("claim":{"duty":7})",
             R"("claim":{"duty":"review","subject":"A1"})",
             R"("delegate":{"duty":"review","to":"wang","until":"2025-08-01T00:00:00+08:00"})",
             R"("transfer":{"duty":"review","subject":"A1","to":"wang","reason":"ill"})",
             R"("excuse":{"duty":7,"reason":"ill"})",
             R"("tick":true)",
             R"("delivered":{"notice":2,"reached":false})",
             R"("outage":{"from":"2025-07-10T09:00:00+08:00","until":"2025-07-10T10:00:00+08:00"})",
             R"("clock_suspect":true)",
             R"("delivery":{"since":"2025-07-10T09:00:00+08:00"})",
             R"("delivery":{})",
         }) {
        const std::string text = R"({"id":"c1","source":"s","by":"li",)"
                                 R"("at":"2025-07-10T09:00:00+08:00",)"
                                 R"("received":"2025-07-10T09:00:00+08:00",)" +
                                 body + "}";
        CHECK(to_json(to_data(good(text), kShanghai)) == text);
    }
}

TEST_CASE("command json: every mistake of a command is told, in the order of the text") {
    CHECK(mistakes("[]") == "N0720@1");
    CHECK(mistakes("{}") == "N0723@1");
    CHECK(mistakes(R"({"action":"a"})") == "N0722@1 N0722@1 N0722@1");
    CHECK(mistakes("{" + kHead + R"(,"action":"a","tick":true})") == "N0724@1");
    CHECK(mistakes("{" + kHead + R"(,"force":3})") == "N0722@1");
    CHECK(mistakes("{" + kHead + R"(,"force":3,"reason":"r","data":{}})") == "N0725@78");
    CHECK(mistakes("{" + kHead + R"(,"action":"","data":7,"x":1})") ==
          "N0726@64 N0729@74 N0721@76");
    CHECK(mistakes("{" + kHead + R"(,"action":"a","reason":"r"})") == "N0725@68");
    CHECK(mistakes("{" + kHead + R"(,"action":"a","observe":true,"force":true})") == "N0725@83");
    CHECK(mistakes("{" + kHead + R"(,"action":"a","force":"yes"})") == "N0728@76");
    CHECK(mistakes("{" + kHead + R"(,"withdraw":0})") == "N0727@66");
    CHECK(mistakes("{" + kHead + R"(,"withdraw":1.5})") == "N0727@66");
    CHECK(mistakes("{" + kHead + R"(,"decide":{"matter":1,"decision":"agree","opinion":"o"}})") ==
          "N0731@87");
    CHECK(mistakes("{" + kHead + R"(,"decide":{"decision":"approve"}})") == "N0732@64 N0722@64");
    CHECK(mistakes("{" + kHead + R"(,"claim":7})") == "N0729@63");
    CHECK(mistakes(R"({"id":"c1","by":"li","at":"2025-02-30","action":"a"})") == "N0730@27");
    CHECK(mistakes(R"({"id":7,"by":"li","at":1,"action":"a"})") == "N0726@7 N0730@24");
}

TEST_CASE("command json: a misspelt kind of command is named, with the kind that is meant") {
    const CommandReading reading = read("{" + kHead + R"(,"actoin":"a","data":{}})");
    REQUIRE(reading.diagnostics.size() == 1);
    CHECK(code_of(reading.diagnostics[0].kind) == "N0721");
    CHECK(reading.diagnostics[0].arguments == std::vector<std::string>{"actoin"});
    REQUIRE(reading.diagnostics[0].fix);
    CHECK(reading.diagnostics[0].fix->replacement == "\"action\"");
    // What is no slip of the pen is named too, beside the kinds that there are.
    CHECK(mistakes("{" + kHead + R"(,"colour":"a","data":{}})") == "N0723@1 N0721@55");
    CHECK(mistakes("{" + kHead + R"(,"data":{}})") == "N0723@1");
}

TEST_CASE("command json: a misspelt part gets the near one") {
    const std::string text = "{" + kHead + R"(,"action":"a","dat":{}})";
    const CommandReading reading = read(text);
    REQUIRE(reading.diagnostics.size() == 1);
    REQUIRE(reading.diagnostics[0].fix);
    CHECK(reading.diagnostics[0].fix->replacement == "\"data\"");
    CHECK(render(reading.diagnostics[0], Language::kChinese, nullptr).find("“dat”") !=
          std::string::npos);
}

}  // namespace
}  // namespace onus::adapters
