// SPDX-License-Identifier: Apache-2.0
#include "engine/image.h"

#include <algorithm>

#include "engine/history/history.h"
#include "engine/ledger/hash.h"
#include "engine/run/organisation_codec.h"
#include "engine/run/remembering.h"
#include "engine/session.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

std::string digest_of(const Command& command) {
    Command content = command;
    content.received = Instant{0};
    const Digest digest = sha256(encode_struct(content));
    return {digest.begin(), digest.end()};
}

BlobLookup blobs_of(const LedgerStore& store) {
    return [&store](const Digest& hash) -> Result<std::string> {
        auto blob = store.blob(hash);
        if (!blob) {
            return tl::make_unexpected(blob.error());
        }
        return blob->has_value() ? Result<std::string>(std::move(**blob))
                                 : failure(DiagnosticKind::kBlobMissing);
    };
}

Status Image::load(const LedgerStore& store, const BlobLookup& blob) {
    if (auto loaded = state.load(store); !loaded) {
        return loaded;
    }
    // Calendars first: they give rulebooks their zone. Each kind keeps its own order.
    for (const PublishedKind kind :
         {PublishedKind::kCalendar, PublishedKind::kOrganisation, PublishedKind::kRulebooks}) {
        for (const Published& published : state.header.published) {
            if (published.kind != kind) {
                continue;
            }
            const auto content = blob(published.hash);
            if (!content) {
                return tl::make_unexpected(content.error());
            }
            if (auto done = install(published, *content, Linking::kSkip, nullptr); !done) {
                return done;
            }
        }
    }
    return {};
}

Status Image::install(const Published& published, const std::string& content, Linking linking,
                      Diagnostics* found) {
    switch (published.kind) {
        case PublishedKind::kCalendar: {
            auto data = decode_struct<CalendarData>(content);
            if (!data) {
                return tl::make_unexpected(data.error());
            }
            world.add_calendar(Calendar(std::move(*data)));
            return {};
        }
        case PublishedKind::kOrganisation: {
            auto data = decode_struct<OrganisationData>(content);
            if (!data) {
                return tl::make_unexpected(data.error());
            }
            world.add_organisation(published.from, Organisation(std::move(*data)));
            return {};
        }
        case PublishedKind::kRulebooks:
            break;
    }
    auto set = decode_struct<RulebookSet>(content);
    if (!set) {
        return tl::make_unexpected(set.error());
    }
    Diagnostics diagnostics;
    auto epochs = publication_.add(*set, published.from, world, linking, diagnostics);
    const bool refused = has_errors(diagnostics);
    if (found != nullptr) {
        *found = std::move(diagnostics);
    }
    if (refused) {
        return failure(DiagnosticKind::kRulebooksRefused, {});
    }
    world.set_epochs(std::move(epochs));
    return {};
}

bool Image::has_open_misfit() const {
    const auto open = state.open_matters();
    return std::any_of(open.begin(), open.end(), [this](std::uint64_t number) {
        return state.matter(number)->opened.kind == MatterKind::kMisfit;
    });
}

void Image::judged_by(Instant at, EntryHeader& header) const {
    const Program* program = world.program_at(at);
    const auto digest = program == nullptr ? std::nullopt : digest_of_hex(program->hash);
    header.program = digest.value_or(header.program);
    for (const Published& published : state.header.published) {
        if (published.kind == PublishedKind::kOrganisation) {
            header.organisation = published.hash;
        } else if (published.kind == PublishedKind::kCalendar) {
            header.calendars = published.hash;
        }
    }
}

void Image::absorb(std::uint64_t sequence, const EntryContent& content) {
    const Command& command = content.command;
    for (std::uint32_t place = 0; place < content.events.size(); ++place) {
        apply(state, content.events[place], sequence, place, command.received);
    }
    state.header.now = command.received;
    state.header.sequence = sequence;
    if (!command.id.empty()) {
        CommandRow& row = state.commands.edit(joined_key(command.source, command.id));
        row.sequence = sequence;
        row.digest = content.command_redacted ? std::string() : digest_of(command);
    }
    const auto* publish = std::get_if<Publish>(&command.body);
    if (publish != nullptr && publish->kind == PublishedKind::kRulebooks) {
        backfill();
    }
}

