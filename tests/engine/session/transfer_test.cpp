// SPDX-License-Identifier: Apache-2.0
//
// A duty goes to somebody else only when he accepts it.
#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

const std::string kSite = R"(
rulebook site "Site"
  level company
  effective 2025-01-01
  owner office.head
  calendar cn_office

role manager
role engineer
role clerk

record house
  code : text unique

action start_house (house) by manager
  creates house

process build "A house is built" "建房"
  owner manager
  when  start_house

  step survey "Survey" "测量"
    owner  lead_engineer
    within 5 days
    remind 50%
    may be delegated to clerk
    may be transferred to engineer
    deliver plan : file
    overdue log survey_late against step.owner "{house.code}: {step} is late."

role lead_engineer
)";

constexpr const char* kPeople = R"(
organisation: site
fallback: boss
persons:
  boss: {name: Boss}
  mo:   {name: Mo}
  ella: {name: Ella}
  ed:   {name: Ed}
  eva:  {name: Eva}
  cleo: {name: Cleo}
units:
  office: {head: boss}
posts:
  office: {manager: mo, lead_engineer: ella, engineer: [ed, eva], clerk: cleo}
absences:
  - {person: eva, from: 2025-07-02, until: 2025-07-03, delegate: ed}
)";

class Site : public Workspace {
  public:
    explicit Site(const std::string& rulebook = kSite) : Workspace({rulebook}, kPeople) {
        submit("mo", "start_house", R"({"house": {"code": "H1"}})", "2025-07-01 09:00");
    }

    std::string transfer(const std::string& actor, const std::string& to, std::string_view when,
                         const std::string& reason = {}) {
        return give(actor, engine::Transfer{{0, "survey", "H1"}, to, reason}, when, when);
    }

    /// Done at `when`, known at `received`.
    template <class Body>
    std::string give(const std::string& actor, Body body, std::string_view when,
                     std::string_view received) {
        engine::Command command;
        command.actor = actor;
        command.at = at(when);
        command.received = at(received);
        command.body = std::move(body);
        return outline(run(std::move(command)));
    }

    std::string answer(const std::string& actor, engine::Decision decision, std::string_view when) {
        return outline(decide(actor, 1, decision, "so be it", when));
    }

    std::string deliver(const std::string& actor, std::string_view when) {
        return outline(submit(actor, "build.survey", R"({"house": "H1", "plan": "p.pdf"})", when));
    }

    [[nodiscard]] const std::string& bearer() const { return session().state().duty(1)->bearer; }
};

TEST_CASE("transfer: not accepted, the bearer stays; accepted, the new one answers from then on") {
    Site site;
    CHECK(site.transfer("ella", "ed", "2025-07-01 10:00", "a week abroad") ==
          "matter 1 transfer survey for ed due 2025-07-03 00:00\nnotify ed\n");
    CHECK(site.bearer() == "ella");

    SECTION("declined") {
        CHECK(site.answer("ed", engine::Decision::kReject, "2025-07-01 11:00") ==
              "matter 1 decided ed\nnotify ella\n");
        CHECK(site.bearer() == "ella");
        // Asked again, somebody else may take it.
        CHECK(site.transfer("ella", "eva", "2025-07-01 12:00") ==
              "matter 2 transfer survey for eva due 2025-07-03 00:00\nnotify eva\n");
    }
    SECTION("unanswered for a working day: it stays, against nobody") {
        CHECK(site.advance("2025-07-05 00:00").find("matter 1 expired\nnotify ella\n") !=
              std::string::npos);
        CHECK(site.bearer() == "ella");
        CHECK(site.session().state().open_matters().empty());
    }
    SECTION("accepted") {
        CHECK(site.answer("ed", engine::Decision::kApprove, "2025-07-01 11:00") ==
              "matter 1 decided ed\nduty 1 transferred ed\nnotify ella\n");
        CHECK(site.bearer() == "ed");
        CHECK(site.deliver("ella", "2025-07-02 09:00")
                  .starts_with("judged 2 refused block | survey block not_step_owner\n"));
        SECTION("the new one delivers") {
            CHECK(site.deliver("ed", "2025-07-02 10:00").starts_with("judged 3 effective pass\n"));
        }
        SECTION("the new one is reminded, and is late") {
            CHECK(site.advance("2025-07-04 06:00") == "duty 1 reminded\nnotify ed\n");
            CHECK(site.advance("2025-07-07 00:00:01").find("log survey_late ed") !=
                  std::string::npos);
        }
        SECTION("it may go on, and back to nobody who may not have it") {
            CHECK(site.transfer("ed", "ella", "2025-07-02 11:00") == "declined N0769 1 ella\n");
            CHECK(site.transfer("ed", "eva", "2025-07-02 11:00") ==
                  "matter 2 transfer survey for eva due 2025-07-04 00:00\nnotify eva\n");
        }
        SECTION("whoever holds the post next does not inherit what was taken over") {
            std::string people = kPeople;
            people.replace(people.find("lead_engineer: ella"), 19, "lead_engineer: cleo");
            site.publish_organisation(people, "2025-07-02 12:00");
            CHECK(site.bearer() == "ed");
        }
        SECTION("if he leaves, it goes to whoever holds the post") {
            std::string people = kPeople;
            people.replace(people.find("[ed, eva]"), 9, "[eva]");
            people.replace(people.find("ed:   {name: Ed}"), 16,
                           "ed:   {name: Ed, until: 2025-07-02}");
            people.replace(people.find(", delegate: ed"), 14, "");
            site.publish_organisation(people, "2025-07-03 12:00");
            CHECK(site.bearer() == "ella");
        }
    }
}

