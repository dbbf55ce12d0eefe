// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/outbox_messages.h"

#include <array>

#include "adapters/delivery/net_client.h"
#include "adapters/delivery/transports.h"
#include "adapters/json/event_json.h"
#include "adapters/json/json.h"
#include "adapters/json/words.h"
#include "adapters/text/about_words.h"
#include "adapters/text/narrator.h"
#include "engine/run/render.h"

namespace onus::adapters {
namespace {

using engine::Data;
using engine::object_data;
using engine::set_member;
using engine::text_data;

constexpr std::size_t kSubjectBytes = 120;

/// What the engine says of a message that could not be delivered.
constexpr std::string_view kCompensate = "onus.notice.compensate";

/// An envelope of CloudEvents 1.0, with everything in it.
std::string envelope(const engine::Session& session, const std::string& id, std::string_view type,
                     const std::string& subject, Instant time, Data data) {
    Data object = object_data();
    set_member(object, "specversion", text_data("1.0"));
    set_member(object, "id", text_data(id));
    set_member(object, "source", text_data("urn:onus:" + ledger_words(session)));
    set_member(object, "type", text_data("onus." + std::string(type) + ".v1"));
    set_member(object, "subject", text_data(subject));
    set_member(object, "time", text_data(to_string(time, 0)));
    set_member(object, "datacontenttype", text_data("application/json"));
    set_member(object, "data", std::move(data));
    std::string text = to_json(object);
    if (text.size() > kBodyMax) {
        // The receiver can ask for the whole; it must learn that there is something.
        Data reference = object_data();
        set_member(reference, "cut", Data{engine::DataKind::kYesNo, "true", {}, {}});
        set_member(object, "data", std::move(reference));
        text = to_json(object);
    }
    return text;
}

/// The case that a message is about.
std::string lane_of(const engine::Session& session, const engine::Notified& notified) {
    const std::uint64_t number = attempt_behind(session.state(), notified);
    if (const engine::AttemptRow* const attempt = session.state().attempt(number)) {
        const auto record = record_of(session.world(), attempt->judged);
        return record ? "record " + record->record->id + " " + record->key
                      : "attempt " + std::to_string(number);
    }
    return notified.duty != 0     ? "duty " + std::to_string(notified.duty)
           : notified.matter != 0 ? "matter " + std::to_string(notified.matter)
                                  : "notice " + std::to_string(notified.number);
}

/// "【红色】王店长：…（标题，订单A1，期限至2026-03-05 18:00，《手册》4.2，待办1，职责2）"
std::string text_of(const engine::Session& session, const engine::RenderContext& context,
                    const engine::Notified& notified, Language language) {
    const bool english = language == Language::kEnglish;
    std::string text;
    if (notified.level == "red") {
        text += english ? "[RED] " : "【红色】";
    } else if (notified.level == "orange") {
        text += english ? "[ORANGE] " : "【橙色】";
    } else if (notified.level == "yellow") {
        text += english ? "[YELLOW] " : "【黄色】";
    }
    text += render_person(context, notified.person, language) + (english ? ": " : "：");
    const std::string title =
        notified.declaration.empty() ? "" : render_name(context, notified.declaration, language);
    const std::string words = render(context, notified.text, language);
    text += words;
    std::vector<std::string> notes;
    if (!title.empty() && words.find(title) == std::string::npos) {
        notes.push_back(title);
    }
    // The record is named as its receiver may see it.
    const engine::AttemptRow* const attempt =
        session.state().attempt(attempt_behind(session.state(), notified));
    std::optional<engine::Event> seen;
    if (attempt != nullptr) {
        seen = viewer_of(session, {notified.person, {}})->see(engine::Event{attempt->judged});
    }
    const auto* const judged = seen ? std::get_if<engine::Judged>(&*seen) : nullptr;
    for (std::string& about :
         about_words(context, session.world(), session.state(), notified, judged, text, language)) {
        notes.push_back(std::move(about));
    }
    const auto add = [&](std::uint64_t number, std::string_view en, std::string_view zh) {
        if (number != 0) {
            notes.push_back(std::string(english ? en : zh) + std::to_string(number));
        }
    };
    add(notified.matter, "matter ", "待办");
    add(notified.duty, "duty ", "职责");
    add(notified.attempt, "attempt ", "申请");
    for (std::size_t i = 0; i < notes.size(); ++i) {
        text += (i == 0 ? (english ? " (" : "（") : (english ? ", " : "，")) + notes[i];
    }
    return text + (notes.empty() ? "" : english ? ")" : "）");
}

/// What is told to systems, by the kind of event; nothing for the rest.
struct ToldType {
    std::string type;
    std::uint64_t attempt = 0;
};

class TypeOf {
  public:
    std::optional<ToldType> operator()(const engine::Judged& judged) const {
        if (judged.verdict < engine::Level::kWarn) {
            return std::nullopt;
        }
        return ToldType{"attempt.judged", judged.attempt};
    }
    std::optional<ToldType> operator()(const engine::AttemptChanged& changed) const {
        return ToldType{"attempt." + std::string(word_of(changed.status)), changed.attempt};
    }
    std::optional<ToldType> operator()(const engine::Violation& violation) const {
        return ToldType{"violation.recorded", violation.attempt};
    }
    std::optional<ToldType> operator()(const engine::Reversed&) const {
        return ToldType{"violation.reversed", 0};
    }
    std::optional<ToldType> operator()(const engine::Notified& notified) const {
        return notified.text.id == kCompensate
                   ? std::optional(ToldType{"attempt.compensation", notified.attempt})
                   : std::nullopt;
    }
    template <class Other>
    std::optional<ToldType> operator()(const Other&) const {
        return std::nullopt;
    }
};

}  // namespace

std::unique_ptr<Viewer> viewer_of(const engine::Session& session, Eyes eyes) {
    return std::make_unique<Viewer>(session.world(), session.state(), session.state().header.now,
                                    std::move(eyes));
}

std::string ledger_words(const engine::Session& session) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string hex;
    for (const std::uint8_t byte : session.ledger()) {
        hex += kHex[byte >> 4U];
        hex += kHex[byte & 0xFU];
    }
    return hex;
}

