// SPDX-License-Identifier: Apache-2.0
//
// The retail shop at work, for benchmarks: one forced order opens one duty of 24 hours.

#pragma once

#include <chrono>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "adapters/json/json.h"
#include "engine/session.h"
#include "policies/calendar_reader.h"
#include "policies/organisation_reader.h"
#include "policies/zone_loader.h"
#include "tests/engine/session/retail_text.h"

namespace onus::bench {

inline double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

inline std::string file_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Calendar, chart and rulebook of a company, in force from `at` on.
inline bool put_in_force(engine::Session& session, Instant at, const char* people = test::kShop,
                         const char* rulebook = test::kRetail) {
    const std::string folder = std::string(ONUS_SOURCE_DIR) + "/policies/calendars/";
    std::vector<Source> sources;
    for (const char* name : {"cn_public_holidays.yaml", "cn_retail.yaml"}) {
        sources.push_back({name, file_text(folder + name)});
    }
    const auto calendars = policies::read_calendars(sources, policies::zones_in());
    const auto organisation =
        policies::read_organisation({"people.yaml", people}, policies::zones_in());
    engine::RulebookSet set;
    set.rulebooks.push_back({"rules.onus", rulebook, {}});
    return calendars.value && organisation.value && session.publish(calendars.value->front(), at) &&
           session.publish(*organisation.value, at) && session.publish(set, at, nullptr);
}

inline engine::Command command_of(const std::string& id, const std::string& actor, Instant at,
                                  engine::CommandBody body) {
    engine::Command command;
    command.id = id;
    command.source = "bench";
    command.actor = actor;
    command.at = command.received = at;
    command.body = std::move(body);
    return command;
}

inline engine::Command forced_order(std::uint64_t number, Instant at) {
    engine::Submit submit;
    submit.action = "submit_order";
    submit.payload =
        *adapters::parse_json(test::store_order("A" + std::to_string(number), "7 days"));
    submit.force = true;
    submit.reason = "loyal customer";
    return command_of("c" + std::to_string(number), "li", at, std::move(submit));
}

/// 2025-07-10 09:00 in Shanghai.
inline Instant opening_time() {
    return to_instant({*make_date({2025, 7, 10}), TimeOfDay{9 * 3'600'000}}, 480);
}

}  // namespace onus::bench
