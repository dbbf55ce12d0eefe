// SPDX-License-Identifier: Apache-2.0
//
// Runs of processes over HTTP: who sees which, why one is late, and what a stream tells of them.

#include <filesystem>
#include <fstream>
#include <future>

#include "tests/adapters/http/served.h"

namespace onus::tests {
namespace {

using adapters::HttpResponse;
using adapters::Role;

constexpr std::int64_t kDay = 86'400'000;

/// 2026-03-02 09:00 in China, a Monday.
constexpr Instant kStart{1'772'413'200'000};

class Launches : public Served {
  public:
    Launches() : Launches(ONUS_SOURCE_DIR "/policies/product_launch") {}
    explicit Launches(const std::string& pack)
        : Served(pack,
                 {key_of("pms", Role::kSystem), key_of("zhao", Role::kEmployee, "zhao"),
                  key_of("sun", Role::kEmployee, "sun"), key_of("yang", Role::kEmployee, "yang"),
                  key_of("deng", Role::kEmployee, "deng"), key_of("qin", Role::kEmployee, "qin"),
                  key_of("zhou", Role::kEmployee, "zhou"), key_of("gao", Role::kEmployee, "gao"),
                  key_of("auditor", Role::kAuditor), key_of("operator", Role::kOperator)},
                 kStart) {}

    void act(const std::string& by, const std::string& action, const std::string& data) {
        const HttpResponse answer =
            post("pms", "/v1/commands",
                 R"({"by":")" + by + R"(","action":")" + action + R"(","data":{)" + data + "}}",
                 "c" + std::to_string(++commands_));
        INFO(answer.body);
        CHECK(member(answer, {"takes_effect"}).text == "true");
    }
    void start(const std::string& key) {
        act("zhao", "start_project", R"("project":{"code":")" + key + R"(","manager":"zhao"})");
    }
    void research(const std::string& key) {
        act("sun", "launch.research",
            R"("project":")" + key + R"(","report":{"samples":1000,"summary":"s"})");
    }
    std::size_t runs(const std::string& who, const std::string& query = "") {
        return member(get(who, "/v1/processes" + query), {"items"}).items.size();
    }