Status Image::replay(std::uint64_t sequence, const EntryContent& content, const BlobLookup& blob) {
    for (const Event& event : content.events) {
        const auto* published = std::get_if<Published>(&event);
        if (published == nullptr) {
            continue;
        }
        const auto text = blob(published->hash);
        if (!text) {
            return tl::make_unexpected(text.error());
        }
        if (auto done = install(*published, *text, Linking::kSkip, nullptr); !done) {
            return done;
        }
    }
    absorb(sequence, content);
    return {};
}

namespace {

/// True if the attempt was, at the time, what the index remembers: an action, or one that a rule
/// found against.
bool feeds(const HistoryIndex& index, const Judged& judged) {
    if (index.subject == HistorySubject::kAction) {
        return true;
    }
    return std::any_of(judged.findings.begin(), judged.findings.end(), [&](const Finding& finding) {
        const bool forced = finding.discharge == Discharge::kForce;
        const bool violated =
            finding.level >= Level::kWarn && (forced || finding.discharge == Discharge::kObserved);
        return finding.rule == index.target &&
               (index.subject == HistorySubject::kForced ? forced : violated);
    });
}

/// When the duty became what the index remembers; nothing if it did not.
std::optional<Instant> became(const HistoryIndex& index, const DutyRow& row) {
    if (row.opened.declaration != index.target) {
        return std::nullopt;
    }
    if (index.subject == HistorySubject::kOverdue) {
        return row.overdue_at;
    }
    const bool fulfilled =
        row.state == DutyState::kFulfilledInTime || row.state == DutyState::kFulfilledLate ||
        row.state == DutyState::kApprovedInTime || row.state == DutyState::kRejectedInTime;
    return fulfilled ? row.closed_at : std::nullopt;
}

/// Duties that were overdue or fulfilled, under their key in the new version.
void fill_duties(State& state, const World& world, const Program& program,
                 const HistoryIndex& index) {
    for (std::uint64_t number = 1; number <= state.header.duty_count; ++number) {
        const DutyRow* row = state.duty(number);
        const std::optional<Instant> at = row == nullptr ? std::nullopt : became(index, *row);
        const AttemptRow* attempt = at ? state.attempt(row->opened.attempt) : nullptr;
        if (attempt == nullptr || (index.action != kNoIndex &&
                                   program.find_action(attempt->judged.action) != index.action)) {
            continue;
        }
        const bool overdue = index.subject == HistorySubject::kOverdue;
        Draft draft(state, world, *at);
        Scene scene = scene_of(draft, program, attempt->judged, true);
        scene.context.duty = number;
        scene.context.bearer = textual(
            ValueKind::kPerson, draft.arena().text(overdue ? row->overdue_bearer : row->bearer));
        if (const auto remembered = remembered_in(draft, scene, index, *at)) {
            remember(state, *remembered, *at);
            if (overdue) {
                state.duties.edit(number_key(number)).remembered.push_back(*remembered);
            }
        }
    }
}

void fill_index(State& state, const World& world, const Program& program,
                const HistoryIndex& index) {
    for (std::uint64_t number = 1; number <= state.header.attempt_count; ++number) {
        const AttemptRow* row = state.attempt(number);
        const bool effective = row != nullptr && (row->judged.status == AttemptStatus::kEffective ||
                                                  row->judged.status == AttemptStatus::kReleased);
        if (!effective || !feeds(index, row->judged) ||
            (index.action != kNoIndex && program.find_action(row->judged.action) != index.action)) {
            continue;
        }
        Draft draft(state, world, state.header.now);
        const Scene scene = scene_of(draft, program, row->judged, true);
        if (const auto remembered = remembered_in(draft, scene, index, row->judged.at)) {
            remember(state, *remembered, row->judged.at);
        }
    }
}

}  // namespace

/// A question that was never asked before gets its index from the actions there have been.
void Image::backfill() {
    for (const World::Epoch& epoch : world.epochs()) {
        if (!epoch.program) {
            continue;
        }
        // One index may be fed by several actions, each with an entry of its own.
        auto& known = state.header.indexes;
        const std::vector<std::string> before = known;
        for (const HistoryIndex& index : epoch.program->indexes) {
            if (std::binary_search(before.begin(), before.end(), index.id)) {
                continue;
            }
            const auto at = std::lower_bound(known.begin(), known.end(), index.id);
            if (at == known.end() || *at != index.id) {
                known.insert(at, index.id);
            }
            if (index.subject == HistorySubject::kOverdue ||
                index.subject == HistorySubject::kFulfilled) {
                fill_duties(state, world, *epoch.program, index);
            } else {
                fill_index(state, world, *epoch.program, index);
            }
        }
    }
}

}  // namespace onus::engine
