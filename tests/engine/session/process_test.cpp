// SPDX-License-Identifier: Apache-2.0
//
// Runs of processes: the ways that they take, work that goes back, what is handed over, and what
// their owner may do with them.
#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "engine/run/render.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

const std::string kPress = R"(
rulebook press "Press"
  level company
  effective 2025-01-01
  owner office.head
  calendar cn_office

role lead
role author
role reviewer
role printer

define outcome one of accepted, rejected, dropped

record paper
  code  : text unique
  plain : yes_no

action start_paper (remark: text, paper) by lead
  creates paper

process issue "A paper is issued" "文件印发"
  owner   lead
  when    start_paper
  within  30 days
  remind  50%
  overdue log step_late against step.owner "{paper.code}: {step} is late."

  step draft "Draft" "起草"
    owner     author
    within    5 days
    deliver   file_name : file
    handed to reviewer within 8 hours

  step review "Review" "评审"
    after      draft
    owner      reviewer
    within     3 days
    deliver    result : outcome
    returns to draft at most 1 times if result is rejected

  step layout "Layout" "排版"
    after    review if result is accepted
    unless   paper.plain is yes
    owner    printer
    within   2 days
    deliver  proof : file

  step print "Print" "印刷"
    after    layout
    owner    printer
    within   2 days
    run      printing

  step archive "Archive" "归档"
    after    review if result is dropped
    owner    author
    within   2 days
    deliver  place : text

  step close "Close" "结案"
    after    print, archive
    owner    lead
    within   1 day
    deliver  remark : text

process printing "Printing" "印刷过程"
  step plates "Plates" "制版"
    owner    printer
    within   1 day
    deliver  plates : file
  step run_off "Run off" "付印"
    after    plates
    owner    printer
    within   1 day
    deliver  copies : number
)";

constexpr const char* kPeople = R"(
organisation: press
fallback: boss
persons:
  boss: {name: Boss}
  lena: {name: Lena}
  ada:  {name: Ada}
  rosa: {name: Rosa}
  pete: {name: Pete}
units:
  office: {head: boss}
posts:
  office: {lead: lena, author: ada, reviewer: rosa, printer: pete}
)";

std::string paper(const std::string& plain) {
    return R"({"remark": "go", "paper": {"code": "P1", "plain": ")" + plain + R"("}})";
}

/// The lines about steps, runs and violations, without those about messages.
std::string course(const std::string& outline) {
    std::string lines;
    std::size_t begin = 0;
    while (begin < outline.size()) {
        const std::size_t end = outline.find('\n', begin);
        const std::string line = outline.substr(begin, end - begin);
        for (const char* word : {"step ", "process ", "returned ", "path ", "log ", "judged "}) {
            lines += line.starts_with(word) ? line + "\n" : "";
        }
        begin = end + 1;
    }
    return lines;
}

class Press : public Workspace {
  public:
    explicit Press(const std::string& plain = "no") : Workspace({kPress}, kPeople) {
        CHECK(course(outline(submit("lena", "start_paper", paper(plain), "2025-07-01 09:00"))) ==
              "judged 1 effective pass\nprocess press.issue running\nstep draft open\n");
    }

    /// `more`: the deliverable, as JSON members.
    std::string act(const std::string& actor, const std::string& action, const std::string& more,
                    const std::string& when) {
        return course(
            outline(submit(actor, "issue." + action,
                           R"({"paper": "P1")" + (more.empty() ? "" : ", " + more) + "}", when)));
    }
    std::string draft(const std::string& when) {
        return act("ada", "draft", R"("file_name": "a.txt")", when);
    }
    /// What is said against a draft that is delivered out of turn.
    std::string refused_draft(const std::string& code, Language language) {
        const engine::Reply reply =
            submit("ada", "issue.draft", R"({"paper": ")" + code + R"(", "file_name": "b.txt"})",
                   "2025-07-01 11:00");
        const auto& judged = std::get<engine::Judged>(reply.events.front());
        REQUIRE(!judged.findings.empty());
        engine::RenderContext context;
        context.program = session().world().program_by_hash(judged.program);
        context.organisation = session().world().organisation_at(reply.received);
        return engine::render(context, judged.findings.front().text, language);
    }
    std::string review(const std::string& result, const std::string& when) {
        return act("rosa", "review", R"("result": ")" + result + R"(")", when);
    }
};

