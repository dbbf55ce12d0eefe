// SPDX-License-Identifier: Apache-2.0
//
// What needs a second person: putting rulebooks and the organisation in force, and taking something
// out of the ledger. What is in force serves on until the judging thread has the new ones whole.

#include <algorithm>
#include <optional>

#include "adapters/app/wipe.h"
#include "adapters/http/answers.h"
#include "adapters/http/problem.h"
#include "adapters/http/publish_reader.h"
#include "adapters/json/json.h"
#include "engine/ledger/struct_codec.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"
#include "policies/organisation_reader.h"
#include "policies/zone_loader.h"

namespace onus::adapters {
namespace {

/// The rulebooks that were put in force last, and their hash in hexadecimal; empty before the
/// first.
struct InForce {
    std::string hash;
    engine::RulebookSet rulebooks;
};

/// The hash of what was put in force last of a kind, in hexadecimal; empty before the first.
std::string hash_in_force(const Call& call, engine::PublishedKind kind) {
    std::string hash;
    for (const engine::Published& published : call.workspace.session().state().header.published) {
        hash = published.kind == kind ? engine::to_hex(published.hash) : hash;
    }
    return hash;
}

std::string base_of(const Call& call, ProposalKind kind) {
    switch (kind) {
        case ProposalKind::kRulebooks:
            return hash_in_force(call, engine::PublishedKind::kRulebooks);
        case ProposalKind::kOrganisation:
            return hash_in_force(call, engine::PublishedKind::kOrganisation);
        case ProposalKind::kRedaction:
            break;
    }
    return {};
}

Result<InForce> in_force(const Call& call) {
    InForce found;
    for (const engine::Published& published : call.workspace.session().state().header.published) {
        if (published.kind != engine::PublishedKind::kRulebooks) {
            continue;
        }
        found.hash = engine::to_hex(published.hash);
        const auto content = call.workspace.store().blob(published.hash);
        if (!content || !*content) {
            return content ? failure(DiagnosticKind::kBlobMissing)
                           : tl::make_unexpected(content.error());
        }
        Result<engine::RulebookSet> set = engine::decode_struct<engine::RulebookSet>(**content);
        if (!set) {
            return tl::make_unexpected(set.error());
        }
        found.rulebooks = std::move(*set);
    }
    return found;
}

/// Those in force, with the wanted ones in the place of their namesakes or behind them.
Proposal proposal_of(const Call& call, InForce now, Wanted wanted) {
    Proposal proposal;
    proposal.at = call.received;
    proposal.client = call.principal.id;
    proposal.person = call.principal.person;
    proposal.base = std::move(now.hash);
    proposal.rulebooks = std::move(now.rulebooks);
    auto& books = proposal.rulebooks.rulebooks;
    for (engine::RulebookText& book : wanted.rulebooks) {
        proposal.changed.push_back(book.source_name);
        const auto same = std::find_if(books.begin(), books.end(), [&](const auto& each) {
            return each.source_name == book.source_name;
        });
        if (same == books.end()) {
            books.push_back(std::move(book));
        } else {
            *same = std::move(book);
        }
    }
    for (const std::string& name : wanted.withdraw) {
        proposal.changed.push_back(name);
        std::erase_if(books, [&](const auto& each) { return each.source_name == name; });
    }
    return proposal;
}

engine::Data to_data(const Proposal& proposal) {
    engine::Data object = engine::object_data();
    const auto set = [&object](std::string_view name, engine::Data value) {
        engine::set_member(object, name, std::move(value));
    };
    set("number", engine::number_data(std::to_string(proposal.number)));
    set("state", engine::text_data(word_of(proposal.state)));
    set("proposed_by", engine::text_data(proposal.person));
    set("kind", engine::text_data(word_of(proposal.kind)));
    if (proposal.kind == ProposalKind::kRedaction) {
        set("entry", engine::number_data(std::to_string(proposal.redaction.entry)));
        set("reason", engine::text_data(proposal.redaction.reason));
    }
    set("proposed_at", engine::text_data(to_string(proposal.at, 0)));
    engine::Data changed = engine::list_data();
    for (const std::string& name : proposal.changed) {
        changed.items.push_back(engine::text_data(name));
    }
    set("changes", std::move(changed));
    if (proposal.closed_at) {
        set(proposal.state == ProposalState::kInForce ? "confirmed_by" : "dropped_by",
            engine::text_data(proposal.closed_by));
        set("closed_at", engine::text_data(to_string(*proposal.closed_at, 0)));
    }
    if (proposal.sequence != 0) {
        set("sequence", engine::number_data(std::to_string(proposal.sequence)));
    }
    return object;
}

std::vector<Source> sources_of(const engine::RulebookSet& rulebooks) {
    std::vector<Source> sources;
    for (const engine::RulebookText& book : rulebooks.rulebooks) {
        sources.push_back({book.source_name, book.text});
        sources.push_back({book.source_name + " (names)", book.names});
    }
    return sources;
}

void add_diagnostics(engine::Data& object, const Diagnostics& diagnostics,
                     const std::vector<Source>& sources) {
    engine::Data list = engine::list_data();
    for (const Diagnostic& diagnostic : diagnostics) {
        const auto source = std::find_if(sources.begin(), sources.end(), [&](const Source& each) {
            return each.name == diagnostic.source_name;
        });
        list.items.push_back(
            adapters::to_data(diagnostic, source == sources.end() ? nullptr : &*source));
    }
    engine::set_member(object, "diagnostics", std::move(list));
}

/// Not on the judging thread.
HttpResponse propose(Desk& desk, Proposal proposal, const ProposalWorld& world) {
    const std::vector<Source> sources = sources_of(proposal.rulebooks);
    const Diagnostics diagnostics = try_rulebooks(proposal.rulebooks, world, proposal.at);
    if (has_errors(diagnostics)) {
        return problem(422, diagnostics, sources);
    }
    const Result<Proposal> kept = desk.publications.propose(std::move(proposal));
    if (!kept) {
        return problem(kept.error());
    }
    engine::Data body = to_data(*kept);
    add_diagnostics(body, diagnostics, sources);
    return json_response(body);
}

std::optional<Proposal> proposal_at(const Call& call) {
    const auto number = whole_number(call.part("number"));
    return number ? call.desk.publications.find(*number) : std::nullopt;
}

}  // namespace

HttpResponse answer_propose(const Call& call) {
    if (call.principal.person.empty()) {
        return problem(failure(DiagnosticKind::kPublicationNoPerson, {call.principal.id}).value());
    }
    const Source source{"request", call.request.body};
    auto wanted = read_wanted(source);
    if (!wanted) {
        return wanted.error();
    }
    Result<InForce> now = in_force(call);
    if (!now) {
        return problem(now.error());
    }
    ProposalWorld world;
    const engine::World& present = call.workspace.session().world();
    if (const auto* const organisation = present.organisation_at(call.received)) {
        world.organisation = organisation->data();
    }
    for (const auto& [id, calendar] : present.calendars()) {
        world.calendars.push_back(calendar.data());
    }
    call.later = [&desk = call.desk, world = std::move(world),
                  proposal = proposal_of(call, std::move(*now), std::move(*wanted))] {
        return propose(desk, proposal, world);
    };
    return {};
}

HttpResponse answer_organisation(const Call& call) {
    if (call.principal.person.empty()) {
        return problem(failure(DiagnosticKind::kPublicationNoPerson, {call.principal.id}).value());
    }
    const Source source{"request", call.request.body};
    auto reading = policies::read_organisation(source, policies::zones_in());
    if (!reading.value) {
        return problem(422, reading.diagnostics, {source});
    }
    Result<InForce> now = in_force(call);
    if (!now) {
        return problem(now.error());
    }
    ProposalWorld world;
    world.organisation = std::move(*reading.value);
    for (const auto& [id, calendar] : call.workspace.session().world().calendars()) {
        world.calendars.push_back(calendar.data());
    }
    Proposal proposal;
    proposal.at = call.received;
    proposal.client = call.principal.id;
    proposal.person = call.principal.person;
    proposal.base = hash_in_force(call, engine::PublishedKind::kOrganisation);
    proposal.kind = ProposalKind::kOrganisation;
    proposal.organisation = source.text;
    proposal.changed = {std::string(word_of(proposal.kind))};
    call.later = [&desk = call.desk, proposal = std::move(proposal), world = std::move(world),
                  rulebooks = std::move(now->rulebooks), said = std::move(reading.diagnostics),
                  source] {
        const Result<Proposal> kept = desk.publications.propose(proposal);
        if (!kept) {
            return problem(kept.error());
        }
        Diagnostics all = said;
        const Diagnostics misfits = find_misfits(rulebooks, world, proposal.at);
        all.insert(all.end(), misfits.begin(), misfits.end());
        std::vector<Source> sources = sources_of(rulebooks);
        sources.push_back(source);
        engine::Data body = to_data(*kept);
        add_diagnostics(body, all, sources);
        return json_response(body);
    };
    return {};
}

HttpResponse answer_redact(const Call& call) {
    if (call.principal.person.empty()) {
        return problem(failure(DiagnosticKind::kPublicationNoPerson, {call.principal.id}).value());
    }
    const Source source{"request", call.request.body};
    auto request = read_wanted_redaction(source);
    if (!request) {
        return request.error();
    }
    if (request->entry < 2 || request->entry > call.workspace.session().head().size) {
        return problem(
            failure(DiagnosticKind::kLedgerEntryMissing, {std::to_string(request->entry)}).value());
    }
    Proposal proposal;
    proposal.kind = ProposalKind::kRedaction;
    proposal.at = call.received;
    proposal.client = call.principal.id;
    proposal.person = call.principal.person;
    proposal.changed = request->names;
    proposal.redaction = std::move(*request);
    const Result<Proposal> kept = call.desk.publications.propose(std::move(proposal));
    return kept ? json_response(to_data(*kept)) : problem(kept.error());
}

HttpResponse answer_publications(const Call& call) {
    engine::Data items = engine::list_data();
    for (const Proposal& proposal : call.desk.publications.list()) {
        items.items.push_back(to_data(proposal));
    }
    engine::Data body = engine::object_data();
    engine::set_member(body, "items", std::move(items));
    return json_response(body);
}

namespace {

/// Puts the proposal in force; what is to be said goes to `diagnostics`.
Result<engine::Reply> publish(const Call& call, const Proposal& proposal,
                              Diagnostics& diagnostics) {
    engine::Session& session = call.workspace.session();
    const engine::Authors authors{call.principal.id, call.principal.person, proposal.person};
    if (proposal.kind == ProposalKind::kRulebooks) {
        return session.publish(proposal.rulebooks, call.received, &diagnostics, authors);
    }
    if (proposal.kind == ProposalKind::kRedaction) {
        return session.redact(proposal.redaction, call.received, authors);
    }
    const auto reading =
        policies::read_organisation({"request", proposal.organisation}, policies::zones_in());
    if (!reading.value) {
        diagnostics = reading.diagnostics;
        return tl::make_unexpected(diagnostics.front());
    }
    Result<engine::Reply> reply = session.publish(*reading.value, call.received, authors);
    diagnostics = session.link_again(call.received);
    return reply;
}

}  // namespace

HttpResponse answer_confirm(const Call& call) {
    const std::optional<Proposal> proposal = proposal_at(call);
    if (!proposal) {
        return nothing_here(call);
    }
    const std::string now = base_of(call, proposal->kind);
    if (const Status may =
            call.desk.publications.may_confirm(*proposal, call.principal.person, now);
        !may) {
        return problem(may.error());
    }
    Diagnostics diagnostics;
    const Result<engine::Reply> reply = publish(call, *proposal, diagnostics);
    const std::vector<Source> sources = sources_of(proposal->rulebooks);
    if (!reply) {
        // The organisation may have changed since it was linked.
        return has_errors(diagnostics) ? problem(422, diagnostics, sources)
                                       : problem(reply.error());
    }
    // When the ledger has it on the disk, the proposal is closed. A file keeps in its gaps what was
    // taken out, until it is written anew.
    const bool wipes = proposal->kind == ProposalKind::kRedaction;
    call.later = [&desk = call.desk, number = proposal->number, person = call.principal.person,
                  at = call.received, sequence = reply->sequence,
                  hash = base_of(call, proposal->kind), diagnostics, sources, wipes,
                  &service = call.service] {
        if (wipes) {
            service.add(std::make_unique<Wipe>());
        }
        desk.publications.close(number, ProposalState::kInForce, person, at, sequence, hash);
        engine::Data body = to_data(*desk.publications.find(number));
        add_diagnostics(body, diagnostics, sources);
        return json_response(body);
    };
    return {};
}

HttpResponse answer_drop(const Call& call) {
    const std::optional<Proposal> proposal = proposal_at(call);
    if (!proposal) {
        return nothing_here(call);
    }
    if (proposal->state != ProposalState::kWaiting) {
        return problem(
            failure(DiagnosticKind::kPublicationClosed, {std::to_string(proposal->number)})
                .value());
    }
    call.desk.publications.close(proposal->number, ProposalState::kDropped, call.principal.person,
                                 call.received, 0, "");
    return json_response(to_data(*call.desk.publications.find(proposal->number)));
}

}  // namespace onus::adapters
