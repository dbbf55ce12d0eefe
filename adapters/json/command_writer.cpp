// SPDX-License-Identifier: Apache-2.0

#include "adapters/json/command_json.h"
#include "adapters/json/words.h"

namespace onus::adapters {
namespace {

using engine::Data;
using engine::DataKind;

void add(Data& object, std::string_view name, Data value) {
    object.names.emplace_back(name);
    object.items.push_back(std::move(value));
}
void add_text(Data& object, std::string_view name, std::string_view text) {
    if (!text.empty()) {
        add(object, name, engine::text_data(text));
    }
}
void add_number(Data& object, std::string_view name, std::uint64_t number) {
    if (number != 0) {
        add(object, name, engine::number_data(std::to_string(number)));
    }
}
void add_yes(Data& object, std::string_view name, bool yes) {
    if (yes) {
        add(object, name, Data{DataKind::kYesNo, "true", {}, {}});
    }
}

class Writer {
  public:
    explicit Writer(const engine::ZoneTransitions& zone) : zone_(zone) {}

    [[nodiscard]] Data instant(Instant at) const {
        return engine::text_data(
            to_string(at, zone_.empty() ? 0 : engine::offset_minutes_at(zone_, at)));
    }

    void operator()(const engine::Submit& submit) {
        add_text(object, "action", submit.action);
        add(object, "data", submit.payload);
        add_yes(object, "force", submit.force);
        add_text(object, "reason", submit.reason);
        add_text(object, "business_key", submit.business_key);
        add_number(object, "revision", submit.revision);
    }
    void operator()(const engine::Observe& observe) {
        add_text(object, "action", observe.action);
        add(object, "data", observe.payload);
        add_yes(object, "observe", true);
        add_text(object, "business_key", observe.business_key);
        add_number(object, "revision", observe.revision);
    }
    void operator()(const engine::Force& force) {
        add_number(object, "force", force.attempt);
        add_text(object, "reason", force.reason);
    }
    void operator()(const engine::Decide& decide) {
        Data about = engine::object_data();
        add_number(about, "matter", decide.matter.number);
        add_text(about, "duty", decide.matter.duty);
        add_text(about, "subject", decide.matter.subject);
        add_text(about, "decision", word_of(decide.decision));
        add_text(about, "opinion", decide.opinion);
        add(object, "decide", std::move(about));
    }
    void operator()(const engine::Withdraw& withdraw) {
        add_number(object, "withdraw", withdraw.attempt);
        add_text(object, "reason", withdraw.reason);
    }
    void operator()(const engine::Claim& claim) { add(object, "claim", duty(claim.duty)); }
    void operator()(const engine::Delegate& delegate) {
        Data about = duty(delegate.duty);
        add_text(about, "to", delegate.to);
        if (delegate.until) {
            add(about, "until", instant(*delegate.until));
        }
        add(object, "delegate", std::move(about));
    }
    void operator()(const engine::Transfer& transfer) {
        Data about = duty(transfer.duty);
        add_text(about, "to", transfer.to);
        add_text(about, "reason", transfer.reason);
        add(object, "transfer", std::move(about));
    }
    void operator()(const engine::Excuse& excuse) {
        Data about = duty(excuse.duty);
        add_text(about, "reason", excuse.reason);
        add(object, "excuse", std::move(about));
    }
    void operator()(const engine::Tick&) { add_yes(object, "tick", true); }
    void operator()(const engine::Publish& publish) {
        add_text(object, "publish", word_of(publish.kind));
    }
    void operator()(const engine::Delivered& delivered) {
        Data about = engine::object_data();
        add_number(about, "notice", delivered.notice);
        add(about, "reached", Data{DataKind::kYesNo, delivered.reached ? "true" : "false", {}, {}});
        add(object, "delivered", std::move(about));
    }
    void operator()(const engine::Outage& outage) {
        Data about = engine::object_data();
        add(about, "from", instant(outage.from));
        add(about, "until", instant(outage.until));
        add_text(about, "source", outage.source);
        add(object, "outage", std::move(about));
    }
    void operator()(const engine::ClockSuspect& clock) {
        add(object, "clock_suspect",
            Data{DataKind::kYesNo, clock.suspect ? "true" : "false", {}, {}});
    }
    void operator()(const engine::Delivery& delivery) {
        Data about = engine::object_data();
        if (delivery.since) {
            add(about, "since", instant(*delivery.since));
        }
        add(object, "delivery", std::move(about));
    }
    void operator()(const engine::Redact& redact) {
        Data fields = engine::list_data();
        for (const std::string& name : redact.names) {
            fields.items.push_back(engine::text_data(name));
        }
        Data about = engine::object_data();
        add_number(about, "entry", redact.entry);
        add(about, "fields", std::move(fields));
        add_text(about, "reason", redact.reason);
        add(object, "redact", std::move(about));
    }

    Data object = engine::object_data();

  private:
    static Data duty(const engine::MatterName& name) {
        Data about = engine::object_data();
        add_number(about, "duty", name.number);
        add_text(about, "duty", name.duty);
        add_text(about, "subject", name.subject);
        return about;
    }

    const engine::ZoneTransitions& zone_;
};

}  // namespace

engine::Data to_data(const engine::Command& command, const engine::ZoneTransitions& zone) {
    Writer writer(zone);
    add_text(writer.object, "id", command.id);
    add_text(writer.object, "source", command.source);
    add_text(writer.object, "by", command.actor);
    add_text(writer.object, "on_behalf_of", command.principal);
    add(writer.object, "at", writer.instant(command.at));
    add(writer.object, "received", writer.instant(command.received));
    std::visit(writer, command.body);
    return std::move(writer.object);
}

}  // namespace onus::adapters
