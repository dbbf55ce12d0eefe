// SPDX-License-Identifier: Apache-2.0
#include "adapters/delivery/transports.h"

#include <algorithm>
#include <array>

#include "adapters/delivery/net_client.h"
#include "adapters/delivery/signature.h"
#include "adapters/json/json.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

using engine::Data;
using engine::object_data;
using engine::set_member;
using engine::text_data;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;

/// DingTalk shuts a robot up for ten minutes that was too quick.
constexpr std::int64_t kDingTalkRestMs = 10 * kMinuteMs;
constexpr std::size_t kWeComBytes = 2048;
constexpr std::size_t kRobotBytes = 16U << 10U;

Outcome failed(DiagnosticKind kind, std::vector<std::string> arguments, Fate fate = Fate::kFailed,
               std::int64_t wait_ms = 0) {
    return {fate, failure(kind, std::move(arguments)).value(), wait_ms};
}

/// Any platform may say by HTTP alone that it is too much.
Outcome outcome_of_status(const HttpAnswer& answer) {
    if (answer.status >= 200 && answer.status < 300) {
        return {Fate::kDelivered};
    }
    const std::string code = std::to_string(answer.status);
    const std::int64_t wait = std::clamp<std::int64_t>(answer.retry_after_ms, 0, kHourMs);
    if (answer.status == 429) {
        return failed(DiagnosticKind::kDeliveryRate, {code}, Fate::kRest,
                      std::max(wait, std::int64_t{1000}));
    }
    return failed(DiagnosticKind::kDeliveryStatus, {code}, Fate::kFailed, wait);
}

class WebhookTransport : public Transport {
  public:
    explicit WebhookTransport(ChannelSettings settings)
        : settings_(std::move(settings)), client_(settings_.ca) {}

    void abort() override { client_.abort(); }

    Outcome send(const Parcel& parcel, Instant now) override {
        const Message& message = parcel.front();
        Post post;
        post.url = settings_.url;
        post.content_type = "application/cloudevents+json";
        post.headers = {{"webhook-id", message.id}, {"webhook-timestamp", unix_seconds(now)}};
        if (!settings_.secrets.empty()) {
            post.headers.emplace_back(
                "webhook-signature",
                webhook_signature(settings_.secrets, message.id, now, message.envelope));
        }
        post.body = message.envelope;
        const Result<HttpAnswer> answer = client_.post(post);
        return answer ? outcome_of_status(*answer) : Outcome{Fate::kFailed, answer.error()};
    }

  private:
    ChannelSettings settings_;
    NetClient client_;
};

std::vector<std::string> addresses_of(const Parcel& parcel) {
    std::vector<std::string> all;
    for (const Message& message : parcel) {
        if (!message.address.empty() &&
            std::find(all.begin(), all.end(), message.address) == all.end()) {
            all.push_back(message.address);
        }
    }
    return all;
}

Data list_of(const std::vector<std::string>& texts) {
    Data list = engine::list_data();
    for (const std::string& text : texts) {
        list.items.push_back(text_data(text));
    }
    return list;
}

bool is_mobile(std::string_view address) {
    return std::all_of(address.begin(), address.end(),
                       [](char c) { return (c >= '0' && c <= '9') || c == '+'; });
}

/// Nobody is called by what somebody wrote into an order.
std::string without_calls(std::string text) {
    for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
        text.replace(at, 1, "＜");
    }
    return text;
}

class RobotTransport : public Transport {
  public:
    explicit RobotTransport(ChannelSettings settings)
        : settings_(std::move(settings)), client_(settings_.ca) {}

    void abort() override { client_.abort(); }

    Outcome send(const Parcel& parcel, Instant now) override {
        Post post;
        post.content_type = "application/json; charset=utf-8";
        post.url = settings_.url;
        const std::string token = url_encode(settings_.token.reveal());
        switch (settings_.kind) {
            case ChannelKind::kDingTalk:
                post.url += "?access_token=" + token;
                if (!settings_.secrets.empty()) {
                    post.url += "&timestamp=" + std::to_string(now.ms) + "&sign=" +
                                url_encode(dingtalk_signature(settings_.secrets.front(), now));
                }
                post.body = to_json(dingtalk_body(parcel));
                break;
            case ChannelKind::kFeishu:
                post.url += "/" + token;
                post.body = to_json(feishu_body(parcel, now));
                break;
            case ChannelKind::kWeCom:
            case ChannelKind::kWebhook:
            case ChannelKind::kMail:
                post.url += "?key=" + token;
                post.body = to_json(wecom_body(parcel));
                break;
        }
        const Result<HttpAnswer> answer = client_.post(post);
        if (!answer) {
            return {Fate::kFailed, answer.error()};
        }
        const Outcome outcome = outcome_of_status(*answer);
        return outcome.fate == Fate::kDelivered
                   ? outcome_of_robot(settings_.kind, answer->status, answer->body,
                                      host_of(settings_.url))
                   : outcome;
    }

  private:
    static Data dingtalk_body(const Parcel& parcel) {
        const std::vector<std::string> mobiles = addresses_of(parcel);
        std::string text = cut(text_of(parcel), kRobotBytes, parcel.front().language);
        for (const std::string& mobile : mobiles) {
            text += " @" + mobile;
        }
        Data content = object_data();
        set_member(content, "content", text_data(text));
        Data at = object_data();
        set_member(at, "atMobiles", list_of(mobiles));
        Data body = object_data();
        set_member(body, "msgtype", text_data("text"));
        set_member(body, "text", std::move(content));
        set_member(body, "at", std::move(at));
        return body;
    }