  private:
    int commands_ = 0;
};

/// The next piece; fails the test at the end of the stream, or if none comes at all.
std::string next(const HttpResponse& response) {
    std::promise<std::optional<std::string>> promise;
    response.stream->next(
        [&promise](std::optional<std::string> piece) { promise.set_value(std::move(piece)); });
    auto piece = promise.get_future();
    REQUIRE(piece.wait_for(std::chrono::seconds(60)) == std::future_status::ready);
    const auto text = piece.get();
    REQUIRE(text.has_value());
    return *text;
}

/// Pieces until one holds the text.
std::string until(const HttpResponse& response, const std::string& what) {
    std::string all;
    while (all.find(what) == std::string::npos) {
        all += next(response);
    }
    return all;
}

TEST_CASE("processes: those who take part, and whoever is above them, see a run") {
    Launches server;
    server.start("P1");
    CHECK(server.runs("zhao") == 1);  // started it, and answers for it
    CHECK(server.runs("sun") == 1);   // has the first step
    CHECK(server.runs("yang") == 1);  // has the next one
    CHECK(server.runs("zhou") == 1);  // above all of them
    CHECK(server.runs("auditor") == 1);
    CHECK(server.runs("deng") == 0);  // has nothing to do with it
    CHECK(server.runs("gao") == 0);
    CHECK(server.get("operator", "/v1/processes").status == 403);
    CHECK(server.get("deng", "/v1/processes/launch/P1").status == 404);
    CHECK(server.get("deng", "/v1/processes/launch/P1/why-late").status == 404);
    CHECK(server.get("zhao", "/v1/processes/launch/P9").status == 404);
    CHECK(server.get("zhao", "/v1/processes/lunch/P1").status == 404);
    // Who looked, and who tried.
    CHECK(server.get("auditor", "/v1/persons/zhao/views").body.find("\"viewer\":\"deng\"") !=
          std::string::npos);
    CHECK(server.get("auditor", "/v1/persons/sun/views").body.find("\"viewer\":\"yang\"") !=
          std::string::npos);
}

TEST_CASE("processes: listed by pages, by state and by name") {
    Launches server;
    for (const char* const key : {"P1", "P2", "P3"}) {
        server.start(key);
    }
    const HttpResponse page = server.get("zhao", "/v1/processes?limit=2");
    CHECK(member(page, {"items"}).items.size() == 2);
    const std::string after = member(page, {"next"}).text;
    CHECK(server.runs("zhao", "?limit=2&after=" + after) == 1);
    CHECK(server.runs("zhao", "?state=active&process=launch") == 3);
    CHECK(server.runs("zhao", "?state=late") == 0);
    CHECK(server.runs("zhao", "?state=ended") == 0);
    server.go_to(Instant{kStart.ms + 30 * kDay});
    CHECK(server.runs("zhao", "?state=late") == 3);
    CHECK(server.get("zhao", "/v1/processes?state=lost").status == 400);
    CHECK(server.get("zhao", "/v1/processes?process=lunch").status == 400);
    CHECK(server.get("zhao", "/v1/processes?limit=0").status == 400);
}

TEST_CASE("processes: the steps of a run, and why it is late") {
    Launches server;
    server.start("P1");
    server.go_to(Instant{kStart.ms + 24 * kDay});
    server.research("P1");
    const HttpResponse shown = server.get("yang", "/v1/processes/product_launch.launch/P1");
    CHECK(member(shown, {"key"}).text == "P1");
    const auto steps = member(shown, {"steps"}).items;
    REQUIRE(steps.size() == 4);
    CHECK(steps[0].member("status")->text == "delivered");
    CHECK(steps[0].member("late_ms")->text == std::to_string(57 * 3'600'000));
    CHECK(steps[1].member("status")->text == "open");
    CHECK(steps[1].member("person")->text == "yang");
    CHECK(steps[1].member("next")->items[0].member("person")->text == "xie");
    CHECK(steps[0].member("standard")->items[0].member("en")->text ==
          "report.samples at least 1000");
    const HttpResponse why = server.get("zhao", "/v1/processes/launch/P1/why-late");
    CHECK(member(why, {"late"}).text == "true");
    CHECK(member(why, {"root", "person"}).text == "sun");
    CHECK(member(why, {"root", "department"}).text == "marketing");
    CHECK(member(why, {"root", "adds_ms"}).text == member(why, {"late_ms"}).text);
}

TEST_CASE("row 32: one's duties over HTTP say where each stands, and who comes next") {
    Launches server;
    for (const char* const key : {"P1", "P2", "P3"}) {
        server.start(key);
    }
    const auto duties = member(server.get("sun", "/v1/duties?of=sun"), {"items"}).items;
    REQUIRE(duties.size() == 3);
    for (const engine::Data& duty : duties) {
        const engine::Data* step = duty.member("step");
        REQUIRE(step != nullptr);
        CHECK(step->member("place")->text == "1");
        CHECK(step->member("places")->text == "4");
        CHECK(step->member("due")->text == "2026-03-24T00:00:00+08:00");
        CHECK(step->member("standard")->items.size() == 1);
        CHECK(step->member("before")->items[0].member("person")->text == "zhao");
        CHECK(step->member("next")->items[0].member("person")->text == "yang");
    }
}

TEST_CASE("row 28: what happens in a run reaches those who take part within two seconds") {
    // It is looked so often, whatever a machine that is busy makes of it.
    CHECK(adapters::EventStreamLimits{}.look_ms <= 100);
    Launches server;
    const HttpResponse yang = server.get("yang", "/v1/events");
    const HttpResponse deng = server.get("deng", "/v1/events");
    server.start("P1");
    const std::string begun = until(yang, "\"what\":\"step_opened\"");
    CHECK(begun.find("event: process\ndata: {") != std::string::npos);
    CHECK(begun.find("\"what\":\"run_started\"") != std::string::npos);
    CHECK(begun.find("\"process\":\"product_launch.launch\"") != std::string::npos);
    CHECK(begun.find("\"step\":\"research\"") != std::string::npos);
    CHECK(begun.find("\"person\":\"sun\"") != std::string::npos);
    CHECK(begun.find("event: entry") == std::string::npos);  // it was not his, nor a report's
    server.go_to(Instant{kStart.ms + 24 * kDay});
    until(yang, "\"what\":\"step_overdue\"");
    server.research("P1");
    const std::string passed = until(yang, "\"step\":\"prototype\"");
    CHECK(passed.find("\"what\":\"step_delivered\"") != std::string::npos);
    server.act("zhao", "launch.send_back", R"("project":"P1","step":"research","reason":"wrong")");
    until(yang, "\"what\":\"step_to_do_again\"");
    server.act("zhao", "launch.suspend", R"("project":"P1","reason":"so")");
    until(yang, "\"what\":\"run_suspended\"");
    server.act("zhao", "launch.resume", R"("project":"P1","reason":"so")");
    until(yang, "\"what\":\"run_resumed\"");
    server.act("zhao", "launch.cancel", R"("project":"P1","reason":"so")");
    const std::string over = until(yang, "\"what\":\"run_cancelled\"");
    CHECK(over.find("id: ") != std::string::npos);
    // Whoever has no part in it waits on, and hears of his own.
    server.act("deng", "view_research", R"("project":"P1")");
    CHECK(until(deng, "event: entry").find("event: process") == std::string::npos);
}

/// A pack whose records are known by a key that not everybody may read.
class Guarded {
  public:
    Guarded() {
        write("onus.yaml",
              "name: guarded\nrulebooks: [guarded]\norganisation: people.yaml\n"
              "calendars: [calendars]\n");
        std::filesystem::copy(ONUS_SOURCE_DIR "/policies/calendars", folder_.file("calendars"));
        write("guarded.onus", R"(rulebook guarded "Guarded"
  level company
  effective 2025-01-01
  owner office.head
  calendar cn_office

role lead
role maker
role taker

record item
  code : text unique

action begin (item) by lead
  creates item

permission see "See"
  granted to lead, maker
  may        read item.code
  carries none "Nobody is harmed."

process work "Work"
  owner  lead
  when   begin
  step make "Make"
    owner    maker
    within   2 days
    deliver  place : text
    handed   to taker within 1 day
  step take "Take"
    after    make
    owner    taker
    within   2 days
    deliver  place : text
)");
        write("people.yaml", R"(organisation: people
fallback: boss
persons: {boss: Boss, zhao: Zhao, sun: Sun, yang: Yang}
units: {office: {head: boss}}
posts: {office: {lead: zhao, maker: sun, taker: yang}}
)");
    }
    [[nodiscard]] const std::string& path() const { return folder_.path(); }