TEST_CASE("process: a branch that is not taken passes by what only it reaches") {
    Press press;
    CHECK(press.draft("2025-07-01 10:00") ==
          "judged 2 effective pass\nstep draft delivered\nstep review open\n");
    SECTION("accepted: laid out, printed by the steps of another process, closed") {
        CHECK(press.review("accepted", "2025-07-01 11:00") ==
              "judged 3 effective pass\nstep review delivered\npath review to archive closed\n"
              "step layout open\nstep archive not_taken\n");
        CHECK(press.act("pete", "layout", R"("proof": "p.pdf")", "2025-07-01 12:00") ==
              "judged 4 effective pass\nstep layout delivered\nstep print open\n"
              "step print.plates open\n");
        CHECK(press.act("pete", "print.plates", R"("plates": "p.tif")", "2025-07-01 13:00") ==
              "judged 5 effective pass\nstep print.plates delivered\nstep print.run_off open\n");
        CHECK(press.act("pete", "print.run_off", R"("copies": 10)", "2025-07-01 14:00") ==
              "judged 6 effective pass\nstep print.run_off delivered\nstep print delivered\n"
              "step close open\n");
        CHECK(press.act("lena", "close", R"("remark": "done")", "2025-07-01 15:00") ==
              "judged 7 effective pass\nstep close delivered\nprocess press.issue ended\n");
        SECTION("and a new run begins from its first step") {
            CHECK(course(outline(
                      press.submit("lena", "start_paper",
                                   R"({"remark": "again", "paper": {"code": "P2", "plain": "no"}})",
                                   "2025-07-02 09:00"))) ==
                  "judged 8 effective pass\n"
                  "process press.issue running\nstep draft open\n");
        }
    }
    SECTION("dropped: archived; nothing is printed") {
        CHECK(press.review("dropped", "2025-07-01 11:00") ==
              "judged 3 effective pass\nstep review delivered\npath review to layout closed\n"
              "step layout not_taken\nstep print not_taken\nstep archive open\n");
        CHECK(press.act("ada", "archive", R"("place": "shelf")", "2025-07-01 12:00") ==
              "judged 4 effective pass\nstep archive delivered\nstep close open\n");
    }
}

TEST_CASE("process: a step that is skipped lets the process go on") {
    Press press("yes");
    press.draft("2025-07-01 10:00");
    CHECK(press.review("accepted", "2025-07-01 11:00") ==
          "judged 3 effective pass\nstep review delivered\npath review to archive closed\n"
          "step layout skipped\nstep print open\nstep print.plates open\nstep archive not_taken\n");
}

TEST_CASE("process: rework is a new round, as often as allowed and with reminders of its own") {
    Press press;
    press.draft("2025-07-01 10:00");
    CHECK(press.review("rejected", "2025-07-01 11:00") ==
          "judged 3 effective pass\nstep review delivered\nreturned review 1\nstep draft none\n"
          "step review none\nstep draft open\n");
    SECTION("late in the second round: one entry, for the second round") {
        // Half the time from the return on; the first round reminds nobody any more.
        CHECK(press.advance("2025-07-04 05:30").empty());
        CHECK(press.advance("2025-07-04 05:30:01") == "duty 5 reminded\nnotify ada\n");
        CHECK(course(press.advance("2025-07-08 00:00")) == "log step_late ada\n");
        CHECK(course(press.advance("2025-07-09 00:00")).empty());
    }
    SECTION("once more than allowed: the owner of the process decides") {
        press.draft("2025-07-03 10:00");
        CHECK(press.review("rejected", "2025-07-03 11:00") ==
              "judged 5 held hold | review hold returned_too_often by lena\n");
        CHECK(course(outline(press.decide("lena", 1, engine::Decision::kApprove, "take it",
                                          "2025-07-03 12:00"))) ==
              "step review delivered\npath review to layout closed\n"
              "path review to archive closed\nstep layout not_taken\nstep print not_taken\n"
              "step archive not_taken\nstep close not_taken\nprocess press.issue ended\n");
    }
}

