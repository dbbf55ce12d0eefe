// SPDX-License-Identifier: Apache-2.0
//
// The picture of a run, state by state, as the ledger has it.

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/temp_folder.h"

namespace onus::tests {
namespace {

void write(const std::string& file, const std::string& text) { std::ofstream(file) << text; }

/// The process of tests/golden/bpmn/rework.onus with people, and a ledger.
class Leaflets {
  public:
    Leaflets() {
        std::filesystem::copy_file(ONUS_SOURCE_DIR "/tests/golden/bpmn/rework.onus",
                                   folder_.file("leaflets.onus"));
        write(folder_.file("onus.yaml"),
              "name: leaflets\nrulebooks: [leaflets]\n"
              "organisation: organisation.yaml\ncalendars: "
              "[" ONUS_SOURCE_DIR "/policies/calendars]\n");
        write(folder_.file("organisation.yaml"), R"(organisation: printers
fallback: ada
persons:
  ada: {name: Ada, hired: 2010-01-04}
  mia: {name: Mia, hired: 2015-01-05}
  hal: {name: Hal, hired: 2015-01-05}
  eno: {name: Eno, hired: 2015-01-05}
units:
  house: {name: House, head: ada}
  marketing: {name: Marketing, parent: house, head: mia}
  hr: {name: People, parent: house, head: hal}
  engineering: {name: Engineering, parent: house, head: eno}
posts: {}
systems: [erp]
)");
    }

    void act(const std::string& by, const std::string& at, const std::string& action,
             const std::string& data) {
        const Ran ran =
            onus({"submit", R"({"id": ")" + std::to_string(++number_) + R"(", "by": ")" + by +
                                R"(", "at": "2026-03-)" + at + R"(", "action": ")" + action +
                                R"(", "data": {)" + data + "}}"});
        INFO(action << ": " << ran.out << ran.err);
        CHECK(ran.code == 0);
    }
    void step(const std::string& by, const std::string& at, const std::string& name,
              const std::string& data) {
        act(by, at, "publication." + name,
            R"("project": "P1")" + (data.empty() ? "" : ", " + data));
    }
    [[nodiscard]] std::string drawn() {
        const Ran ran =
            onus({"process", "draw", folder_.file("leaflets.onus"), "publication", "--of", "P1"});
        INFO(ran.err);
        CHECK(ran.code == 0);
        return ran.out;
    }

  private:
    Ran onus(std::vector<std::string> words) {
        words.insert(words.begin(),
                     {"-C", folder_.path(), "--ledger", folder_.file("ledger.sqlite")});
        return run_onus(words);
    }

    TempFolder folder_;
    int number_ = 0;
};

TEST_CASE("process draw: work that went back, stands still or is cancelled looks so") {
    Leaflets leaflets;
    leaflets.act("mia", "02T09:00", "start_project", R"("project": {"code": "P1"})");
    leaflets.step("mia", "03T09:00", "draft", R"("wording": "one.txt")");
    leaflets.step("hal", "04T09:00", "review", R"("judgement": "poor")");
    const std::string again = leaflets.drawn();
    CHECK(count(again, ">▶ in progress ↩1<") == 1);       // the draft, for the second time
    CHECK(count(again, ">↩ to be done again ↩1<") == 1);  // the review
    CHECK(count(again, ">○ not begun<") == 5);            // and inside of what a step runs
    leaflets.step("mia", "05T09:00", "suspend", R"("reason": "fair")");
    CHECK(count(leaflets.drawn(), ">‖ suspended ↩1<") == 1);
    leaflets.step("mia", "06T09:00", "resume", R"("reason": "over")");
    leaflets.step("mia", "09T09:00", "draft", R"("wording": "two.txt")");
    leaflets.step("hal", "10T09:00", "review", R"("judgement": "good")");
    leaflets.step("eno", "11T09:00", "print.plates", R"("film": "film.pdf")");
    const std::string inside = leaflets.drawn();
    CHECK(count(inside, ">✓ done<") == 1);         // the plates
    CHECK(count(inside, ">✓ done ↩1<") == 2);      // draft and review
    CHECK(count(inside, ">▶ in progress<") == 2);  // the printing, and in it the copies
    leaflets.step("mia", "12T09:00", "cancel", R"("reason": "no money")");
    const std::string cancelled = leaflets.drawn();
    CHECK(count(cancelled, ">✕ cancelled<") == 2);
    CHECK(count(cancelled, ">○ not begun<") == 2);
}

}  // namespace
}  // namespace onus::tests