  private:
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_.file(name), std::ios::binary) << text;
    }
    TempFolder folder_;
};

TEST_CASE("processes: whoever may not read the key of its record does not see the run") {
    const Guarded pack;
    Launches server(pack.path());
    const HttpResponse sun = server.get("sun", "/v1/events");
    const HttpResponse yang = server.get("yang", "/v1/events");
    server.act("zhao", "begin", R"("item":{"code":"Canary7"})");
    CHECK(server.runs("sun") == 1);
    CHECK(server.runs("yang") == 0);
    CHECK(server.get("yang", "/v1/processes/work/Canary7").status == 404);
    server.act("sun", "work.make", R"("item":"Canary7","place":"here")");
    const std::string told = until(sun, "\"what\":\"hand_over\"");
    CHECK(told.find("Canary7") != std::string::npos);
    server.act("yang", "work.make.receive", R"("item":"Canary7")");
    CHECK(until(sun, "\"what\":\"hand_over_received\"").find("\"step\":\"make\"") !=
          std::string::npos);
    const std::string own = until(yang, "event: entry");
    CHECK(own.find("event: process") == std::string::npos);
    const auto duties = member(server.get("yang", "/v1/duties?of=yang"), {"items"}).items;
    REQUIRE(duties.size() == 1);
    CHECK(duties[0].member("step") == nullptr);
}

}  // namespace
}  // namespace onus::tests
