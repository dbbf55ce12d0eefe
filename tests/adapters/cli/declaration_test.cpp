// SPDX-License-Identifier: Apache-2.0
//
// A real process with five lanes, drawn by a university for its travel requests: imported, run to
// its end in time and late, exported and drawn.

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/temp_folder.h"

namespace onus::tests {
namespace {

const std::string kDiagram =
    std::string(ONUS_SOURCE_DIR) + "/../shared/data/eventlogs/declaration_documents.bpmn";

void write(const std::string& file, const std::string& text) { std::ofstream(file) << text; }

/// The imported rulebook as a pack, with a person for each lane.
void make_pack(const TempFolder& folder) {
    const Ran imported = run_onus({"process", "import", kDiagram, "--out", folder.path()});
    INFO(imported.out << imported.err);
    REQUIRE(imported.code == 0);
    write(folder.file("onus.yaml"),
          "name: travel\nrulebooks: [declaration_documents]\n"
          "organisation: organisation.yaml\ncalendars: [" ONUS_SOURCE_DIR "/policies/calendars]\n");
    write(folder.file("organisation.yaml"), R"(organisation: university
fallback: ada
persons:
  ada: {name: Ada, hired: 2010-01-04}
  bob: {name: Bob, hired: 2015-01-05}
  cyd: {name: Cyd, hired: 2015-01-05}
  dan: {name: Dan, hired: 2015-01-05}
  eve: {name: Eve, hired: 2015-01-05}
  fay: {name: Fay, hired: 2015-01-05}
units:
  university: {name: University, head: ada}
posts:
  university:
    tu_e: ada
    employee: bob
    travel_administration: cyd
    budget_owner: dan
    supervisor: eve
    director: fay
systems: [sap]
)");
}

std::string step(const std::string& at, const std::string& by, const std::string& action,
                 const std::string& data, const std::string& expect = "{effective: yes}") {
    return "  - at: " + at + "\n    by: " + by + "\n    action: " + action + "\n    data: " + data +
           "\n    expect: [" + expect + "]\n";
}
std::string deliver(const std::string& at, const std::string& by, const std::string& name,
                    const std::string& data, const std::string& expect = "{effective: yes}") {
    return step(at, by, "tu_e_process." + name, "{tu_e_case: T1, " + data + "}", expect);
}
const std::string kBegin =
    "title: {en: Travel, zh: 出差}\nabout: {en: A request., zh: 申请。}\nsteps:\n" +
    step("2026-03-02 09:00", "bob", "start_tu_e", "{tu_e_case: {number: T1}}") +
    deliver("2026-03-02 10:00", "bob", "submit_travel_request", "result: Eindhoven");

class Case {
  public:
    Case() { make_pack(folder_); }

    Ran onus(std::vector<std::string> words) const {
        words.insert(words.begin(),
                     {"-C", folder_.path(), "--ledger", folder_.file("ledger.sqlite")});
        return run_onus(words);
    }
    void play(const std::string& steps) const {
        write(folder_.file("case.yaml"), kBegin + steps);
        const Ran ran = onus({"play", folder_.file("case.yaml")});
        INFO(ran.out << ran.err);
        CHECK(ran.code == 0);
    }
    Ran drawn() const {
        return onus({"process", "draw", rulebook(), "tu_e_process", "--of", "T1"});
    }
    std::string rulebook() const { return folder_.file("declaration_documents.en.onus"); }
    const TempFolder& folder() const { return folder_; }

  private:
    TempFolder folder_;
};

bool is_here() {
    const bool here = std::filesystem::exists(kDiagram);
    if (!here) {
        WARN("skipped: ../shared/data/eventlogs is not beside this checkout");
    }
    return here;
}

TEST_CASE("declarations: a request goes through all five lanes in time") {
    if (!is_here()) {
        return;
    }
    const Case travel;
    CHECK(travel.onus({"check"}).code == 0);
    CHECK(run_onus({"fmt", "--check", travel.rulebook()}).code == 0);
    travel.play(
        deliver("2026-03-03 10:00", "cyd", "prove_request", "decision: approved") +
        deliver("2026-03-04 10:00", "cyd", "prepare_payment", "result: x",
                "{effective: no}, {verdict: block}") +
        deliver("2026-03-05 10:00", "dan", "approve", "decision: not_same_person_as_supervisor") +
        deliver("2026-03-06 10:00", "eve", "approve_2",
                "decision: approval_of_the_board_necessary") +
        deliver("2026-03-09 10:00", "fay", "approve_3", "decision: approved") +
        deliver("2026-03-10 10:00", "cyd", "prepare_payment", "result: paid"));
    const Ran drawn = travel.drawn();
    INFO(drawn.out << drawn.err);
    CHECK(count(drawn.out, ">✓ done<") == 6);
    CHECK(count(drawn.out, ">– not taken<") == 2);
    CHECK(count(drawn.out, "late<") == 0);
}

TEST_CASE("declarations: what is late is done late, and what was refused is not paid") {
    if (!is_here()) {
        return;
    }
    const Case travel;
    travel.play(deliver("2026-03-11 10:00", "cyd", "prove_request", "decision: approved") +
                deliver("2026-03-12 10:00", "dan", "approve", "decision: not_resubmit") +
                deliver("2026-03-13 10:00", "bob", "reject_request", "result: noted"));
    const Ran drawn = travel.drawn();
    INFO(drawn.out << drawn.err);
    CHECK(count(drawn.out, ">✓! done late<") == 1);
    CHECK(count(drawn.out, ">1 d 10 h<") == 1);  // due at the end of 9 March, the fifth day
    CHECK(count(drawn.out, ">✓ done<") == 3);
    CHECK(count(drawn.out, ">– not taken<") == 4);
}

TEST_CASE("declarations: exported and imported again, it is the same process") {
    if (!is_here()) {
        return;
    }
    const Case travel;
    const Ran exported = run_onus({"process", "export", travel.rulebook(), "tu_e_process"});
    CHECK(exported.code == 0);
    CHECK(count(exported.out, "<bpmn:lane ") == 5);
    const TempFolder again;
    write(again.file("travel.bpmn"), exported.out);
    REQUIRE(
        run_onus({"process", "import", again.file("travel.bpmn"), "--out", again.path()}).code ==
        0);
    CHECK(
        run_onus({"process", "export", again.file("declaration_documents.en.onus"), "tu_e_process"})
            .out == exported.out);
}

}  // namespace
}  // namespace onus::tests