TEST_CASE("transfer: who may ask whom, and who may answer") {
    Site site;
    SECTION("only the bearer asks") {
        CHECK(site.transfer("mo", "ed", "2025-07-01 10:00") == "declined N0773 1 ella mo\n");
    }
    SECTION("only whom the rulebook names; to act for the bearer is not to take over") {
        CHECK(site.transfer("ella", "cleo", "2025-07-01 10:00") == "declined N0769 1 cleo\n");
        CHECK(site.transfer("ella", "nobody", "2025-07-01 10:00") == "declined N0775 1 nobody\n");
        CHECK(site.transfer("ella", "ella", "2025-07-01 10:00") == "declined N0774 1 ella\n");
    }
    SECTION("one at a time") {
        site.transfer("ella", "ed", "2025-07-01 10:00");
        CHECK(site.transfer("ella", "eva", "2025-07-01 10:01") == "declined N0770 1 ed 1\n");
    }
    SECTION("nobody accepts for another, not even while he is away") {
        site.transfer("ella", "eva", "2025-07-02 10:00");
        CHECK(site.answer("ed", engine::Decision::kApprove, "2025-07-02 11:00") ==
              "declined N0756 1 eva ed\n");
        CHECK(site.answer("ella", engine::Decision::kApprove, "2025-07-02 11:00") ==
              "declined N0756 1 eva ella\n");
    }
    SECTION("taken over or not: it is not returned") {
        site.transfer("ella", "ed", "2025-07-01 10:00");
        CHECK(site.answer("ed", engine::Decision::kReturn, "2025-07-01 11:00") ==
              "declined N0771 1\n");
    }
    SECTION("who is an engineer no more when he answers does not get it") {
        site.transfer("ella", "ed", "2025-07-01 10:00");
        std::string people = kPeople;
        people.replace(people.find("[ed, eva]"), 9, "[eva]");
        site.publish_organisation(people, "2025-07-01 10:30");
        CHECK(site.answer("ed", engine::Decision::kApprove, "2025-07-01 11:00") ==
              "declined N0769 1 ed\n");
        CHECK(site.bearer() == "ella");
    }
}

/// The site's people, of whom these hold the posts from 10:30 on.
void change_posts(Site& site, const std::string& engineers, const std::string& clerk) {
    std::string people = kPeople;
    people.replace(people.find("[ed, eva]"), 9, engineers);
    people.replace(people.find("clerk: cleo"), 11, "clerk: " + clerk);
    site.publish_organisation(people, "2025-07-01 10:30");
}

TEST_CASE("transfer: who may take over is asked as of when the bearer asked, not of when it came") {
    const engine::Transfer to_ed{{0, "survey", "H1"}, "ed", {}};
    const engine::Transfer to_cleo{{0, "survey", "H1"}, "cleo", {}};
    Site site;
    change_posts(site, "[eva, cleo]", "ed");
    SECTION("an engineer then, though no more") {
        CHECK(site.give("ella", to_ed, "2025-07-01 10:00", "2025-07-01 11:00") ==
              "matter 1 transfer survey for ed due 2025-07-03 00:00\nnotify ed\n");
    }
    SECTION("not an engineer then, though one by now") {
        CHECK(site.give("ella", to_cleo, "2025-07-01 10:00", "2025-07-01 11:00") ==
              "declined N0769 1 cleo\n");
    }
    SECTION("asked after the change it is the other way round") {
        CHECK(site.give("ella", to_ed, "2025-07-01 10:31", "2025-07-01 11:00") ==
              "declined N0769 1 ed\n");
        CHECK(site.give("ella", to_cleo, "2025-07-01 10:31", "2025-07-01 11:00") ==
              "matter 1 transfer survey for cleo due 2025-07-03 00:00\nnotify cleo\n");
    }
}

