// SPDX-License-Identifier: Apache-2.0
//
// Who may see and say what becomes of messages.
#include "grammar/base/diagnostic_kind.h"
#include "tests/adapters/http/served.h"

namespace onus::tests {
namespace {

TEST_CASE("outbox: the operator sees what waits, and nobody else does") {
    Served server;
    CHECK(server.get("operator", "/v1/outbox").status == 200);
    CHECK(member(server.get("operator", "/v1/outbox"), {"items"}).items.empty());
    for (const char* who : {"till", "li", "wang", "hr", "auditor"}) {
        CHECK(server.get(who, "/v1/outbox").status == 403);
    }
    server.service().attach([](std::size_t most) {
        adapters::ChannelReport sales;
        sales.name = "sales";
        sales.figures = {2, 5, 3, 1};
        adapters::WaitingMessage message;
        message.number = 12;
        message.tries = 3;
        message.reason = failure(DiagnosticKind::kDeliveryStatus, {"503"}).value();
        sales.waiting.assign(most == 0 ? 0 : 1, message);
        adapters::ChannelReport shop;
        shop.name = "shop";
        shop.is_subscriber = true;
        message.number = (std::uint64_t{7} << 24U) | 2;
        shop.waiting.push_back(message);
        return std::vector<adapters::ChannelReport>{sales, shop};
    });
    const engine::Data items = member(server.get("operator", "/v1/outbox"), {"items"});
    REQUIRE(items.items.size() == 2);
    CHECK(items.items[0].member("channel")->text == "sales");
    CHECK(items.items[0].member("waiting")->text == "2");
    const engine::Data& waiting = items.items[0].member("messages")->items.at(0);
    CHECK(waiting.member("notice")->text == "12");
    CHECK(waiting.member("tries")->text == "3");
    CHECK(waiting.member("code")->text == "N0890");
    CHECK(waiting.member("zh")->text == "接收方答复503");
    CHECK(items.items[1].member("subscriber")->text == "shop");
    CHECK(items.items[1].member("messages")->items.at(0).member("entry")->text == "7");
    const std::string metrics = server.get("", "/metrics").body;
    CHECK(metrics.find("onus_outbox_waiting{channel=\"sales\"} 2\n") != std::string::npos);
    CHECK(metrics.find("onus_outbox_given_up_total{subscriber=\"shop\"} 0\n") != std::string::npos);
    server.service().attach({});
}

TEST_CASE("outbox: no client says that a message came, or that the clock is right") {
    Served server;
    const auto status = [&](const std::string& body) {
        return server.post("till", "/v1/commands", body, "k" + std::to_string(body.size())).status;
    };
    CHECK(status(R"({"delivered":{"notice":1}})") == 403);
    CHECK(status(R"({"delivered":{"notice":1,"reached":false}})") == 403);
    CHECK(status(R"({"clock_suspect":false})") == 403);
    CHECK(status(R"({"delivery":{}})") == 403);
    const std::string times = R"("from":"2026-01-01T00:00:00Z","until":"2026-01-01T01:00:00Z")";
    CHECK(status(R"({"outage":{)" + times + "}}") == 403);
    CHECK(status(R"({"outage":{)" + times + R"(,"source":"other"}})") == 403);
    CHECK(status(R"({"outage":{)" + times + R"(,"source":"till"}})") == 200);
}

}  // namespace
}  // namespace onus::tests