TEST_CASE("process: what is handed over is acknowledged in time, or not") {
    Press press;
    press.draft("2025-07-01 10:00");
    SECTION("an hour before") {
        CHECK(press.act("rosa", "draft.receive", "", "2025-07-01 17:00") ==
              "judged 3 effective pass\n");
        CHECK(course(press.advance("2025-07-02 00:00")).empty());
    }
    SECTION("nobody else can") {
        CHECK(press.act("pete", "draft.receive", "", "2025-07-01 17:00") ==
              "judged 3 refused block | receive block not_step_owner\n");
    }
    SECTION("at the last instant, and not after it") {
        CHECK(course(press.advance("2025-07-01 18:00")).empty());
        CHECK(course(press.advance("2025-07-01 18:00:00.001")) == "log step_late rosa\n");
        engine::RenderContext context;
        context.program = press.session().world().program_at(at("2025-07-01 18:00"));
        for (const engine::Event& event : press.fired().back().events) {
            if (const auto* logged = std::get_if<engine::Logged>(&event)) {
                // The draft came in time; what is late is taking it over.
                CHECK(engine::render(context, logged->text, Language::kEnglish) ==
                      "P1: Acknowledge: Draft is late.");
                CHECK(engine::render(context, logged->text, Language::kChinese) ==
                      "P1: 接收：起草 is late.");
            }
        }
    }
    SECTION("nothing more to receive") {
        press.act("rosa", "draft.receive", "", "2025-07-01 17:00");
        CHECK(press.act("rosa", "draft.receive", "", "2025-07-01 17:01") ==
              "judged 4 refused block | receive block nothing_to_receive\n");
    }
}

TEST_CASE("process: its owner suspends, resumes, sends back and cancels") {
    Press press;
    press.draft("2025-07-01 10:00");
    const std::string why = R"("reason": "wait")";
    SECTION("nobody else") {
        CHECK(press.act("ada", "cancel", why, "2025-07-01 11:00") ==
              "judged 3 refused block | cancel block not_process_owner\n");
    }
    SECTION("suspended, nothing is delivered and nobody is late") {
        CHECK(press.act("lena", "suspend", why, "2025-07-01 11:00") ==
              "judged 3 effective pass\nprocess press.issue suspended\n");
        // What was handed over before still has its time.
        press.act("rosa", "draft.receive", "", "2025-07-01 17:00");
        CHECK(press.review("accepted", "2025-07-02 11:00") ==
              "judged 5 refused block | review block process_suspended\n");
        CHECK(course(press.advance("2025-09-01 00:00")).empty());
        CHECK(press.act("lena", "resume", why, "2025-09-01 09:00") ==
              "judged 6 effective pass\nprocess press.issue running\n");
        CHECK(course(press.advance("2025-09-04 00:00")).empty());
        CHECK(course(press.advance("2025-09-05 00:00:01")) == "log step_late rosa\n");
    }
    SECTION("sent back, the step before is done again") {
        CHECK(press.act("lena", "send_back", R"("step": "draft", "reason": "wrong")",
                        "2025-07-01 11:00") ==
              "judged 3 effective pass\nstep draft none\nstep review none\nstep draft open\n");
        CHECK(press.act("lena", "send_back", R"("step": "draft", "reason": "wrong")",
                        "2025-07-01 12:00") ==
              "judged 4 refused block | send_back block step_not_done\n");
    }
    SECTION("delivered, it is not delivered again; what never began is not under way") {
        CHECK(press.refused_draft("P1", Language::kEnglish) ==
              "This step was delivered already, by Ada. Open now: Review (Rosa).");
        CHECK(press.refused_draft("P1", Language::kChinese) ==
              "此环节已由Ada交付，当前环节：评审（Rosa）。");
        CHECK(press.refused_draft("P9", Language::kEnglish) ==
              "The process “A paper is issued” is not under way about P9: it was never started for "
              "it, or is at its end.");
    }
    SECTION("cancelled, nothing is owed; a new submission starts anew") {
        CHECK(press.act("lena", "cancel", why, "2025-07-01 11:00") ==
              "judged 3 effective pass\nstep review cancelled\nprocess press.issue cancelled\n");
        CHECK(press.review("accepted", "2025-07-01 12:00") ==
              "judged 4 refused block | review block process_not_under_way\n");
        CHECK(press.act("rosa", "draft.receive", "", "2025-07-01 17:00") ==
              "judged 5 refused block | receive block nothing_to_receive\n");
        CHECK(course(press.advance("2025-09-01 00:00")).empty());
    }
}