TEST_CASE("delegation: who may act is asked as of when it was said, not of when it came") {
    const engine::Delegate to_ed{{0, "survey", "H1"}, "ed", {}};
    const engine::Delegate to_cleo{{0, "survey", "H1"}, "cleo", {}};
    Site site;
    change_posts(site, "[eva, cleo]", "ed");
    SECTION("a clerk then, though no more") {
        CHECK(site.give("ella", to_cleo, "2025-07-01 10:00", "2025-07-01 11:00") ==
              "duty 1 delegated cleo\nnotify cleo\n");
    }
    SECTION("not a clerk then, though one by now") {
        CHECK(site.give("ella", to_ed, "2025-07-01 10:00", "2025-07-01 11:00") ==
              "declined N0759 1 ed\n");
    }
    SECTION("said after the change it is the other way round") {
        CHECK(site.give("ella", to_cleo, "2025-07-01 10:31", "2025-07-01 11:00") ==
              "declined N0759 1 cleo\n");
        CHECK(site.give("ella", to_ed, "2025-07-01 10:31", "2025-07-01 11:00") ==
              "duty 1 delegated ed\nnotify ed\n");
    }
}

/// The same site, where whoever heads the office may be asked too.
std::string with_the_head() {
    std::string text = kSite;
    text.replace(text.find("delegated to clerk"), 18, "delegated to clerk, office.head");
    text.replace(text.find("transferred to engineer"), 23, "transferred to engineer, office.head");
    return text;
}

TEST_CASE(
    "handing on: a person that a path names is asked as of then, not of the duty's beginning") {
    const engine::Transfer to_boss{{0, "survey", "H1"}, "boss", {}};
    const engine::Transfer to_mo{{0, "survey", "H1"}, "mo", {}};
    const engine::Delegate for_boss{{0, "survey", "H1"}, "boss", {}};
    const engine::Delegate for_mo{{0, "survey", "H1"}, "mo", {}};
    Site site(with_the_head());
    std::string people = kPeople;
    people.replace(people.find("head: boss"), 10, "head: mo");
    site.publish_organisation(people, "2025-07-01 10:30");
    SECTION("transfer, after the change") {
        CHECK(site.give("ella", to_boss, "2025-07-01 11:00", "2025-07-01 11:00") ==
              "declined N0769 1 boss\n");
        CHECK(site.give("ella", to_mo, "2025-07-01 11:00", "2025-07-01 11:00") ==
              "matter 1 transfer survey for mo due 2025-07-03 00:00\nnotify mo\n");
    }
    SECTION("transfer, said before it") {
        CHECK(site.give("ella", to_mo, "2025-07-01 10:00", "2025-07-01 11:00") ==
              "declined N0769 1 mo\n");
        CHECK(site.give("ella", to_boss, "2025-07-01 10:00", "2025-07-01 11:00") ==
              "matter 1 transfer survey for boss due 2025-07-03 00:00\nnotify boss\n");
    }
    SECTION("delegation, after the change") {
        CHECK(site.give("ella", for_boss, "2025-07-01 11:00", "2025-07-01 11:00") ==
              "declined N0759 1 boss\n");
        CHECK(site.give("ella", for_mo, "2025-07-01 11:00", "2025-07-01 11:00") ==
              "duty 1 delegated mo\nnotify mo\n");
    }
    SECTION("delegation, said before it") {
        CHECK(site.give("ella", for_mo, "2025-07-01 10:00", "2025-07-01 11:00") ==
              "declined N0759 1 mo\n");
        CHECK(site.give("ella", for_boss, "2025-07-01 10:00", "2025-07-01 11:00") ==
              "duty 1 delegated boss\nnotify boss\n");
    }
}

TEST_CASE("transfer: what is done or overdue is offered to nobody any more") {
    Site site;
    SECTION("delivered meanwhile") {
        site.transfer("ella", "ed", "2025-07-01 10:00");
        CHECK(site.deliver("ella", "2025-07-01 11:00").find("matter 1 closed\n") !=
              std::string::npos);
        CHECK(site.session().state().open_matters().empty());
    }
    SECTION("overdue meanwhile: it is late with whoever bore it") {
        site.transfer("ella", "ed", "2025-07-06 23:00");
        const std::string fired = site.advance("2025-07-07 00:00:01");
        CHECK(fired.find("log survey_late ella") != std::string::npos);
        CHECK(fired.find("matter 1 closed\n") != std::string::npos);
    }
    SECTION("nor is it offered after it was late") {
        site.advance("2025-07-07 00:00:01");
        CHECK(site.transfer("ella", "ed", "2025-07-07 10:00") == "declined N0778 1 ella\n");
    }
}

TEST_CASE("transfer: judged again, the same entries; rebuilt, the same state") {
    Site site;
    site.transfer("ella", "ed", "2025-07-01 10:00");
    site.answer("ed", engine::Decision::kApprove, "2025-07-01 11:00");
    site.transfer("ed", "eva", "2025-07-01 12:00");
    site.advance("2025-07-09 00:00");
    const auto rebuilt = engine::rebuild(site.store());
    REQUIRE(rebuilt.has_value());
    CHECK(rebuilt->row == "");
    const auto judged = engine::rejudge(site.store());
    REQUIRE(judged.has_value());
    CHECK(judged->first_difference == 0);
}

}  // namespace
}  // namespace onus::test
