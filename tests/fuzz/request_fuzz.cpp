// SPDX-License-Identifier: Apache-2.0
//
// Requests behind the reader of HTTP, which is Beast's: target, headers and body as anybody may
// send them. An input is "METHOD TARGET", lines "name: value", an empty line and the body.

#include "tests/fuzz/shop.h"

namespace {

using onus::adapters::HttpRequest;

std::string_view line_of(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// False if the target is none, which the connection answers by itself.
bool read(std::string_view text, HttpRequest& request) {
    const std::string_view first = line_of(text);
    const std::size_t space = first.find(' ');
    request.method = std::string(first.substr(0, space));
    const bool good = space != std::string_view::npos &&
                      onus::adapters::parse_target(first.substr(space + 1), request);
    for (std::string_view line = line_of(text); !line.empty(); line = line_of(text)) {
        const std::size_t colon = line.find(": ");
        if (colon != std::string_view::npos) {
            request.headers[std::string(line.substr(0, colon))] =
                std::string(line.substr(colon + 2));
        }
    }
    request.body = std::string(text);
    return good;
}

}  // namespace

namespace onus::fuzz {

std::vector<std::string> seeds() {
    const std::string post = "\ncontent-type: application/json\nidempotency-key: k\n\n";
    const std::string order =
        R"({"action":"submit_order","by":"li","data":{"order":{"number":"A1","seller":"li",)"
        R"("channel":"store","promised":"7 days"}}})";
    return {
        "GET /healthz\n\n",
        "GET /v1/matters?of=wang&limit=2&after=1\n\n",
        "GET /v1/duties?of=%E6%9D%8E\n\n",
        "GET /v1/attempts/1\n\n",
        "GET /v1/persons/li/records?after=3\n\n",
        "GET /v1/entries/5\n\n",
        "GET /v1/rulebooks\n\n",
        "GET /v1/records/order/A1/trace\n\n",
        "GET /v1/codes/N0860\n\n",
        "GET /v1/matters\nauthorization: Bearer nobody\n\n",
        "POST /v1/validate" + post + order,
        "POST /v1/commands?receipt=true" + post + order,
        "POST /v1/commands" + post + R"({"by":"li","force":1,"reason":"x"})",
        "POST /v1/commands" + post +
            R"({"by":"wang","decide":{"matter":1,"decision":"reject","opinion":"no"}})",
        "POST /v1/commands" + post + R"({"by":"li","claim":{"duty":1}})",
        "POST /v1/commands" + post + R"({"by":"till","at":"2026-03-02T09:00","tick":true})",
        "POST /access/v1/evaluation" + post +
            R"({"subject":{"type":"user","id":"li"},"action":{"name":"submit_order"},)"
            R"("resource":{"type":"order","id":"A1","properties":{"promised":"7 days"}}})",
        "POST /v1/organisation\ncontent-type: application/yaml\nauthorization: Bearer hr-key\n\n" +
            file("policies/retail/organisation.yaml"),
        "POST /v1/rulebooks\ncontent-type: application/json\nauthorization: Bearer hr-key\n\n"
        R"({"rulebooks":[{"name":"x.en.onus","text":"rulebook x \"X\"\n"}]})",
    };
}

}  // namespace onus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    HttpRequest request;
    if (read(onus::fuzz::text_of(data, size), request)) {
        onus::fuzz::hold_answer(onus::fuzz::Shop::fresh().ask(std::move(request)));
    }
    return 0;
}
