// SPDX-License-Identifier: Apache-2.0
//
// A workspace in memory for tests: rulebook texts, an organisation and the shipped calendars, over
// a simulated ledger. Helpers fail the test instead of returning errors.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ledger/memory_store.h"
#include "engine/session.h"

namespace onus::test {

/// An instant of Asia/Shanghai: "2025-07-10 09:00", with seconds and milliseconds if needed.
[[nodiscard]] Instant at(std::string_view text);

class Workspace {
  public:
    /// Publishes at 2025-01-01 00:00. `names` are the name tables, in the order of `rulebooks`; may
    /// be shorter.
    Workspace(std::vector<std::string> rulebooks, std::string_view organisation_yaml,
              std::vector<std::string> names = {},
              engine::TimeMode mode = engine::TimeMode::kSimulated);

    /// Puts other rulebooks in force.
    engine::Reply publish(std::vector<std::string> rulebooks, std::string_view when,
                          std::vector<std::string> names = {});
    engine::Reply publish_calendar(const engine::CalendarData& calendar, std::string_view when);
    engine::Reply publish_organisation(std::string_view yaml, std::string_view when);

    /// `payload` is JSON.
    engine::Reply submit(std::string_view actor, std::string_view action, std::string_view payload,
                         std::string_view when);
    engine::Reply force(std::string_view actor, std::string_view action, std::string_view payload,
                        std::string_view reason, std::string_view when);
    engine::Reply observe(std::string_view actor, std::string_view action, std::string_view payload,
                          std::string_view happened, std::string_view received);
    engine::Reply decide(std::string_view actor, std::string_view duty, engine::Decision decision,
                         std::string_view opinion, std::string_view when);
    engine::Reply decide(std::string_view actor, std::uint64_t matter, engine::Decision decision,
                         std::string_view opinion, std::string_view when);

    /// Everything fired before `when`, one line for each event.
    std::string advance(std::string_view when);

    engine::Reply run(engine::Command command);
    Result<engine::Reply> try_run(engine::Command command);

    /// What fired before the last command.
    [[nodiscard]] const std::vector<engine::Reply>& fired() const { return fired_; }

    [[nodiscard]] engine::Session& session() { return *session_; }
    [[nodiscard]] const engine::Session& session() const { return *session_; }
    [[nodiscard]] engine::MemoryStore& store() { return *store_; }

    /// A fresh session over the same store, as after a restart.
    void reopen(engine::SessionOptions options = {});

  private:
    std::unique_ptr<engine::MemoryStore> store_;
    std::unique_ptr<engine::Session> session_;
    std::vector<engine::Reply> fired_;
    std::uint64_t command_count_ = 0;
};

/// An instant as Asia/Shanghai shows it.
[[nodiscard]] std::string local(Instant instant);

/// One line for each event, in words of the domain: "judged 1 refused warn | return_window warn".
[[nodiscard]] std::string outline(const engine::Events& events);
[[nodiscard]] std::string outline(const engine::Reply& reply);

}  // namespace onus::test