TEST_CASE("process: whoever delivered a step withdraws it while nobody has built on it") {
    Press press;
    press.draft("2025-07-01 10:00");
    const std::string what = R"("step": "draft", "reason": "the wrong file")";
    SECTION("it is his again, with the deadline that it had, and delivered anew") {
        CHECK(press.act("ada", "withdraw", what, "2025-07-02 10:00") ==
              "judged 3 effective pass\nstep draft none\nstep review none\nstep draft open\n");
        const auto* again = press.session().state().duty(5);
        REQUIRE(again != nullptr);
        CHECK(again->due == press.session().state().duty(2)->due);
        // What was handed over with it need not be received any more.
        CHECK(press.session().state().duty(4)->state == engine::DutyState::kVoid);
        CHECK(press.draft("2025-07-02 11:00") ==
              "judged 4 effective pass\nstep draft delivered\nstep review open\n");
        CHECK(press.review("accepted", "2025-07-03 11:00").find("step layout open\n") !=
              std::string::npos);
    }
    SECTION("nobody else, not even the owner of the process, who sends back") {
        CHECK(press.act("lena", "withdraw", what, "2025-07-02 10:00") ==
              "judged 3 refused block | withdraw block not_step_owner\n");
    }
    SECTION("not what has been received") {
        press.act("rosa", "draft.receive", "", "2025-07-01 17:00");
        CHECK(press.act("ada", "withdraw", what, "2025-07-02 10:00") ==
              "judged 4 refused block | withdraw block step_went_on\n");
    }
    SECTION("not what was built on") {
        press.review("accepted", "2025-07-01 11:00");
        CHECK(press.act("ada", "withdraw", what, "2025-07-01 12:00") ==
              "judged 4 refused block | withdraw block step_went_on\n");
    }
    SECTION("until its deadline, and not after it") {
        CHECK(press.act("ada", "withdraw", what, "2025-07-07 00:00")
                  .starts_with("judged 3 effective pass\n"));
    }
    SECTION("after its deadline it is for the owner of the process to send back") {
        CHECK(press.act("ada", "withdraw", what, "2025-07-07 00:00:01") ==
              "judged 3 refused block | withdraw block withdrawn_too_late\n");
    }
    SECTION("not what was never delivered") {
        CHECK(press.act("pete", "withdraw", R"("step": "layout", "reason": "no")",
                        "2025-07-01 12:00") ==
              "judged 3 refused block | withdraw block step_not_done\n");
    }
}

TEST_CASE("process: what is sent back inside a process that was run is done again") {
    Press press;
    press.draft("2025-07-01 10:00");
    press.review("accepted", "2025-07-01 11:00");
    press.act("pete", "layout", R"("proof": "p.pdf")", "2025-07-01 12:00");
    press.act("pete", "print.plates", R"("plates": "p.tif")", "2025-07-01 13:00");
    CHECK(press.act("pete", "print.run_off", R"("copies": 10)", "2025-07-01 14:00") ==
          "judged 6 effective pass\nstep print.run_off delivered\nstep print delivered\n"
          "step close open\n");
    SECTION("by the owner of the process: the plates stay, the whole is open again") {
        CHECK(press.act("lena", "send_back", R"("step": "print.run_off", "reason": "smudged")",
                        "2025-07-01 15:00") ==
              "judged 7 effective pass\nstep print none\nstep print.run_off none\n"
              "step close none\nstep print open\nstep print.run_off open\n");
    }
    SECTION("by whoever delivered it") {
        CHECK(press.act("pete", "withdraw", R"("step": "print.run_off", "reason": "smudged")",
                        "2025-07-01 15:00") ==
              "judged 7 effective pass\nstep print none\nstep print.run_off none\n"
              "step close none\nstep print.run_off open\nstep print open\n");
        CHECK(press.act("pete", "print.run_off", R"("copies": 11)", "2025-07-01 16:00") ==
              "judged 8 effective pass\nstep print.run_off delivered\nstep print delivered\n"
              "step close open\n");
    }
}

