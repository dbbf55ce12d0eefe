// SPDX-License-Identifier: Apache-2.0
//
// Runs of processes by the command line: which there are, how one stands, why one is late, and
// where somebody's duty stands in it.

#include <string>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/temp_folder.h"

namespace onus::tests {
namespace {

const std::string kPack = std::string(ONUS_SOURCE_DIR) + "/policies/product_launch";

class Launches {
  public:
    Ran onus(std::vector<std::string> words, const std::string& input = "") const {
        words.insert(words.begin(), {"-C", kPack, "--ledger", folder_.file("ledger.sqlite")});
        return run_onus(words, input);
    }

    void start(const std::string& key, const std::string& when) const {
        act("zhao", "start_project", R"("project": {"code": ")" + key + R"(", "manager": "zhao"})",
            when);
    }
    void research(const std::string& key, const std::string& when) const {
        act("sun", "launch.research",
            R"("project": ")" + key + R"(", "report": {"samples": 1000, "summary": "s"})", when);
    }
    void prototype(const std::string& key, const std::string& when) const {
        act("yang", "launch.prototype", R"("project": ")" + key + R"(", "sample": "a.fig")", when);
    }
    void development(const std::string& key, const std::string& when) const {
        act("xie", "launch.development",
            R"("project": ")" + key + R"(", "results": {"pass_rate": "96%"})", when);
    }
    void rollout(const std::string& key, const std::string& when) const {
        act("fu", "launch.rollout", R"("project": ")" + key + R"(", "plan": "p.pdf")", when);
    }
    void act(const std::string& by, const std::string& action, const std::string& data,
             const std::string& when) const {
        const Ran ran =
            onus({"submit", R"({"id": ")" + std::to_string(++commands_) + R"(", "by": ")" + by +
                                R"(", "action": ")" + action + R"(", "data": {)" + data +
                                R"(}, "at": ")" + when + "\"}"});
        INFO(ran.out << ran.err);
        CHECK(ran.code == 0);
    }
    void advance(const std::string& to) const { CHECK(onus({"advance", "--to", to}).code == 0); }

  private:
    TempFolder folder_;
    mutable int commands_ = 0;
};

/// The cells of the lines of a table that begin with a year, without the padding.
std::string squeezed(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool padding = text[i] == ' ' && i + 1 < text.size() && text[i + 1] == ' ';
        if (!padding) {
            out.push_back(text[i]);
        }
    }
    return out;
}

TEST_CASE("row 8: three days of the first stage and one of the second are four of the launch") {
    const Launches launches;
    launches.start("P1", "2026-03-03 09:00");
    launches.research("P1", "2026-03-27 17:00");     // due 03-24
    launches.prototype("P1", "2026-04-28 10:00");    // twenty working days are over on 04-27
    launches.development("P1", "2026-07-24 10:00");  // in time
    launches.rollout("P1", "2026-08-08 00:00");      // in time
    const Ran why = launches.onus({"process", "why-late", "launch", "P1"});
    INFO(why.out << why.err);
    CHECK(why.code == 0);
    const std::string table = squeezed(why.out);
    CHECK(table.find("P1 — From market research to rollout: late by 4 d") != std::string::npos);
    CHECK(table.find("Report of requirements: delivered Sun (sun), Marketing") !=
          std::string::npos);
    CHECK(count(table, "▲ +3 d") == 1);
    CHECK(count(table, " +1 d\n") == 1);
    CHECK(table.find("Sum: +4 d") != std::string::npos);
    CHECK(table.find("▲ Most of it: Report of requirements: delivered (3 d). "
                     "It is the part of Sun (sun), Marketing.") != std::string::npos);
    CHECK(table.find("Clause: Product launch, in force from 2025-07-01 "
                     "(product_launch.en.onus:") != std::string::npos);

    const Ran zh = launches.onus({"process", "why-late", "上市", "P1", "--lang", "zh"});
    INFO(zh.out << zh.err);
    CHECK(squeezed(zh.out).find("P1——从市场调研到全面推广：晚4天") != std::string::npos);
    CHECK(zh.says("责任人：孙经理（sun），市场部。"));
    CHECK(zh.says("合计：+4天"));

    const Ran json = launches.onus({"--json", "process", "why-late", "launch", "P1"});
    CHECK(json.says("\"late\":true"));
    CHECK(json.says("\"late_ms\":345600000"));
    CHECK(count(json.out, "\"adds_ms\":259200000") == 2);  // the part, and the root
    CHECK(count(json.out, "\"adds_ms\":86400000") == 1);
}

TEST_CASE("row 19: at stage 2 of four, one is done and late, two is active") {
    const Launches launches;
    launches.start("P1", "2026-03-02 09:00");
    launches.research("P1", "2026-03-26 17:00");
    const Ran shown = launches.onus({"process", "show", "product_launch.launch", "P1"});
    INFO(shown.out << shown.err);
    CHECK(shown.code == 0);
    CHECK(shown.says("✔ delivered  1/4  Report of requirements — Sun (sun), Marketing"));
    CHECK(shown.says("due 2026-03-23 24:00, delivered 2026-03-26 17:00  ▲ late by 2 d 17 h"));
    CHECK(shown.says("standard: report.samples at least 1000"));
    CHECK(shown.says("▶ open  2/4  High-fidelity prototype — Yang (yang), Product"));
    CHECK(shown.says("next: Product for testing, by Xie (xie)"));
    CHECK(count(shown.out, "· to come") == 2);
    const Ran json = launches.onus({"--json", "process", "show", "launch", "P1"});
    CHECK(json.says("\"status\":\"open\""));
    CHECK(count(json.out, "\"status\":\"to_come\"") == 2);
    CHECK(launches.onus({"process", "show", "launch", "P1", "--lang", "zh"})
              .says("▶进行中  2/4  高保真原型——杨经理（yang），产品部"));
}