Addressed message_of(const engine::Session& session, const engine::UnsentRow& row,
                     const DeliverySettings& settings) {
    // Its receiver reads it with his own eyes.
    const engine::Notified notified = std::get<engine::Notified>(
        viewer_of(session, {row.notified.person, {}})->see(engine::Event{row.notified}));
    const auto found = settings.people.find(notified.person);
    const PersonRoute route =
        found == settings.people.end() ? PersonRoute{{}, {}, settings.language} : found->second;
    const engine::Program* const program = session.world().program_at(row.received);
    const engine::RenderContext context =
        Narrator(session.world(), session.state(), {}).context(program, row.received);
    Addressed addressed;
    addressed.channel = route.channel.empty() ? settings.usual : route.channel;
    Message& message = addressed.message;
    message.number = notified.number;
    message.id = ledger_words(session) + "-n" + std::to_string(notified.number);
    message.address = route.address;
    message.language = route.language;
    message.text = text_of(session, context, notified, route.language);
    message.subject = cut(message.text, kSubjectBytes, route.language);
    message.lane = lane_of(session, notified);
    message.personal =
        notified.matter != 0 || notified.level == "red" || notified.level == "orange";
    message.since = row.received;
    message.envelope = envelope(session, message.id, "notice", "person/" + notified.person,
                                row.received, to_data(engine::Event{notified}, context));
    return addressed;
}

std::vector<Message> events_of(const engine::Session& session, const engine::Reply& reply,
                               const SubscriberSettings& subscriber) {
    const engine::RenderContext context =
        Narrator(session.world(), session.state(), {})
            .context(session.world().program_at(reply.received), reply.received);
    const engine::Events events = viewer_of(session, {"", subscriber.reads})->see(reply.events);
    std::vector<Message> messages;
    for (std::size_t place = 0; place < events.size(); ++place) {
        const engine::Event& event = events[place];
        const std::optional<ToldType> told = std::visit(TypeOf{}, event);
        if (!told) {
            continue;
        }
        const engine::AttemptRow* const attempt = session.state().attempt(told->attempt);
        if (!subscriber.client.empty() &&
            (attempt == nullptr || attempt->judged.source != subscriber.client)) {
            continue;
        }
        Message message;
        message.number = place_number(reply.sequence, place);
        message.id = ledger_words(session) + "-" + std::to_string(reply.sequence) + "-" +
                     std::to_string(place);
        message.since = reply.received;
        message.envelope = envelope(session, message.id, told->type,
                                    told->attempt == 0 ? "entry/" + std::to_string(reply.sequence)
                                                       : "attempt/" + std::to_string(told->attempt),
                                    reply.received, to_data(event, context));
        messages.push_back(std::move(message));
    }
    return messages;
}

}  // namespace onus::adapters
