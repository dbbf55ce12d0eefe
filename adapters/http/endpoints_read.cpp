// SPDX-License-Identifier: Apache-2.0
//
// What is asked of the state and of the ledger.

#include <algorithm>
#include <optional>
#include <type_traits>

#include "adapters/http/answers.h"
#include "adapters/http/problem.h"
#include "adapters/http/run_access.h"
#include "adapters/json/event_json.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

constexpr std::size_t kPageDefault = 100;
constexpr std::size_t kPageMax = 1000;

/// Open duties, or matters, as a page shows them.
template <class Row>
struct OpenRows {
    /// See State::each_open_duty.
    void (engine::State::*each)(std::optional<std::string_view> person, std::uint64_t after,
                                const engine::State::VisitNumber& visit) const;
    const Row* (engine::State::*find)(std::uint64_t number) const;

    /// Whom a row is about if nobody is asked about.
    std::string Row::*holder;
};

constexpr OpenRows<engine::MatterRow> kMatters = {
    &engine::State::each_open_matter, &engine::State::matter, &engine::MatterRow::decider};
constexpr OpenRows<engine::DutyRow> kDuties = {&engine::State::each_open_duty, &engine::State::duty,
                                               &engine::DutyRow::bearer};

/// Whose duties and matters a page may show: the one that it is asked for; otherwise all that the
/// asker may see, which is everybody's if it is nothing.
std::optional<std::vector<std::string>> persons_asked_for(const Call& call) {
    if (const std::string_view of = call.query("of"); !of.empty()) {
        return std::vector<std::string>{std::string(of)};
    }
    if (call.principal.may(Right::kReadAll)) {
        return std::nullopt;
    }
    std::vector<std::string> persons{call.principal.person};
    const engine::Organisation* const organisation =
        call.workspace.session().world().organisation_at(call.received);
    if (organisation != nullptr) {
        for (const engine::PersonData& person : organisation->data().persons) {
            if (person.id != call.principal.person && may_see(call, person.id)) {
                persons.push_back(person.id);
            }
        }
    }
    return persons;
}

/// The next numbers behind `after`, at most `most` of them, ascending; none at the end.
template <class Row>
std::vector<std::uint64_t> next_numbers(const engine::State& state, const OpenRows<Row>& rows,
                                        const std::optional<std::vector<std::string>>& persons,
                                        std::uint64_t after, std::size_t most) {
    std::vector<std::uint64_t> numbers;
    std::uint64_t until = UINT64_MAX;
    const auto add = [&](std::optional<std::string_view> person) {
        std::size_t count = 0;
        (state.*rows.each)(person, after, [&](std::uint64_t number) {
            numbers.push_back(number);
            // Behind that others are complete and this one is not.
            until = ++count == most ? std::min(until, number) : until;
            return count < most;
        });
    };
    if (!persons) {
        add(std::nullopt);
        return numbers;
    }
    for (const std::string& person : *persons) {
        add(person);
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::erase_if(numbers, [&](std::uint64_t number) { return number > until; });
    return numbers;
}

/// What waits for whoever is asked about, by number.
template <class Row>
HttpResponse list_open(const Call& call, const OpenRows<Row>& rows) {
    const auto page = page_of(call);
    if (!page) {
        return page.error();
    }
    const engine::State& state = call.workspace.session().state();
    const std::string of(call.query("of"));
    const auto persons = persons_asked_for(call);
    engine::Data items = engine::list_data();
    std::uint64_t last = page->after;
    std::uint64_t shown_last = 0;
    for (;;) {
        const auto numbers = next_numbers(state, rows, persons, last, page->most + 1);
        if (numbers.empty()) {
            return json_response(page_data(std::move(items), std::nullopt));
        }
        for (const std::uint64_t number : numbers) {
            last = number;
            const Row* const row = (state.*rows.find)(number);
            const std::string& holder = of.empty() ? row->*rows.holder : of;
            if (!may_see(call, holder)) {
                continue;
            }
            if (items.items.size() == page->most) {
                return json_response(page_data(std::move(items), shown_last));
            }
            if (const auto noted = look_at(call, holder); !noted) {
                return noted.error();
            }
            items.items.push_back(shown(call, *row, nullptr, row->opened.opened));
            if constexpr (std::is_same_v<Row, engine::DutyRow>) {
                add_position(call, number, items.items.back());
            }
            shown_last = number;
        }
    }
}

/// Whoever decides on an attempt has to see it.
bool decides_on(const Call& call, const engine::AttemptRow& attempt) {
    const engine::State& state = call.workspace.session().state();
    return !call.principal.person.empty() &&
           std::any_of(attempt.matters.begin(), attempt.matters.end(), [&](std::uint64_t number) {
               const engine::MatterRow* const matter = state.matter(number);
               return matter != nullptr && matter->decider == call.principal.person;
           });
}

}  // namespace

