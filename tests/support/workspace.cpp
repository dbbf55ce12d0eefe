// SPDX-License-Identifier: Apache-2.0
#include "tests/support/workspace.h"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "adapters/json/json.h"
#include "adapters/json/words.h"
#include "grammar/base/diagnostic_text.h"
#include "grammar/literals/date_literal.h"
#include "policies/calendar_reader.h"
#include "policies/organisation_reader.h"
#include "policies/zone_loader.h"

namespace onus::test {

namespace {

using namespace engine;

std::string file_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    REQUIRE(in.good());
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::string shown(const Diagnostics& diagnostics, const std::vector<Source>& sources = {}) {
    std::string all;
    for (const Diagnostic& diagnostic : diagnostics) {
        all += render(diagnostic, Language::kEnglish, [&](std::string_view name) -> const Source* {
            for (const Source& source : sources) {
                if (source.name == name) {
                    return &source;
                }
            }
            return nullptr;
        });
    }
    return all;
}

std::string last_part(const std::string& id) {
    const std::size_t dot = id.rfind('.');
    return dot == std::string::npos ? id : id.substr(dot + 1);
}

struct Outline {
    std::string operator()(const Judged& e) const {
        static constexpr const char* kLevels[] = {"pass", "shadow", "note",
                                                  "warn", "hold",   "block"};
        std::string line = "judged " + std::to_string(e.attempt) + " " +
                           std::string(adapters::word_of(e.status)) + " " +
                           kLevels[static_cast<int>(e.verdict)];
        for (const Finding& finding : e.findings) {
            line += " | " + (finding.rule.empty() ? finding.kind : last_part(finding.rule)) + " " +
                    kLevels[static_cast<int>(finding.level)];
            if (finding.kind != "requirement") {
                line += " " + finding.kind;
            }
            if (!finding.decider.empty()) {
                line += " by " + finding.decider;
            }
        }
        return line;
    }
    std::string operator()(const TookEffect& e) const { return "effect " + last_part(e.action); }
    std::string operator()(const AttemptChanged& e) const {
        return "attempt " + std::to_string(e.attempt) + " " +
               std::string(adapters::word_of(e.status));
    }
    std::string operator()(const Violation& e) const {
        return "violation " + std::string(adapters::word_of(e.kind)) + " " + last_part(e.rule) +
               " " + e.person;
    }
    std::string operator()(const Logged& e) const {
        return "log " + e.name + " " + e.person +
               (e.points ? " " + e.points->to_string() : std::string());
    }
    std::string operator()(const Notified& e) const {
        return "notify " + e.person + (e.level.empty() ? "" : " " + e.level);
    }
    std::string operator()(const DutyOpened& e) const {
        return "duty " + last_part(e.declaration) + " " + e.bearer +
               (e.pool_role.empty() ? "" : " pool " + e.pool_role) +
               (e.due ? " due " + local(*e.due) : "") + (e.provisional ? " provisional" : "");
    }
    std::string operator()(const DutyChanged& e) const {
        return "duty " + std::to_string(e.duty) + " " + std::string(adapters::word_of(e.change)) +
               (e.change == DutyChange::kFulfilled && !e.in_time ? " late" : "") +
               (e.person.empty() ? "" : " " + e.person);
    }
    std::string operator()(const MatterOpened& e) const {
        return "matter " + std::to_string(e.matter) + " " + std::string(adapters::word_of(e.kind)) +
               " " + last_part(e.declaration) + " for " + e.decider +
               (e.due ? " due " + local(*e.due) : "");
    }
    std::string operator()(const MatterChanged& e) const {
        return "matter " + std::to_string(e.matter) + " " +
               std::string(adapters::word_of(e.change)) + (e.person.empty() ? "" : " " + e.person);
    }
    std::string operator()(const LiabilityProposed& e) const {
        std::string line = "liability " + last_part(e.declaration);
        for (const AssignedShare& share : e.shares) {
            line += " | " + (share.person.empty() ? "unassigned" : share.person) + " " +
                    share.percent.to_string() + "%";
        }
        return line + (e.untraceable ? " untraceable" : "");
    }
    std::string operator()(const Published&) const { return "published"; }
    std::string operator()(const Declined& e) const {
        std::string line = "declined " + e.code;
        for (const std::string& argument : e.arguments) {
            line += " " + argument;
        }
        return line;
    }
    std::string operator()(const ClockSet& e) const {
        return "clock " + last_part(e.declaration) + " " + (e.next ? local(*e.next) : "stopped");
    }
    std::string operator()(const GapNoted&) const { return "gap"; }
    std::string operator()(const StepChanged& e) const {
        static constexpr const char* kWords[] = {"none",    "open",      "delivered",
                                                 "skipped", "not_taken", "cancelled"};
        return "step " + e.step + " " + kWords[static_cast<int>(e.status)];
    }
    std::string operator()(const Reversed& e) const { return "reversed " + e.person; }
    std::string operator()(const NoticeClosed& e) const {
        return "notice " + std::to_string(e.notice) + (e.reached ? " reached " : " missed ") +
               e.person;
    }
    std::string operator()(const ClockDoubted& e) const {
        return e.suspect ? "clock doubted" : "clock trusted";
    }
    std::string operator()(const DeliveryChanged& e) const {
        return e.since ? "delivery" : "no delivery";
    }
    std::string operator()(const Redacted& e) const {
        return "redacted " + std::to_string(e.entry) + " " + e.field;
    }
    std::string operator()(const PathClosed& e) const {
        return "path " + e.from + " to " + e.step + " closed";
    }
    std::string operator()(const StepReturned& e) const {
        return "returned " + e.step + " " + std::to_string(e.count);
    }
    std::string operator()(const ProcessChanged& e) const {
        static constexpr const char* kWords[] = {"running", "suspended", "ended", "cancelled"};
        return "process " + e.process + " " + kWords[static_cast<int>(e.status)];
    }
};

}  // namespace

std::string local(Instant instant) {
    const LocalTime time = to_local(instant, 480);
    return to_string(time.date) + " " + to_string(time.time);
}

Instant at(std::string_view text) {
    const auto parsed = grammar::parse_timestamp(text);
    REQUIRE(parsed.has_value());
    return to_instant(parsed->local, parsed->offset_minutes.value_or(480));
}

std::string outline(const Events& events) {
    std::string all;
    for (const Event& event : events) {
        all += std::visit(Outline{}, event) + "\n";
    }
    return all;
}

std::string outline(const Reply& reply) { return outline(reply.events); }

Workspace::Workspace(std::vector<std::string> rulebooks, std::string_view organisation_yaml,
                     std::vector<std::string> names, TimeMode mode)
    : store_(std::make_unique<MemoryStore>()) {
    SessionOptions options;
    options.mode = mode;
    auto opened = Session::open(*store_, std::move(options));
    REQUIRE(opened.has_value());
    session_ = std::move(*opened);
    const std::string folder = std::string(ONUS_SOURCE_DIR) + "/policies/calendars/";
    std::vector<Source> sources;
    for (const char* id :
         {"cn_public_holidays", "cn_office", "cn_retail", "plant_days", "plant_shifts"}) {
        const std::string name = std::string(id) + ".yaml";
        sources.push_back({name, file_text(folder + name)});
    }
    const auto calendars = policies::read_calendars(sources, policies::zones_in());
    INFO(shown(calendars.diagnostics, sources));
    REQUIRE(calendars.value.has_value());
    for (const CalendarData& calendar : *calendars.value) {
        REQUIRE(session_->publish(calendar, at("2025-01-01 00:00")).has_value());
    }
    publish_organisation(organisation_yaml, "2025-01-01 00:00");
    publish(std::move(rulebooks), "2025-01-01 00:00", std::move(names));
}

Reply Workspace::publish(std::vector<std::string> rulebooks, std::string_view when,
                         std::vector<std::string> names) {
    RulebookSet set;
    std::vector<Source> sources;
    for (std::size_t i = 0; i < rulebooks.size(); ++i) {
        const std::string name = "rulebook" + std::to_string(i + 1) + ".onus";
        sources.push_back({name, rulebooks[i]});
        set.rulebooks.push_back({name, rulebooks[i], i < names.size() ? names[i] : std::string()});
    }
    Diagnostics diagnostics;
    auto reply = session_->publish(set, at(when), &diagnostics);
    INFO(shown(diagnostics, sources));
    REQUIRE(reply.has_value());
    return std::move(*reply);
}

Reply Workspace::publish_calendar(const CalendarData& calendar, std::string_view when) {
    auto reply = session_->publish(calendar, at(when));
    REQUIRE(reply.has_value());
    return std::move(*reply);
}

Reply Workspace::publish_organisation(std::string_view yaml, std::string_view when) {
    const Source source{"organisation.yaml", std::string(yaml)};
    const auto organisation = policies::read_organisation(source, policies::zones_in());
    INFO(shown(organisation.diagnostics, {source}));
    REQUIRE(organisation.value.has_value());
    auto reply = session_->publish(*organisation.value, at(when));
    REQUIRE(reply.has_value());
    return std::move(*reply);
}

Result<Reply> Workspace::try_run(Command command) {
    if (command.id.empty()) {
        command.id = "c" + std::to_string(++command_count_);
    }
    if (command.source.empty()) {
        command.source = "test";
    }
    fired_.clear();
    return session_->execute(std::move(command), &fired_);
}

Reply Workspace::run(Command command) {
    auto reply = try_run(std::move(command));
    if (!reply) {
        FAIL(shown({reply.error()}));
    }
    return std::move(*reply);
}

namespace {

Command command_of(std::string_view actor, std::string_view when, CommandBody body) {
    Command command;
    command.actor = std::string(actor);
    command.at = command.received = at(when);
    command.body = std::move(body);
    return command;
}

Data payload_of(std::string_view json) {
    auto data = adapters::parse_json(json);
    REQUIRE(data.has_value());
    return std::move(*data);
}

}  // namespace

Reply Workspace::submit(std::string_view actor, std::string_view action, std::string_view payload,
                        std::string_view when) {
    Submit submit;
    submit.action = std::string(action);
    submit.payload = payload_of(payload);
    return run(command_of(actor, when, std::move(submit)));
}

Reply Workspace::force(std::string_view actor, std::string_view action, std::string_view payload,
                       std::string_view reason, std::string_view when) {
    Submit submit;
    submit.action = std::string(action);
    submit.payload = payload_of(payload);
    submit.force = true;
    submit.reason = std::string(reason);
    return run(command_of(actor, when, std::move(submit)));
}

Reply Workspace::observe(std::string_view actor, std::string_view action, std::string_view payload,
                         std::string_view happened, std::string_view received) {
    Observe observe;
    observe.action = std::string(action);
    observe.payload = payload_of(payload);
    Command command = command_of(actor, happened, std::move(observe));
    command.received = at(received);
    return run(std::move(command));
}

Reply Workspace::decide(std::string_view actor, std::string_view duty, Decision decision,
                        std::string_view opinion, std::string_view when) {
    Decide decide;
    decide.matter.duty = std::string(duty);
    decide.decision = decision;
    decide.opinion = std::string(opinion);
    return run(command_of(actor, when, std::move(decide)));
}

Reply Workspace::decide(std::string_view actor, std::uint64_t matter, Decision decision,
                        std::string_view opinion, std::string_view when) {
    Decide decide;
    decide.matter.number = matter;
    decide.decision = decision;
    decide.opinion = std::string(opinion);
    return run(command_of(actor, when, std::move(decide)));
}

std::string Workspace::advance(std::string_view when) {
    auto fired = session_->advance(at(when));
    REQUIRE(fired.has_value());
    std::string all;
    for (const Reply& reply : *fired) {
        all += outline(reply);
    }
    fired_ = std::move(*fired);
    return all;
}

void Workspace::reopen(SessionOptions options) {
    session_.reset();
    auto opened = Session::open(*store_, std::move(options));
    REQUIRE(opened.has_value());
    session_ = std::move(*opened);
}

}  // namespace onus::test