TEST_CASE("process: a decision takes nothing of the time of whoever comes next") {
    const std::string held = R"(
    require   paper.plain is yes
    otherwise hold for office.head answer within 9 days "Look at it."
)";
    std::string rulebook = kPress;
    rulebook.insert(rulebook.find("    handed to reviewer"), held.substr(1));
    Workspace press({rulebook}, kPeople);
    press.submit("lena", "start_paper", paper("no"), "2025-07-01 09:00");
    press.submit("ada", "issue.draft", R"({"paper": "P1", "file_name": "a.txt"})",
                 "2025-07-02 09:00");
    press.decide("boss", 1, engine::Decision::kApprove, "fine", "2025-07-10 10:00");
    const auto duty = [&](const char* id) -> const engine::DutyRow& {
        const auto numbers = press.session().state().open_duties();
        for (const std::uint64_t number : numbers) {
            if (press.session().state().duty(number)->opened.declaration == id) {
                return *press.session().state().duty(number);
            }
        }
        FAIL("no open duty " << id);
        throw std::logic_error("unreachable");
    };
    CHECK(local(*duty("press.issue.review").due) == "2025-07-14 00:00");
    CHECK(local(*duty("press.issue.draft.receive").due) == "2025-07-10 18:00");
    // Whoever delivered is judged by his delivery.
    CHECK(press.session().state().duty(2)->state == engine::DutyState::kFulfilledInTime);
}

TEST_CASE("process: it has a deadline of its own, told to its owner in red") {
    Press press;
    CHECK(course(press.advance("2025-07-08 00:00")) == "log step_late ada\n");
    const std::string fired = press.advance("2025-08-02 00:00");
    CHECK(fired.find("duty 1 overdue lena") != std::string::npos);
    CHECK(fired.find("notify lena") != std::string::npos);
}

TEST_CASE("process: a run goes on under the version that started it") {
    Press press;
    // The new version reviews before it drafts no more: archive is gone.
    std::string next = kPress;
    next.replace(next.find("print, archive"), 14, "print");
    const std::size_t archive = next.find("  step archive");
    next.erase(archive, next.find("  step close") - archive);
    press.publish({next}, "2025-07-01 09:30");
    press.draft("2025-07-01 10:00");
    CHECK(press.review("dropped", "2025-07-01 11:00") ==
          "judged 3 effective pass\nstep review delivered\npath review to layout closed\n"
          "step layout not_taken\nstep print not_taken\nstep archive open\n");
}

TEST_CASE("process: judged again, the same entries; rebuilt, the same state") {
    Press press;
    press.draft("2025-07-01 10:00");
    press.review("rejected", "2025-07-01 11:00");
    press.act("lena", "suspend", R"("reason": "wait")", "2025-07-01 12:00");
    press.act("lena", "resume", R"("reason": "go")", "2025-07-02 12:00");
    press.draft("2025-07-02 13:00");
    press.review("accepted", "2025-07-02 14:00");
    press.advance("2025-08-02 00:00");
    const auto rebuilt = engine::rebuild(press.store());
    REQUIRE(rebuilt.has_value());
    CHECK(rebuilt->row == "");
    const auto judged = engine::rejudge(press.store());
    REQUIRE(judged.has_value());
    CHECK(judged->first_difference == 0);
}

}  // namespace
}  // namespace onus::test
