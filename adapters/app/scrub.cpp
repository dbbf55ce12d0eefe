// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/scrub.h"

#include <charconv>
#include <string>

#include "adapters/logging/logging.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {
namespace {

/// The first entry that is bad, or of a range of which one is: then the message begins with it.
std::uint64_t place_of(const engine::VerifyReport& report) {
    std::uint64_t place = report.first_bad.value_or(0);
    if (!report.first_bad && !report.reason->arguments.empty()) {
        const std::string& first = report.reason->arguments.front();
        std::from_chars(first.data(), first.data() + first.size(), place);
    }
    return place;
}

}  // namespace

std::optional<std::int64_t> Scrub::step(Workspace& workspace) {
    if (!walk_) {
        walk_.emplace(workspace.store());
        walk_->look_no_further();
    }
    const bool ended = walk_->step(pace_.entries);
    figures_.entries = walk_->looked_at();
    if (!ended) {
        tell_(figures_);
        return pace_.pause_ms;
    }
    const engine::VerifyReport report = walk_->report();
    walk_.reset();
    if (!report.ok()) {
        figures_.damaged = place_of(report);
        log_error("the ledger is damaged, nothing more is recorded: " +
                  message_of(*report.reason, Language::kEnglish));
        tell_(figures_);
        return std::nullopt;
    }
    ++figures_.walks;
    log_info("read the whole ledger again: " + std::to_string(report.entries) +
             " entries, all good");
    tell_(figures_);
    return pace_.rest_ms;
}

}  // namespace onus::adapters
