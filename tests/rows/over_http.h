// SPDX-License-Identifier: Apache-2.0
//
// The packs that ship behind the HTTP interface, at a time that the test sets, for the rows of the
// requirements that a business system sees.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/adapters/http/served.h"
#include "tests/rows/packs.h"

namespace onus::rows {

/// What an answer tells, one line for each event, in the words of the interface.
inline std::string told(const engine::Data& events) {
    std::string all;
    for (const engine::Data& event : events.items) {
        all += event.member("event")->text;
        for (const std::string_view name :
             {"status", "verdict", "kind", "change", "name", "rule", "declaration", "person",
              "bearer", "decider", "decision", "code"}) {
            const engine::Data* const word = event.member(name);
            all += word == nullptr || word->text.empty() ? "" : " " + word->text;
        }
        if (const engine::Data* const findings = event.member("findings")) {
            for (const engine::Data& finding : findings->items) {
                all += " | " + finding.member("rule")->text + " " + finding.member("level")->text +
                       " " + finding.member("kind")->text;
            }
        }
        if (const engine::Data* const shares = event.member("shares")) {
            for (const engine::Data& share : shares->items) {
                all += " | " + share.member("person")->text + " " + share.member("percent")->text +
                       "%";
            }
        }
        all += "\n";
    }
    return all;
}

inline std::string told(const adapters::HttpResponse& response) {
    return told(tests::member(response, {"events"}));
}

/// A company whose systems and people ask over HTTP. "till" is a system, every other name a person.
class Company : public tests::Served {
  public:
    Company(const std::string& pack, const std::vector<std::string>& people, std::string_view now)
        : Served(std::string(ONUS_SOURCE_DIR "/policies/") + pack, keys_of(people), test::at(now)) {
    }

    void go_to(std::string_view when) { Served::go_to(test::at(when)); }

    /// `rest`: more members of the command, each behind a comma.
    adapters::HttpResponse act(const std::string& who, const std::string& action,
                               const std::string& data, const std::string& rest = "") {
        return send(R"({"by":")" + who + R"(","action":")" + action + R"(","data":)" + data + rest +
                    "}");
    }

    adapters::HttpResponse force(const std::string& who, const std::string& action,
                                 const std::string& data, const std::string& reason) {
        return act(who, action, data, R"(,"force":true,"reason":")" + reason + "\"");
    }

    adapters::HttpResponse decide(const std::string& who, const std::string& matter,
                                  const std::string& decision) {
        return send(R"({"by":")" + who + R"(","decide":{"matter":)" + matter + R"(,"decision":")" +
                    decision + R"(","opinion":"As the rule says."}})");
    }

    adapters::HttpResponse send(const std::string& command) {
        return post("till", "/v1/commands", command, "c" + std::to_string(++commands_));
    }

    /// Proposed by one person and confirmed by another; what the latter was told.
    adapters::HttpResponse publish_organisation(const std::string& yaml) {
        const adapters::HttpResponse proposed = post("hr", "/v1/organisation", yaml);
        INFO(proposed.body);
        REQUIRE(proposed.status == 200);
        return post(
            "hr2", "/v1/publications/" + tests::member(proposed, {"number"}).text + "/confirm", "");
    }

    /// The items of a list.
    engine::Data items(const std::string& who, const std::string& target) {
        return tests::member(get(who, target), {"items"});
    }

    /// What is kept on a person, one line for each event.
    std::string records_of(const std::string& person) {
        engine::Data events = engine::list_data();
        for (const engine::Data& item :
             items("till", "/v1/persons/" + person + "/records?limit=1000").items) {
            events.items.push_back(*item.member("record"));
        }
        return told(events);
    }

  private:
    static std::vector<adapters::Key> keys_of(const std::vector<std::string>& people) {
        std::vector<adapters::Key> keys = {tests::key_of("till", adapters::Role::kSystem),
                                           tests::key_of("hr", adapters::Role::kHr, "zhou"),
                                           tests::key_of("hr2", adapters::Role::kHr, "second")};
        for (const std::string& person : people) {
            keys.push_back(tests::key_of(person, adapters::Role::kEmployee, person));
        }
        return keys;
    }

    int commands_ = 0;
};

}  // namespace onus::rows
