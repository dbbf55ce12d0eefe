// SPDX-License-Identifier: Apache-2.0
//
// The stream of entries, without the socket.

#include <future>

#include "tests/adapters/http/served.h"

namespace onus::tests {
namespace {

using adapters::HttpResponse;

/// The next piece that is no heartbeat; nothing at the end.
std::optional<std::string> next(const HttpResponse& response) {
    std::promise<std::optional<std::string>> promise;
    response.stream->next(
        [&promise](std::optional<std::string> piece) { promise.set_value(std::move(piece)); });
    return promise.get_future().get();
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++found;
    }
    return found;
}

TEST_CASE("events: what is on the disk comes in order, and again behind the last that was seen") {
    Served server;
    const HttpResponse live = server.get("till", "/v1/events");
    REQUIRE(live.stream != nullptr);
    CHECK(live.content_type == "text/event-stream");
    const std::string first =
        member(server.post("till", "/v1/commands", order("E1", "3 days"), "e1"), {"sequence"}).text;
    const std::string piece = next(live).value_or("");
    CHECK(piece.find("id: " + first + "\nevent: entry\ndata: {\"sequence\":" + first) == 0);
    CHECK(piece.ends_with("\n\n"));

    for (int i = 2; i <= 100; ++i) {
        const std::string number = std::to_string(i);
        server.post("till", "/v1/commands", order("E" + number, "3 days"), "e" + number);
    }
    const HttpResponse again = server.get("till", "/v1/events?after=" + first);
    std::size_t events = 0;
    while (events < 99) {
        const auto page = next(again);
        REQUIRE(page.has_value());
        events += count(*page, "id: ");
    }
    CHECK(events == 99);

    CHECK(server.get("till", "/v1/events?after=x").status == 400);
    CHECK(server.get("till", "/v1/events?after=100000").status == 400);
    CHECK(server.get("operator", "/v1/events").status == 403);
}

TEST_CASE("events: a person gets what he may see") {
    Served server;
    server.post("till", "/v1/commands", order("E1", "3 days", "hua"), "e1");
    server.post("till", "/v1/commands", order("E2", "3 days", "li"), "e2");
    const std::string own = next(server.get("li", "/v1/events?after=0")).value_or("");
    CHECK(count(own, "id: ") == 1);
    CHECK(own.find("E2") != std::string::npos);
    const std::string reports = next(server.get("wang", "/v1/events?after=0")).value_or("");
    CHECK(count(reports, "id: ") == 2);
    CHECK(server.get("hua", "/v1/persons/hua/views").status == 401);
    CHECK(server.get("auditor", "/v1/persons/hua/views").body.find("\"viewer\":\"wang\"") !=
          std::string::npos);
}

TEST_CASE("events: there is room for so many clients, and again when they are gone") {
    Served server;
    std::vector<HttpResponse> clients;
    for (int i = 0; i < 64; ++i) {
        clients.push_back(server.get("till", "/v1/events"));
        REQUIRE(clients.back().stream != nullptr);
    }
    CHECK(server.get("till", "/v1/events").status == 503);
    clients.pop_back();
    CHECK(server.get("till", "/v1/events").status == 200);
}

TEST_CASE("events: a server that stops ends its streams") {
    Served server;
    const HttpResponse live = server.get("till", "/v1/events");
    std::promise<bool> ended;
    live.stream->next(
        [&ended](const std::optional<std::string>& piece) { ended.set_value(!piece); });
    server.stop_streams();
    CHECK(ended.get_future().get());
    CHECK_FALSE(next(live).has_value());
}

}  // namespace
}  // namespace onus::tests
