// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/publications.h"

#include <algorithm>
#include <iterator>

#include "adapters/app/workspace.h"
#include "adapters/json/json.h"
#include "engine/ledger/memory_store.h"
#include "engine/testing/test_runner.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

using engine::Data;

Data number(std::uint64_t value) { return engine::number_data(std::to_string(value)); }

Data line_of(const Proposal& proposal) {
    Data books = engine::list_data();
    for (const engine::RulebookText& book : proposal.rulebooks.rulebooks) {
        Data one = engine::object_data();
        engine::set_member(one, "name", engine::text_data(book.source_name));
        engine::set_member(one, "text", engine::text_data(book.text));
        engine::set_member(one, "names", engine::text_data(book.names));
        books.items.push_back(std::move(one));
    }
    Data changed = engine::list_data();
    for (const std::string& name : proposal.changed) {
        changed.items.push_back(engine::text_data(name));
    }
    Data line = engine::object_data();
    engine::set_member(line, "proposed", number(proposal.number));
    engine::set_member(line, "ms", number(static_cast<std::uint64_t>(proposal.at.ms)));
    engine::set_member(line, "client", engine::text_data(proposal.client));
    engine::set_member(line, "person", engine::text_data(proposal.person));
    engine::set_member(line, "base", engine::text_data(proposal.base));
    engine::set_member(line, "changed", std::move(changed));
    engine::set_member(line, "rulebooks", std::move(books));
    engine::set_member(line, "kind", engine::text_data(word_of(proposal.kind)));
    if (proposal.kind == ProposalKind::kOrganisation) {
        engine::set_member(line, "organisation", engine::text_data(proposal.organisation));
    } else if (proposal.kind == ProposalKind::kRedaction) {
        Data fields = engine::list_data();
        for (const std::string& name : proposal.redaction.names) {
            fields.items.push_back(engine::text_data(name));
        }
        engine::set_member(line, "entry", number(proposal.redaction.entry));
        engine::set_member(line, "fields", std::move(fields));
        engine::set_member(line, "reason", engine::text_data(proposal.redaction.reason));
    }
    return line;
}

Data line_of_end(const Proposal& proposal) {
    Data line = engine::object_data();
    engine::set_member(line, "closed", number(proposal.number));
    engine::set_member(line, "state", engine::text_data(word_of(proposal.state)));
    engine::set_member(line, "person", engine::text_data(proposal.closed_by));
    engine::set_member(
        line, "ms", number(static_cast<std::uint64_t>(proposal.closed_at.value_or(Instant{}).ms)));
    engine::set_member(line, "sequence", number(proposal.sequence));
    engine::set_member(line, "hash", engine::text_data(proposal.hash));
    return line;
}

std::string text_of(const Data& data, std::string_view name) {
    const Data* const member = data.member(name);
    return member == nullptr ? std::string() : member->text;
}
std::uint64_t number_of(const Data& data, std::string_view name) {
    return whole_number(text_of(data, name)).value_or(0);
}

/// Lines of earlier versions have no kind: they are about rulebooks.
void read_kind(const Data& line, Proposal& proposal) {
    for (const ProposalKind kind : {ProposalKind::kOrganisation, ProposalKind::kRedaction}) {
        proposal.kind = text_of(line, "kind") == word_of(kind) ? kind : proposal.kind;
    }
    proposal.organisation = text_of(line, "organisation");
    proposal.redaction.entry = number_of(line, "entry");
    proposal.redaction.reason = text_of(line, "reason");
    const Data* const fields = line.member("fields");
    for (std::size_t i = 0; fields != nullptr && i < fields->items.size(); ++i) {
        proposal.redaction.names.push_back(fields->items[i].text);
    }
}

/// The line of a text that a test failed at.
std::string step_at(const engine::RulebookSet& rulebooks, const engine::TestFailure& failure) {
    for (const engine::RulebookText& book : rulebooks.rulebooks) {
        if (book.source_name == failure.source_name) {
            std::string line(line_at(book.text, failure.span.begin));
            line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
            return line;
        }
    }
    return {};
}