HttpResponse wrong_parameter(std::string_view name, std::string_view value, std::string expected) {
    return problem(failure(DiagnosticKind::kHttpParameter,
                           {std::string(name), std::string(value), std::move(expected)})
                       .value());
}

tl::expected<Page, HttpResponse> page_of(const Call& call) {
    Page page{0, kPageDefault};
    if (const std::string_view after = call.query("after"); !after.empty()) {
        const auto number = whole_number(after);
        if (!number) {
            return tl::make_unexpected(wrong_parameter("after", after, "`next`"));
        }
        page.after = *number;
    }
    if (const std::string_view limit = call.query("limit"); !limit.empty()) {
        const auto number = whole_number(limit);
        if (!number || *number == 0 || *number > kPageMax) {
            return tl::make_unexpected(wrong_parameter("limit", limit, "1–1000"));
        }
        page.most = *number;
    }
    return page;
}

engine::Data page_data(engine::Data items, std::optional<std::uint64_t> next) {
    engine::Data body = engine::object_data();
    engine::set_member(body, "items", std::move(items));
    if (next) {
        engine::set_member(body, "next", engine::number_data(std::to_string(*next)));
    }
    return body;
}

HttpResponse answer_matters(const Call& call) { return list_open(call, kMatters); }
HttpResponse answer_duties(const Call& call) { return list_open(call, kDuties); }

HttpResponse answer_attempt(const Call& call) {
    const engine::Session& session = call.workspace.session();
    const auto number = whole_number(call.part("number"));
    const engine::AttemptRow* const attempt =
        number && *number != 0 ? session.state().attempt(*number) : nullptr;
    if (attempt == nullptr) {
        return nothing_here(call);
    }
    const auto seen = look_at(call, attempt->judged.actor, decides_on(call, *attempt));
    if (!seen || !*seen) {
        return seen ? nothing_here(call) : seen.error();
    }
    return json_response(shown(call, engine::Event{attempt->judged},
                               session.world().program_by_hash(attempt->judged.program),
                               attempt->received));
}

HttpResponse answer_entry(const Call& call) {
    const engine::Session& session = call.workspace.session();
    const auto number = whole_number(call.part("sequence"));
    if (!number || *number < 2 || *number > session.head().size) {
        return nothing_here(call);
    }
    const Result<engine::Reply> reply = session.reply_of(*number);
    if (!reply) {
        return problem(reply.error());
    }
    if (const auto noted = look_at(call, reply->command.actor); !noted) {
        return noted.error();
    }
    const engine::Program* const program = session.world().program_at(reply->received);
    return json_response(shown(call, *reply, program, reply->received));
}

HttpResponse answer_records_of_person(const Call& call) {
    const std::string& person = call.part("person");
    const engine::Session& session = call.workspace.session();
    const engine::Organisation* const organisation = session.world().organisation_at(call.received);
    const bool known = organisation != nullptr && organisation->find_person(person).has_value();
    const auto seen = look_at(call, person);
    if (!known || !seen || !*seen) {
        return seen ? nothing_here(call) : seen.error();
    }
    const auto page = page_of(call);
    if (!page) {
        return page.error();
    }
    engine::Data items = engine::list_data();
    std::optional<std::uint64_t> next;
    std::uint64_t last = page->after;
    std::vector<engine::EventPlace> places;
    session.state().each_in_dossier(person, page->after, [&](engine::EventPlace place) {
        // What one entry holds stays together.
        if (places.size() >= page->most && place.sequence != last) {
            next = last;
            return false;
        }
        last = place.sequence;
        places.push_back(place);
        return true;
    });
    for (const engine::EventPlace& place : places) {
        const Result<engine::Reply> reply = session.reply_of(place.sequence);
        if (!reply) {
            return problem(reply.error());
        }
        const engine::Program* const program = session.world().program_at(reply->received);
        engine::Data item = engine::object_data();
        engine::set_member(item, "sequence", engine::number_data(std::to_string(place.sequence)));
        engine::Data record =
            shown_event(call, reply->events, place.event, program, reply->received);
        add_status(record, reply->events.at(place.event), session.state());
        engine::set_member(item, "record", std::move(record));
        items.items.push_back(std::move(item));
    }
    return json_response(page_data(std::move(items), next));
}