    [[nodiscard]] Data feishu_body(const Parcel& parcel, Instant now) const {
        std::string text;
        for (const std::string& user : addresses_of(parcel)) {
            text += "<at user_id=\"" + user + "\"></at> ";
        }
        text += cut(without_calls(text_of(parcel)), kRobotBytes, parcel.front().language);
        Data content = object_data();
        set_member(content, "text", text_data(text));
        Data body = object_data();
        if (!settings_.secrets.empty()) {
            set_member(body, "timestamp", text_data(unix_seconds(now)));
            set_member(body, "sign", text_data(feishu_signature(settings_.secrets.front(), now)));
        }
        set_member(body, "msg_type", text_data("text"));
        set_member(body, "content", std::move(content));
        return body;
    }

    static Data wecom_body(const Parcel& parcel) {
        std::vector<std::string> users;
        std::vector<std::string> mobiles;
        for (std::string& address : addresses_of(parcel)) {
            (is_mobile(address) ? mobiles : users).push_back(std::move(address));
        }
        Data content = object_data();
        set_member(content, "content",
                   text_data(cut(text_of(parcel), kWeComBytes, parcel.front().language)));
        set_member(content, "mentioned_list", list_of(users));
        set_member(content, "mentioned_mobile_list", list_of(mobiles));
        Data body = object_data();
        set_member(body, "msgtype", text_data("text"));
        set_member(body, "text", std::move(content));
        return body;
    }

    ChannelSettings settings_;
    NetClient client_;
};

class MailTransport : public Transport {
  public:
    explicit MailTransport(ChannelSettings settings)
        : settings_(std::move(settings)), client_(settings_.ca) {}

    void abort() override { client_.abort(); }

    Outcome send(const Parcel& parcel, Instant now) override {
        const Message& message = parcel.front();
        const Result<unsigned> code =
            client_.send({settings_.url, settings_.from, message.address, settings_.user,
                          settings_.password.reveal(), mail_content(settings_, message, now)});
        if (!code) {
            return {Fate::kFailed, code.error()};
        }
        if (*code == 250) {
            return {Fate::kDelivered};
        }
        const bool nobody = *code == 550 || *code == 551 || *code == 553;
        return nobody ? failed(DiagnosticKind::kDeliveryNoReceiver, {std::to_string(*code)},
                               Fate::kNoReceiver)
                      : failed(DiagnosticKind::kDeliveryStatus, {std::to_string(*code)});
    }

  private:
    ChannelSettings settings_;
    NetClient client_;
};

}  // namespace

Outcome outcome_of_robot(ChannelKind kind, unsigned status, std::string_view body,
                         std::string_view host) {
    if (status < 200 || status >= 300) {
        return failed(DiagnosticKind::kDeliveryStatus, {std::to_string(status)});
    }
    const Result<Data> data = parse_json(body, JsonLimits{64U << 10U, 16, 1000});
    const Data* code = nullptr;
    if (data && data->kind == engine::DataKind::kObject) {
        code = data->member(kind == ChannelKind::kFeishu ? "code" : "errcode");
        // Older robots of Feishu.
        code = code == nullptr && kind == ChannelKind::kFeishu ? data->member("StatusCode") : code;
    }
    if (code == nullptr || code->kind != engine::DataKind::kNumber) {
        return failed(DiagnosticKind::kDeliveryReply, {std::string(host)});
    }
    if (code->text == "0") {
        return {Fate::kDelivered};
    }
    // What the platforms answer to whoever is too quick.
    constexpr std::array<std::string_view, 6> kRates = {"130101", "11232", "9499",
                                                        "45009",  "45033", "99991400"};
    if (std::find(kRates.begin(), kRates.end(), code->text) != kRates.end()) {
        return failed(DiagnosticKind::kDeliveryRate, {code->text}, Fate::kRest,
                      kind == ChannelKind::kDingTalk ? kDingTalkRestMs : kMinuteMs);
    }
    return failed(DiagnosticKind::kDeliveryRefused, {code->text});
}

std::unique_ptr<Transport> make_transport(ChannelSettings settings) {
    switch (settings.kind) {
        case ChannelKind::kWebhook:
            return std::make_unique<WebhookTransport>(std::move(settings));
        case ChannelKind::kMail:
            return std::make_unique<MailTransport>(std::move(settings));
        case ChannelKind::kDingTalk:
        case ChannelKind::kFeishu:
        case ChannelKind::kWeCom:
            break;
    }
    return std::make_unique<RobotTransport>(std::move(settings));
}

QueueOptions queue_options(const ChannelSettings& settings, std::int64_t give_up_hours) {
    QueueOptions options;
    options.give_up_ms = give_up_hours * kHourMs;
    switch (settings.kind) {
        case ChannelKind::kDingTalk:
        case ChannelKind::kWeCom:
            options.allowances = {{18, kMinuteMs}};
            options.digests = true;
            break;
        case ChannelKind::kFeishu:
            options.allowances = {{4, 1000}, {90, kMinuteMs}};
            options.digests = true;
            break;
        case ChannelKind::kWebhook:
        case ChannelKind::kMail:
            break;
    }
    if (settings.per_minute != 0) {
        options.allowances.push_back({settings.per_minute, kMinuteMs});
    }
    return options;
}

}  // namespace onus::adapters
