// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/case.h"

#include <algorithm>
#include <vector>

namespace onus::adapters {

namespace {

/// The record type that a field of another one refers to, if a process runs about it.
std::optional<std::string> process_record(const engine::Program& program,
                                          const engine::Written& written) {
    const auto& fields = program.fields;
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const auto& each) {
        return each.name == written.field && each.record < program.records.size() &&
               program.records[each.record].id == written.record;
    });
    if (field == fields.end() || field->type.kind != engine::ValueKind::kRecord) {
        return std::nullopt;
    }
    const auto& processes = program.processes;
    const bool runs = std::any_of(processes.begin(), processes.end(), [&](const auto& process) {
        if (process.trigger.action >= program.actions.size()) {
            return false;
        }
        const auto& parameters = program.actions[process.trigger.action].parameters;
        return process.subject < parameters.size() &&
               parameters[process.subject].type.ref == field->type.ref;
    });
    return runs ? std::optional(program.records[field->type.ref].id) : std::nullopt;
}

}  // namespace

std::optional<std::string> Case::record_id(const std::string& word) const {
    for (const auto& epoch : session_.world().epochs()) {
        if (epoch.program == nullptr) {
            continue;
        }
        for (const engine::RecordInfo& record : epoch.program->records) {
            if (word == record.id || word == record.name || word == record.shown.zh) {
                return record.id;
            }
        }
    }
    return std::nullopt;
}

void Case::add_duty(std::uint64_t number) {
    const engine::DutyRow* const duty = session_.state().duty(number);
    if (duty == nullptr) {
        return;
    }
    duties_.insert(number);
    for (const engine::Consequence& entry : duty->consequences) {
        entries_.insert(entry.sequence);
    }
}

void Case::add_attempt(std::uint64_t number) {
    const engine::AttemptRow* const attempt = session_.state().attempt(number);
    if (attempt == nullptr || !attempts_.insert(number).second) {
        return;
    }
    entries_.insert(attempt->sequence);
    matters_.insert(attempt->matters.begin(), attempt->matters.end());
    for (const std::uint64_t duty : attempt->duties) {
        add_duty(duty);
    }
}

Result<bool> Case::add_record(const std::string& record, const std::string& key) {
    const std::optional<std::string> id = record_id(record);
    if (!id) {
        return false;
    }
    const std::vector<engine::TrailEntry> trail = session_.state().trail(*id, key);
    if (trail.empty()) {
        return false;
    }
    for (const engine::TrailEntry& entry : trail) {
        add_attempt(entry.attempt);
    }
    for (const engine::TrailEntry& entry : trail) {
        if (Status added = add_origins(entry.attempt); !added) {
            return tl::make_unexpected(added.error());
        }
    }
    return true;
}

Status Case::add_origins(std::uint64_t attempt) {
    const Result<engine::Reply> reply =
        session_.reply_of(session_.state().attempt(attempt)->sequence);
    if (!reply) {
        return tl::make_unexpected(reply.error());
    }
    const engine::Program* const program = session_.world().program_at(reply->received);
    for (const engine::Event& event : reply->events) {
        const auto* const effect = std::get_if<engine::TookEffect>(&event);
        if (effect == nullptr || program == nullptr) {
            continue;
        }
        for (const engine::Written& written : effect->written) {
            const std::optional<std::string> origin = process_record(*program, written);
            if (origin && origins_.insert({*origin, written.after.text}).second) {
                if (Result<bool> added = add_record(*origin, written.after.text); !added) {
                    return tl::make_unexpected(added.error());
                }
            }
        }
    }
    return {};
}

Result<bool> Case::add_records_of(std::uint64_t attempt) {
    const engine::AttemptRow* const row = session_.state().attempt(attempt);
    if (row == nullptr) {
        return false;
    }
    add_attempt(attempt);
    const Result<engine::Reply> reply = session_.reply_of(row->sequence);
    if (!reply) {
        return tl::make_unexpected(reply.error());
    }
    for (const engine::Event& event : reply->events) {
        const auto* const effect = std::get_if<engine::TookEffect>(&event);
        if (effect == nullptr) {
            continue;
        }
        for (const engine::RecordName& record : effect->records) {
            if (Result<bool> added = add_record(record.record, record.key); !added) {
                return added;
            }
        }
    }
    return true;
}

/// Matters come one from the other: those of the case's attempts and duties belong to it.
bool Case::concerns(const engine::Event& event) {
    if (const auto* const opened = std::get_if<engine::MatterOpened>(&event)) {
        const bool ours = matters_.contains(opened->matter) ||
                          (opened->duty != 0 && duties_.contains(opened->duty)) ||
                          (opened->attempt != 0 && attempts_.contains(opened->attempt));
        if (ours) {
            matters_.insert(opened->matter);
        }
        return ours;
    }
    if (const auto* const changed = std::get_if<engine::MatterChanged>(&event)) {
        return matters_.contains(changed->matter);
    }
    const auto* const changed = std::get_if<engine::DutyChanged>(&event);
    return changed != nullptr && changed->change != engine::DutyChange::kReminded &&
           duties_.contains(changed->duty);
}

Status Case::follow(std::uint64_t most) {
    if (entries_.empty() || (duties_.empty() && matters_.empty())) {
        return {};
    }
    const std::uint64_t last = session_.state().header.sequence;
    const std::uint64_t first = *entries_.begin();
    for (std::uint64_t sequence = first; sequence <= last; ++sequence) {
        if (sequence - first >= most) {
            unread_from_ = sequence;
            return {};
        }
        const Result<engine::Reply> reply = session_.reply_of(sequence);
        if (!reply) {
            return tl::make_unexpected(reply.error());
        }
        for (const engine::Event& event : reply->events) {
            if (concerns(event)) {
                entries_.insert(sequence);
            }
        }
    }
    return {};
}

}  // namespace onus::adapters
