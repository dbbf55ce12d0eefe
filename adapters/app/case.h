// SPDX-License-Identifier: Apache-2.0
//
// The case of a record: every action on it, and what followed.

#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "engine/run/event.h"
#include "engine/session.h"
#include "grammar/base/diagnostic.h"

namespace onus::adapters {

class Case {
  public:
    /// REQUIRES: the session outlives the case.
    explicit Case(const engine::Session& session) : session_(session) {}

    /// False: nothing is known of the record. "order" and "订单" both mean "retail_returns.order".
    /// What the record came from belongs to its case: a record that it names and about which a
    /// process runs.
    [[nodiscard]] Result<bool> add_record(const std::string& record, const std::string& key);

    /// The records that an attempt was about.
    [[nodiscard]] Result<bool> add_records_of(std::uint64_t attempt);

    /// Adds what became of the duties and matters of the case: decisions, levels climbed, alarms.
    /// Reads at most so many entries.
    [[nodiscard]] Status follow(std::uint64_t most);

    /// Sequence numbers, in order.
    [[nodiscard]] const std::set<std::uint64_t>& entries() const { return entries_; }
    [[nodiscard]] const std::set<std::uint64_t>& attempts() const { return attempts_; }

    /// The first entry that was left out for its distance; 0: none.
    [[nodiscard]] std::uint64_t unread_from() const { return unread_from_; }

  private:
    [[nodiscard]] bool concerns(const engine::Event& event);
    [[nodiscard]] std::optional<std::string> record_id(const std::string& word) const;
    [[nodiscard]] Status add_origins(std::uint64_t attempt);
    void add_attempt(std::uint64_t number);
    void add_duty(std::uint64_t number);

    const engine::Session& session_;
    std::set<std::uint64_t> entries_;
    std::set<std::uint64_t> attempts_;
    std::set<std::uint64_t> duties_;
    std::set<std::uint64_t> matters_;
    std::set<std::pair<std::string, std::string>> origins_;  ///< record type and key, looked at
    std::uint64_t unread_from_ = 0;
};

}  // namespace onus::adapters
