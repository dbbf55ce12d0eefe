// SPDX-License-Identifier: Apache-2.0
//
// Putting rulebooks and the organisation in force. Rulebooks need a second person; what is in force
// serves on until the judging thread has the new ones whole.

#include <algorithm>
#include <optional>

#include "adapters/http/answers.h"
#include "adapters/http/problem.h"
#include "adapters/json/json.h"
#include "engine/ledger/struct_codec.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"
#include "policies/organisation_reader.h"
#include "policies/zone_loader.h"

namespace onus::adapters {
namespace {

constexpr JsonLimits kLimits = {64U << 20U, 8, 100'000};

/// One wrong member of the body, at its place.
HttpResponse wrong_member(const Source& source, Span span, std::string name, std::string expected) {
    Diagnostic diagnostic;
    diagnostic.kind = DiagnosticKind::kBodyMember;
    diagnostic.source_name = source.name;
    diagnostic.span = span;
    diagnostic.arguments = {std::move(name), std::move(expected)};
    return problem(400, {diagnostic}, &source);
}

/// What the asker wants to have in force.
struct Wanted {
    std::vector<engine::RulebookText> rulebooks;
    std::vector<std::string> withdraw;
};

/// {"rulebooks": [{"name", "text", "names"?}], "withdraw"?: [name]}, and nothing else.
class WantedReader {
  public:
    explicit WantedReader(const Source& source) : source_(source) {}

    tl::expected<Wanted, HttpResponse> read() {
        const Result<LocatedData> body = parse_json(source_, kLimits);
        if (!body) {
            return tl::make_unexpected(problem(body.error(), &source_));
        }
        Wanted wanted;
        check_names(*body, {"rulebooks", "withdraw"});
        for (const LocatedData& book : list(*body, "rulebooks", false)) {
            check_names(book, {"name", "text", "names"});
            wanted.rulebooks.push_back(
                {text(book, "name", true), text(book, "text", true), text(book, "names", false)});
        }
        for (const LocatedData& name : list(*body, "withdraw", false)) {
            if (name.kind != engine::DataKind::kText) {
                fail(name.span, "withdraw", "[\"NAME\"]");
            }
            wanted.withdraw.push_back(name.text);
        }
        if (wanted.rulebooks.empty() && wanted.withdraw.empty()) {
            fail(body->span, "rulebooks", R"([{"name": "…", "text": "…"}])");
        }
        if (failed_) {
            return tl::make_unexpected(std::move(*failed_));
        }
        return wanted;
    }

  private:
    void fail(Span span, std::string name, std::string expected) {
        if (!failed_) {
            failed_ = wrong_member(source_, span, std::move(name), std::move(expected));
        }
    }

    void check_names(const LocatedData& object, std::initializer_list<std::string_view> known) {
        if (object.kind != engine::DataKind::kObject) {
            fail(object.span, "rulebooks", "{…}");
        }
        for (std::size_t i = 0; i < object.names.size(); ++i) {
            if (std::find(known.begin(), known.end(), object.names[i]) == known.end()) {
                fail(object.name_spans[i], object.names[i], std::string(*known.begin()));
            }
        }
    }

    const std::vector<LocatedData>& list(const LocatedData& object, std::string_view name,
                                         bool required) {
        static const std::vector<LocatedData> kNone;
        const LocatedData* const member = object.member(name);
        if (member == nullptr) {
            return kNone;
        }
        if (member->kind != engine::DataKind::kList || required) {
            fail(member->span, std::string(name), "[…]");
            return kNone;
        }
        return member->items;
    }

    std::string text(const LocatedData& object, std::string_view name, bool required) {
        const LocatedData* const member = object.member(name);
        const bool good = member != nullptr && member->kind == engine::DataKind::kText &&
                          (!required || !member->text.empty());
        if (!good && (required || member != nullptr)) {
            fail(member == nullptr ? object.span : member->span, std::string(name), "\"…\"");
        }
        return good ? member->text : std::string();
    }

    const Source& source_;
    std::optional<HttpResponse> failed_;
};

/// The rulebooks that were put in force last, and their hash in hexadecimal; empty before the
/// first.
struct InForce {
    std::string hash;
    engine::RulebookSet rulebooks;
};

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
    auto wanted = WantedReader(source).read();
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

HttpResponse answer_publications(const Call& call) {
    engine::Data items = engine::list_data();
    for (const Proposal& proposal : call.desk.publications.list()) {
        items.items.push_back(to_data(proposal));
    }
    engine::Data body = engine::object_data();
    engine::set_member(body, "items", std::move(items));
    return json_response(body);
}

HttpResponse answer_confirm(const Call& call) {
    const std::optional<Proposal> proposal = proposal_at(call);
    if (!proposal) {
        return nothing_here(call);
    }
    const Result<InForce> now = in_force(call);
    if (!now) {
        return problem(now.error());
    }
    const Publications& publications = call.desk.publications;
    if (const Status may = publications.may_confirm(*proposal, call.principal.person, now->hash);
        !may) {
        return problem(may.error());
    }
    Diagnostics diagnostics;
    const engine::Authors authors{call.principal.id, call.principal.person, proposal->person};
    const Result<engine::Reply> reply =
        call.workspace.session().publish(proposal->rulebooks, call.received, &diagnostics, authors);
    const std::vector<Source> sources = sources_of(proposal->rulebooks);
    if (!reply) {
        // The organisation may have changed since it was linked.
        return has_errors(diagnostics) ? problem(422, diagnostics, sources)
                                       : problem(reply.error());
    }
    std::string hash = now->hash;
    for (const engine::Event& event : reply->events) {
        if (const auto* const published = std::get_if<engine::Published>(&event)) {
            hash = engine::to_hex(published->hash);
        }
    }
    // When the ledger has it on the disk, the proposal is closed.
    call.later = [&desk = call.desk, number = proposal->number, person = call.principal.person,
                  at = call.received, sequence = reply->sequence, hash, diagnostics, sources] {
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

HttpResponse answer_organisation(const Call& call) {
    if (call.principal.person.empty()) {
        return problem(failure(DiagnosticKind::kPublicationNoPerson, {call.principal.id}).value());
    }
    const Source source{"request", call.request.body};
    const auto reading = policies::read_organisation(source, policies::zones_in());
    if (!reading.value) {
        return problem(422, reading.diagnostics, {source});
    }
    engine::Session& session = call.workspace.session();
    const engine::Authors authors{call.principal.id, call.principal.person, ""};
    const Result<engine::Reply> reply = session.publish(*reading.value, call.received, authors);
    if (!reply) {
        return problem(reply.error());
    }
    for (const engine::Event& event : reply->events) {
        if (const auto* const published = std::get_if<engine::Published>(&event)) {
            call.desk.publications.keep(engine::to_hex(published->hash));
        }
    }
    engine::Data body = engine::object_data();
    engine::set_member(body, "sequence", engine::number_data(std::to_string(reply->sequence)));
    engine::set_member(body, "repeated",
                       {engine::DataKind::kYesNo, reply->repeated ? "true" : "false", {}, {}});
    Diagnostics said = reading.diagnostics;
    const Diagnostics misfits = session.link_again(call.received);
    said.insert(said.end(), misfits.begin(), misfits.end());
    add_diagnostics(body, said, {source});
    return json_response(body);
}

}  // namespace onus::adapters
