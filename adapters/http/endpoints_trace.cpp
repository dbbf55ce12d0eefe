// SPDX-License-Identifier: Apache-2.0
//
// The case of a record. Whoever does not see everybody sees what concerns himself and his people:
// their own commands whole, of others' the events that are about them.

#include <algorithm>

#include "adapters/app/case.h"
#include "adapters/http/answers.h"
#include "adapters/http/problem.h"
#include "adapters/json/event_json.h"

namespace onus::adapters {
namespace {

/// Entries that are read to find what followed; more would keep the others waiting.
constexpr std::uint64_t kFollowedMax = 2000;

/// Whom an event is about; nobody: it is not shown to whoever does not see all.
class About {
  public:
    explicit About(const engine::State& state) : state_(state) {}

    std::vector<std::string> operator()(const engine::Judged& event) const { return {event.actor}; }
    std::vector<std::string> operator()(const engine::TookEffect& event) const {
        return {event.actor};
    }
    std::vector<std::string> operator()(const engine::AttemptChanged& event) const {
        return actor_of(event.attempt);
    }
    std::vector<std::string> operator()(const engine::Violation& event) const {
        return {event.person};
    }
    std::vector<std::string> operator()(const engine::Logged& event) const {
        return {event.person};
    }
    std::vector<std::string> operator()(const engine::Notified& event) const {
        return {event.person};
    }
    std::vector<std::string> operator()(const engine::DutyOpened& event) const {
        return {event.bearer};
    }
    std::vector<std::string> operator()(const engine::DutyChanged& event) const {
        const engine::DutyRow* const duty = state_.duty(event.duty);
        return duty == nullptr ? std::vector<std::string>() : std::vector{duty->bearer};
    }
    std::vector<std::string> operator()(const engine::MatterOpened& event) const {
        return actor_of(event.attempt);
    }
    std::vector<std::string> operator()(const engine::MatterChanged& event) const {
        const engine::MatterRow* const matter = state_.matter(event.matter);
        return matter == nullptr ? std::vector<std::string>() : actor_of(matter->opened.attempt);
    }
    std::vector<std::string> operator()(const engine::LiabilityProposed& event) const {
        std::vector<std::string> persons;
        for (const engine::AssignedShare& share : event.shares) {
            persons.push_back(share.person);
        }
        for (const engine::ChainLink& link : event.chain) {
            persons.push_back(link.actor);
        }
        return persons;
    }
    std::vector<std::string> operator()(const engine::Reversed& event) const {
        return {event.person};
    }
    template <class Other>
    std::vector<std::string> operator()(const Other& /*event*/) const {
        return {};
    }

  private:
    [[nodiscard]] std::vector<std::string> actor_of(std::uint64_t number) const {
        const engine::AttemptRow* const attempt = state_.attempt(number);
        return attempt == nullptr ? std::vector<std::string>() : std::vector{attempt->judged.actor};
    }

    const engine::State& state_;
};

void remove_member(engine::Data& object, std::string_view name) {
    const auto found = std::find(object.names.begin(), object.names.end(), name);
    if (found != object.names.end()) {
        object.items.erase(object.items.begin() + (found - object.names.begin()));
        object.names.erase(found);
    }
}

/// What the asker may see of an entry; nothing if that is nothing.
std::optional<engine::Data> told_of(const Call& call, engine::Reply reply) {
    const engine::Session& session = call.workspace.session();
    const bool whole = may_see(call, reply.command.actor);
    if (!whole) {
        const About about(session.state());
        std::erase_if(reply.events, [&](const engine::Event& event) {
            const std::vector<std::string> persons = std::visit(about, event);
            return persons.empty() ||
                   !std::all_of(persons.begin(), persons.end(),
                                [&](const std::string& person) { return may_see(call, person); });
        });
        if (reply.events.empty()) {
            return std::nullopt;
        }
    }
    engine::Data told =
        shown(call, reply, session.world().program_at(reply.received), reply.received);
    add_status(told, reply, session.state());
    if (!whole) {
        remove_member(told, "command");
        remove_member(told, "takes_effect");
    }
    return told;
}

}  // namespace

HttpResponse answer_trace(const Call& call) {
    const engine::Session& session = call.workspace.session();
    Case found(session);
    const Result<bool> known = found.add_record(call.part("type"), call.part("key"));
    if (!known || !*known) {
        return known ? nothing_here(call) : problem(known.error());
    }
    if (const Status followed = found.follow(kFollowedMax); !followed) {
        return problem(followed.error());
    }
    engine::Data items = engine::list_data();
    for (const std::uint64_t sequence : found.entries()) {
        const Result<engine::Reply> reply = session.reply_of(sequence);
        if (!reply) {
            return problem(reply.error());
        }
        if (const auto noted = look_at(call, reply->command.actor); !noted) {
            return noted.error();
        }
        if (std::optional<engine::Data> told = told_of(call, *reply)) {
            items.items.push_back(std::move(*told));
        }
    }
    // A case of others is not even known to be there.
    if (items.items.empty()) {
        return nothing_here(call);
    }
    engine::Data body = engine::object_data();
    engine::set_member(body, "items", std::move(items));
    if (found.unread_from() != 0) {
        engine::set_member(body, "unread_from",
                           engine::number_data(std::to_string(found.unread_from())));
    }
    return json_response(body);
}

}  // namespace onus::adapters
