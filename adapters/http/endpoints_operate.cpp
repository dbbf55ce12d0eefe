// SPDX-License-Identifier: Apache-2.0
//
// What the operator asks: nothing here tells of a case or a person.

#include "adapters/http/answers.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {
namespace {

constexpr std::size_t kMessagesMax = 100;

engine::Data number_of(std::uint64_t number) { return engine::number_data(std::to_string(number)); }

engine::Data waiting_data(const WaitingMessage& message, bool is_subscriber) {
    engine::Data item = engine::object_data();
    // What a system is told has the number of its place in the ledger.
    engine::set_member(item, is_subscriber ? "entry" : "notice",
                       number_of(is_subscriber ? message.number >> 24U : message.number));
    engine::set_member(item, "tries", number_of(message.tries));
    engine::set_member(item, "since", engine::text_data(to_string(message.since, 0)));
    engine::set_member(item, "next", engine::text_data(to_string(message.next, 0)));
    if (message.reason) {
        engine::set_member(item, "code", engine::text_data(code_of(message.reason->kind)));
        engine::set_member(item, "en",
                           engine::text_data(message_of(*message.reason, Language::kEnglish)));
        engine::set_member(item, "zh",
                           engine::text_data(message_of(*message.reason, Language::kChinese)));
    }
    return item;
}

}  // namespace

HttpResponse answer_outbox(const Call& call) {
    engine::Data items = engine::list_data();
    for (const ChannelReport& channel : call.service.outbox(kMessagesMax)) {
        engine::Data item = engine::object_data();
        engine::set_member(item, channel.is_subscriber ? "subscriber" : "channel",
                           engine::text_data(channel.name));
        engine::set_member(item, "waiting", number_of(channel.figures.waiting));
        engine::set_member(item, "delivered", number_of(channel.figures.delivered));
        engine::set_member(item, "failures", number_of(channel.figures.failures));
        engine::set_member(item, "given_up", number_of(channel.figures.given_up));
        engine::Data messages = engine::list_data();
        for (const WaitingMessage& message : channel.waiting) {
            messages.items.push_back(waiting_data(message, channel.is_subscriber));
        }
        engine::set_member(item, "messages", std::move(messages));
        items.items.push_back(std::move(item));
    }
    engine::Data body = engine::object_data();
    engine::set_member(body, "items", std::move(items));
    return json_response(body);
}

}  // namespace onus::adapters