/// What only shows together with the organisation and the calendars.
Diagnostics link(const engine::RulebookSet& rulebooks, const ProposalWorld& world, Instant at) {
    engine::MemoryStore store;
    auto session = engine::Session::open(store, {});
    if (!session) {
        return {session.error()};
    }
    for (const engine::CalendarData& calendar : world.calendars) {
        if (const auto done = (*session)->publish(calendar, at); !done) {
            return {done.error()};
        }
    }
    if (world.organisation) {
        if (const auto done = (*session)->publish(*world.organisation, at); !done) {
            return {done.error()};
        }
    }
    Diagnostics diagnostics;
    const auto done = (*session)->publish(rulebooks, at, &diagnostics);
    if (!done && !has_errors(diagnostics)) {
        diagnostics.push_back(done.error());
    }
    return diagnostics;
}

}  // namespace

std::string_view word_of(ProposalState state) {
    switch (state) {
        case ProposalState::kWaiting:
            return "waiting";
        case ProposalState::kInForce:
            return "in_force";
        case ProposalState::kDropped:
            break;
    }
    return "dropped";
}

std::string_view word_of(ProposalKind kind) {
    switch (kind) {
        case ProposalKind::kOrganisation:
            return "organisation";
        case ProposalKind::kRedaction:
            return "redaction";
        case ProposalKind::kRulebooks:
            break;
    }
    return "rulebooks";
}

Diagnostics try_rulebooks(const engine::RulebookSet& rulebooks, const ProposalWorld& world,
                          Instant at) {
    Diagnostics diagnostics = link(rulebooks, world, at);
    if (has_errors(diagnostics)) {
        return diagnostics;
    }
    const engine::TestRun run =
        engine::run_tests({rulebooks, world.organisation, world.calendars, SIZE_MAX});
    for (const engine::TestResult& result : run.results) {
        for (const engine::TestFailure& failed : result.failures) {
            Diagnostic diagnostic;
            diagnostic.kind = DiagnosticKind::kRulebookTestFails;
            diagnostic.source_name = failed.source_name;
            diagnostic.span = failed.span;
            diagnostic.arguments = {result.name.en, step_at(rulebooks, failed)};
            diagnostics.push_back(std::move(diagnostic));
        }
    }
    return diagnostics;
}

Diagnostics find_misfits(const engine::RulebookSet& rulebooks, const ProposalWorld& world,
                         Instant at) {
    return rulebooks.rulebooks.empty() ? Diagnostics() : link(rulebooks, world, at);
}

Publications::Publications(const std::string& path) : path_(path) {
    if (path.empty()) {
        return;
    }
    std::ifstream before(path, std::ios::binary);
    bool whole = true;
    for (std::string line; std::getline(before, line);) {
        read_line(line);
        whole = !before.eof();
    }
    has_file_ = true;
    file_.open(path, std::ios::binary | std::ios::app);
    if (!whole) {
        file_ << '\n';
    }
}

/// A line that a crash cut off is passed over: nobody was told that it was kept. `kept`: of an
/// organisation, in files from before those were proposed.
void Publications::read_line(const std::string& line) {
    const auto data = parse_json(std::string_view(line), {SIZE_MAX, 8, 1'000'000});
    if (!data) {
        return;
    }
    if (const std::string kept = text_of(*data, "kept"); !kept.empty()) {
        kept_.insert(kept);
        return;
    }
    if (const std::uint64_t closed = number_of(*data, "closed"); closed != 0) {
        for (Proposal& proposal : proposals_) {
            if (proposal.number == closed) {
                proposal.state = text_of(*data, "state") == "in_force" ? ProposalState::kInForce
                                                                       : ProposalState::kDropped;
                proposal.closed_by = text_of(*data, "person");
                proposal.closed_at = Instant{static_cast<std::int64_t>(number_of(*data, "ms"))};
                proposal.sequence = number_of(*data, "sequence");
                proposal.hash = text_of(*data, "hash");
                proposal.rulebooks = {};
                proposal.organisation.clear();
            }
        }
        return;
    }
    Proposal proposal;
    proposal.number = number_of(*data, "proposed");
    const Data* const books = data->member("rulebooks");
    const Data* const changed = data->member("changed");
    if (proposal.number == 0 || books == nullptr || changed == nullptr) {
        return;
    }
    proposal.at = Instant{static_cast<std::int64_t>(number_of(*data, "ms"))};
    proposal.client = text_of(*data, "client");
    proposal.person = text_of(*data, "person");
    proposal.base = text_of(*data, "base");
    read_kind(*data, proposal);
    for (const Data& book : books->items) {
        proposal.rulebooks.rulebooks.push_back(
            {text_of(book, "name"), text_of(book, "text"), text_of(book, "names")});
    }
    for (const Data& name : changed->items) {
        proposal.changed.push_back(name.text);
    }
    last_ = std::max(last_, proposal.number);
    proposals_.push_back(std::move(proposal));
}