HttpResponse answer_events(const Call& call) {
    const std::string_view header = call.request.header("last-event-id");
    const std::string_view given = header.empty() ? call.query("after") : header;
    const std::uint64_t last = call.workspace.session().head().size;
    const auto after = given.empty() ? std::optional(last) : whole_number(given);
    if (!after || *after > last) {
        return wrong_parameter(header.empty() ? "after" : "Last-Event-ID", given,
                               "0–" + std::to_string(last));
    }
    HttpResponse response;
    response.stream =
        call.desk.streams == nullptr ? nullptr : call.desk.streams->open(call.principal, *after);
    if (response.stream == nullptr) {
        return problem(failure(DiagnosticKind::kHttpBusy).value());
    }
    response.content_type = "text/event-stream";
    return response;
}

/// Who looked at a person's records: for himself, and for those who see everything.
HttpResponse answer_views(const Call& call) {
    const std::string& person = call.part("person");
    if (person != call.principal.person && !call.principal.may(Right::kReadAll)) {
        return nothing_here(call);
    }
    engine::Data items = engine::list_data();
    for (const View& view : call.desk.views.of(person)) {
        engine::Data item = engine::object_data();
        engine::set_member(item, "at", engine::text_data(to_string(view.at, 0)));
        engine::set_member(item, "viewer", engine::text_data(view.viewer));
        engine::set_member(item, "what", engine::text_data(view.what));
        engine::set_member(item, "shown",
                           {engine::DataKind::kYesNo, view.shown ? "true" : "false", {}, {}});
        items.items.push_back(std::move(item));
    }
    return json_response(page_data(std::move(items), std::nullopt));
}

HttpResponse answer_rulebooks(const Call& call) {
    const engine::Session& session = call.workspace.session();
    engine::Data epochs = engine::list_data();
    for (const engine::World::Epoch& epoch : session.world().epochs()) {
        engine::Data item = engine::object_data();
        const engine::RenderContext context = context_of(call, epoch.program.get(), call.received);
        if (epoch.from.ms != INT64_MIN) {
            const std::int32_t offset =
                context.calendar == nullptr ? 0 : context.calendar->offset_minutes_at(epoch.from);
            engine::set_member(item, "from", engine::text_data(to_string(epoch.from, offset)));
        }
        engine::Data books = engine::list_data();
        if (epoch.program != nullptr) {
            engine::set_member(item, "program", engine::text_data(epoch.program->hash));
            for (const engine::RulebookInfo& rulebook : epoch.program->rulebooks) {
                engine::Data book = engine::object_data();
                engine::set_member(book, "name", engine::text_data(rulebook.name));
                engine::set_member(book, "title_en", engine::text_data(rulebook.title.en));
                engine::set_member(book, "title_zh", engine::text_data(rulebook.title.zh));
                engine::set_member(book, "effective_from",
                                   engine::text_data(to_string(rulebook.effective_from)));
                if (rulebook.effective_until) {
                    engine::set_member(book, "effective_until",
                                       engine::text_data(to_string(*rulebook.effective_until)));
                }
                books.items.push_back(std::move(book));
            }
        }
        engine::set_member(item, "rulebooks", std::move(books));
        epochs.items.push_back(std::move(item));
    }
    return json_response(page_data(std::move(epochs), std::nullopt));
}

HttpResponse answer_head(const Call& call) {
    const engine::Head head = call.workspace.session().head();
    engine::Data body = engine::object_data();
    engine::set_member(body, "size", engine::number_data(std::to_string(head.size)));
    engine::set_member(body, "head", engine::text_data(engine::to_string(head)));
    return json_response(body);
}

}  // namespace onus::adapters