TEST_CASE("row 32: each of three steps is told with deadline, standard and next party") {
    const Launches launches;
    for (const char* const key : {"P1", "P2", "P3"}) {
        launches.start(key, "2026-03-02 09:00");
    }
    const Ran duties = launches.onus({"duties", "--of", "sun"});
    INFO(duties.out << duties.err);
    CHECK(count(duties.out, "step 1 of 4: “Report of requirements”") == 3);
    CHECK(count(duties.out, "until 2026-03-23 24:00") == 3);
    CHECK(count(duties.out, "delivers: report; standard: report.samples at least 1000") == 3);
    CHECK(count(duties.out, "before: started by Zhao (zhao)") == 3);
    CHECK(count(duties.out,
                "next: handed over to Yang (yang); High-fidelity prototype, by Yang (yang)") == 3);
    const Ran json = launches.onus({"--json", "duties", "--of", "sun"});
    CHECK(count(json.out, "\"place\":1,\"places\":4") == 3);
    CHECK(count(json.out, "{\"step\":\"prototype\"") == 3);
    CHECK(launches.onus({"duties", "--of", "sun", "--lang", "zh"}).says("第1环节，共4环节"));
}

TEST_CASE("process list: who has what, and those that are late or over") {
    const Launches launches;
    CHECK(launches.onus({"process", "list"}).says("There is no such run."));
    launches.start("P1", "2026-03-02 09:00");
    launches.research("P1", "2026-03-20 17:00");
    launches.prototype("P1", "2026-03-20 18:00");
    launches.development("P1", "2026-03-20 19:00");
    launches.rollout("P1", "2026-03-20 20:00");
    launches.start("P2", "2026-03-20 20:01");
    launches.start("P3", "2026-04-20 09:00");
    const Ran all = launches.onus({"process", "list"});
    INFO(all.out << all.err);
    CHECK(count(all.out, "[product_launch.launch]") == 3);
    CHECK(all.says("P1 — From market research to rollout: ended"));
    CHECK(all.says("P2 — From market research to rollout: under way, ▲ late by"));
    CHECK(all.says("Report of requirements — Sun (sun), Marketing  until 2026-05-13 24:00"));
    CHECK(count(launches.onus({"process", "list", "--state", "late"}).out, "[") == 1);
    CHECK(count(launches.onus({"process", "list", "--state", "active"}).out, "[") == 2);
    CHECK(count(launches.onus({"process", "list", "--state", "ended"}).out, "[") == 1);
    CHECK(count(launches.onus({"--json", "process", "list", "--process", "上市"}).out,
                "\"key\":") == 3);
    // As it was before it was late.
    CHECK(launches.onus({"process", "why-late", "launch", "P2", "--at", "2026-04-01 09:00"})
              .says(": not late"));
    CHECK(launches.onus({"process", "why-late", "launch", "P1"}).says(": not late; gained"));
}

TEST_CASE("process list, show, why-late: --at tells nothing of what happened later") {
    const Launches launches;
    launches.start("P1", "2026-03-02 09:00");
    launches.research("P1", "2026-03-26 17:00");  // due 03-23
    launches.act("zhao", "launch.cancel", R"("project": "P1", "reason": "so")", "2026-04-02 10:00");
    CHECK(launches.onus({"process", "show", "launch", "P1"}).says("cancelled"));
    const auto at = [&](const std::string& what, const std::string& when) {
        std::vector<std::string> words{"process", what};
        if (what != "list") {
            words.insert(words.end(), {"launch", "P1"});
        }
        words.insert(words.end(), {"--at", when});
        return launches.onus(words);
    };
    for (const char* const what : {"list", "show", "why-late"}) {
        const Ran ran = at(what, "2026-04-02 09:59");
        INFO(ran.out << ran.err);
        CHECK(ran.code == 0);
        CHECK_FALSE(ran.says("cancelled"));
    }
    CHECK(at("show", "2026-03-26 16:59").says("▶ open  1/4  Report of requirements"));
    CHECK(at("show", "2026-03-26 17:00").says("▶ open  2/4  High-fidelity prototype"));
    CHECK(at("show", "2026-03-01 09:00").code == 2);
    CHECK(at("list", "2026-03-01 09:00").says("There is no such run."));
    // The ledger itself has lost nothing.
    CHECK(launches.onus({"process", "show", "launch", "P1"}).says("cancelled"));
}

TEST_CASE("process list, show, why-late: what is not there is told with what is") {
    const Launches launches;
    launches.start("P1", "2026-03-02 09:00");
    const Ran process = launches.onus({"process", "show", "lunch", "P1"});
    CHECK(process.code == 2);
    CHECK(process.says("N1025"));
    CHECK(process.says("launch"));
    const Ran key = launches.onus({"process", "why-late", "launch", "P7", "--lang", "zh"});
    CHECK(key.code == 2);
    CHECK(key.says("N1028"));
    CHECK(key.says("P1"));
    CHECK(launches.onus({"process", "list", "--state", "lost"}).says("active, late, ended"));
    CHECK(launches.onus({"process", "list", "--process", "x"}).says("N1025"));
    CHECK(launches.onus({"process", "show", "launch"}).says("KEY"));
    CHECK(launches.onus({"process", "list", "x"}).code == 2);
    CHECK(launches.onus({"process", "show", "launch", "P1", "--at", "then"}).code == 2);
}

}  // namespace
}  // namespace onus::tests