bool Publications::write(const std::string& line) {
    if (has_file_ && !(file_ << line << '\n' << std::flush)) {
        file_.clear();
        return false;
    }
    return true;
}

Result<Proposal> Publications::propose(Proposal proposal) {
    if (proposal.person.empty()) {
        return failure(DiagnosticKind::kPublicationNoPerson, {proposal.client});
    }
    const std::lock_guard lock(mutex_);
    const auto waiting =
        std::count_if(proposals_.begin(), proposals_.end(),
                      [](const Proposal& each) { return each.state == ProposalState::kWaiting; });
    if (static_cast<std::size_t>(waiting) >= kWaitingMax) {
        return failure(DiagnosticKind::kPublicationTooMany, {std::to_string(waiting)});
    }
    proposal.number = last_ + 1;
    if (!write(to_json(line_of(proposal)))) {
        return failure(DiagnosticKind::kStoreFull, {path_});
    }
    ++last_;
    proposals_.push_back(proposal);
    return proposal;
}

std::vector<Proposal> Publications::list() const {
    const std::lock_guard lock(mutex_);
    std::vector<Proposal> all;
    std::size_t closed = 0;
    std::copy_if(proposals_.rbegin(), proposals_.rend(), std::back_inserter(all),
                 [&](const Proposal& each) {
                     closed += each.state == ProposalState::kWaiting ? 0U : 1U;
                     return each.state == ProposalState::kWaiting || closed <= kListed;
                 });
    return all;
}

std::optional<Proposal> Publications::find(std::uint64_t number) const {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(proposals_.begin(), proposals_.end(),
                                    [&](const Proposal& each) { return each.number == number; });
    return found == proposals_.end() ? std::nullopt : std::optional(*found);
}

Status Publications::may_confirm(const Proposal& proposal, const std::string& person,
                                 const std::string& base) const {
    const std::string number = std::to_string(proposal.number);
    if (person.empty()) {
        return failure(DiagnosticKind::kPublicationNoPerson, {person});
    }
    if (proposal.state != ProposalState::kWaiting) {
        return failure(DiagnosticKind::kPublicationClosed, {number});
    }
    if (person == proposal.person) {
        return failure(DiagnosticKind::kPublicationSamePerson, {person, number});
    }
    if (base != proposal.base) {
        return failure(DiagnosticKind::kPublicationStale, {number});
    }
    return {};
}

void Publications::close(std::uint64_t number, ProposalState state, const std::string& person,
                         Instant at, std::uint64_t sequence, const std::string& hash) {
    const std::lock_guard lock(mutex_);
    for (Proposal& proposal : proposals_) {
        if (proposal.number == number && proposal.state == ProposalState::kWaiting) {
            proposal.state = state;
            proposal.closed_by = person;
            proposal.closed_at = at;
            proposal.sequence = sequence;
            proposal.hash = hash;
            proposal.rulebooks = {};
            static_cast<void>(write(to_json(line_of_end(proposal))));
        }
    }
}

void keep_what_was_published(const Publications& publications, Workspace& workspace) {
    for (const auto kind :
         {engine::PublishedKind::kRulebooks, engine::PublishedKind::kOrganisation}) {
        std::string last;
        for (const engine::Published& published : workspace.session().state().header.published) {
            last = published.kind == kind ? engine::to_hex(published.hash) : last;
        }
        if (!last.empty() && publications.put_in_force(last)) {
            workspace.keep(kind);
        }
    }
}

bool Publications::put_in_force(const std::string& hash) const {
    const std::lock_guard lock(mutex_);
    return kept_.contains(hash) ||
           std::any_of(proposals_.begin(), proposals_.end(), [&](const Proposal& each) {
               return each.state == ProposalState::kInForce && each.hash == hash;
           });
}

}  // namespace onus::adapters
