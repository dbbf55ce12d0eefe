// SPDX-License-Identifier: Apache-2.0
//
// Where what the engine tells goes: channels for persons, subscribers for systems. Read from
// serve.yaml by adapters/config; every option is described in adapters/config/README.md.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/delivery/secret.h"
#include "grammar/base/civil.h"
#include "grammar/base/language.h"

namespace onus::adapters {

enum class ChannelKind : std::uint8_t { kWebhook, kDingTalk, kFeishu, kWeCom, kMail };

struct ChannelSettings {
    std::string name;
    ChannelKind kind{};

    /// https://…; smtp://HOST:PORT or smtps://HOST:PORT for mail.
    std::string url;

    /// What a robot's address holds besides: access_token, key, or the last part of the path.
    Secret token;

    /// Sign what is sent. Of a webhook up to two, both valid while one replaces the other.
    std::vector<Secret> secrets;

    // Of mail.
    std::string from;
    std::string user;
    Secret password;

    /// File of the certificates that vouch for the receiver; empty: those of the machine.
    std::string ca;

    /// Messages in any 60 seconds; 0: as the platform allows.
    std::uint32_t per_minute = 0;
};

/// How one person is reached.
struct PersonRoute {
    std::string channel;  ///< empty: the default

    /// Mobile number (DingTalk, WeCom), user id (Feishu, WeCom) or mail address.
    std::string address;
    Language language = Language::kChinese;
};

/// A system that is told what happens to attempts, in order.
struct SubscriberSettings {
    ChannelSettings channel;

    /// Only what concerns attempts that this client sent; empty: everything.
    std::string client;

    /// Guarded fields that it is shown: "order.amount", "order", "*" (adapters/access/viewer.h).
    std::vector<std::string> reads;
};

/// Matters as third-party approvals in Feishu.
struct ApprovalSettings {
    std::string url;  ///< of the platform: https://open.feishu.cn
    std::string app_id;
    Secret app_secret;

    /// Of the definition, made once in Feishu's administration.
    std::string approval_code;

    /// What the platform sends with a decision.
    Secret callback_token;

    /// What it encrypts and signs that with; empty: it comes in the clear.
    Secret encrypt_key;

    /// Where people see a matter; its number follows.
    std::string link;

    /// Feishu's user ids, by person.
    std::map<std::string, std::string, std::less<>> users;
};

struct DeliverySettings {
    std::vector<ChannelSettings> channels;
    std::map<std::string, PersonRoute, std::less<>> people;
    std::vector<SubscriberSettings> subscribers;
    std::optional<ApprovalSettings> approvals;

    /// Channel of everybody who is not among `people`; empty: none.
    std::string usual;
    Language language = Language::kChinese;

    /// After so long a message that could not be delivered is given up and told to the supervisor.
    std::int64_t give_up_hours = 72;

    /// What came about earlier stays in the ledger and is not sent.
    Instant since{INT64_MIN};

    [[nodiscard]] bool empty() const {
        return channels.empty() && subscribers.empty() && !approvals;
    }
};

}  // namespace onus::adapters
