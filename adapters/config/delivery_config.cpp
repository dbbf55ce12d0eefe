// SPDX-License-Identifier: Apache-2.0
#include "adapters/config/delivery_config.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "adapters/config/texts_of.h"
#include "adapters/delivery/net_client.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"
#include "policies/pack_loader.h"

namespace onus::adapters {
namespace {

using policies::YamlEntry;
using policies::YamlNode;
using policies::YamlReport;

constexpr std::uintmax_t kSecretBytesMax = 4096;
constexpr std::uintmax_t kCertificateBytesMax = 1U << 20U;
constexpr std::size_t kGiveUpHoursMax = 8760;
constexpr std::string_view kFeishu = "https://open.feishu.cn";
constexpr std::size_t kPerMinuteMax = 100'000;

struct KindWords {
    std::string_view word;
    ChannelKind kind;
    std::string_view usual_url;  ///< empty: it must be said
    std::string_view wanted_url;
    std::string_view wanted_address;  ///< empty: the channel has one receiver
    std::vector<std::string> known;
};

const std::vector<KindWords>& kinds() {
    static const std::vector<KindWords> kKinds = {
        {"webhook",
         ChannelKind::kWebhook,
         "",
         "https://HOST/PATH",
         "",
         {"kind", "url", "secret", "secrets", "per_minute", "ca"}},
        {"dingtalk",
         ChannelKind::kDingTalk,
         "https://oapi.dingtalk.com/robot/send",
         "https://HOST/PATH",
         "13800000000",
         {"kind", "url", "token", "secret", "per_minute", "ca"}},
        {"feishu",
         ChannelKind::kFeishu,
         "https://open.feishu.cn/open-apis/bot/v2/hook",
         "https://HOST/PATH",
         "ou_xxxxxxxx",
         {"kind", "url", "token", "secret", "per_minute", "ca"}},
        {"wecom",
         ChannelKind::kWeCom,
         "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
         "https://HOST/PATH",
         "13800000000",
         {"kind", "url", "token", "per_minute", "ca"}},
        {"mail",
         ChannelKind::kMail,
         "",
         "smtp://HOST:PORT",
         "li@example.com",
         {"kind", "url", "from", "user", "password", "per_minute", "ca"}},
    };
    return kKinds;
}

const KindWords& words_of(ChannelKind kind) {
    return *std::find_if(kinds().begin(), kinds().end(),
                         [&](const KindWords& words) { return words.kind == kind; });
}

bool is_plain(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

bool is_mail_address(std::string_view text) {
    const std::size_t at = text.find('@');
    return is_plain(text) && text.size() <= 254 && at != 0 && at != std::string_view::npos &&
           at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos &&
           text.find_first_of("<>,;:\"\\()[]") == std::string_view::npos;
}

/// Digits for a phone; letters, digits and a few signs for a user.
bool is_platform_address(ChannelKind kind, std::string_view text) {
    const bool digits = !text.empty() && text.size() <= 20 &&
                        std::all_of(text.begin(), text.end(),
                                    [](char c) { return (c >= '0' && c <= '9') || c == '+'; });
    const bool user =
        is_plain(text) && text.size() <= 64 && text.find_first_of("<>\"'&\\") == text.npos;
    return kind == ChannelKind::kDingTalk ? digits : user;
}

/// Encrypted, or to this machine; a host, and nothing that would send elsewhere.
bool is_url(std::string_view text, ChannelKind kind) {
    const bool mail = kind == ChannelKind::kMail;
    const bool safe = text.starts_with(mail ? "smtps://" : "https://");
    // Mail changes to encryption after the greeting.
    const bool clear = text.starts_with(mail ? "smtp://" : "http://");
    const std::string host = host_of(text);
    const bool robot = !mail && kind != ChannelKind::kWebhook;
    return is_plain(text) && !host.empty() && host.front() != ':' &&
           text.find('@') == std::string_view::npos &&
           (!robot || text.find_first_of("?#") == std::string_view::npos) &&
           (safe || (clear && (mail || is_loopback(text))));
}

class DeliveryReader {
  public:
    DeliveryReader(YamlReport& report, const std::string& folder)
        : report_(report), folder_(folder) {}

    DeliverySettings read(const YamlNode& node) {
        if (!report_.is_map(node, "delivery",
                            {"language", "give_up_hours", "channels", "default", "people",
                             "subscribers", "feishu_approvals", "since"})) {
            return {};
        }
        if (const YamlNode* const language = YamlReport::optional(node, "language")) {
            settings_.language = read_language(*language);
        }
        settings_.give_up_hours = static_cast<std::int64_t>(
            number(node, "give_up_hours", static_cast<std::size_t>(settings_.give_up_hours),
                   kGiveUpHoursMax));
        if (const YamlNode* const since = YamlReport::optional(node, "since")) {
            if (const auto days = report_.days(*since, "since")) {
                settings_.since = to_instant({days->first, TimeOfDay{0}}, 0);
            }
        }
        each_of(node, "channels",
                [&](const YamlEntry& entry) { settings_.channels.push_back(read_channel(entry)); });
        if (const YamlNode* const usual = YamlReport::optional(node, "default")) {
            read_usual(*usual);
        }
        each_of(node, "people", [&](const YamlEntry& entry) { read_person(entry); });
        each_of(node, "subscribers", [&](const YamlEntry& entry) { read_subscriber(entry); });
        if (const YamlNode* const approvals = YamlReport::optional(node, "feishu_approvals")) {
            settings_.approvals = read_approvals(*approvals);
        }
        return std::move(settings_);
    }

  private:
    template <class Read>
    void each_of(const YamlNode& map, const std::string& name, const Read& read) {
        const YamlNode* const node = YamlReport::optional(map, name);
        if (node == nullptr || !report_.is_map(*node, name)) {
            return;
        }
        for (const YamlEntry& entry : node->entries) {
            if (!policies::is_id(entry.key)) {
                report_.add(DiagnosticKind::kYamlExpectedId, entry.key_span, {entry.key});
            }
            read(entry);
        }
    }

    Language read_language(const YamlNode& node) {
        const auto word = report_.text(node, "language");
        if (word && *word != "en" && *word != "zh") {
            report_.add_impossible(DiagnosticKind::kConfigWord, node.span, *word, {"en", "zh"});
        }
        return word == "en" ? Language::kEnglish : Language::kChinese;
    }

    std::size_t number(const YamlNode& map, const std::string& name, std::size_t usual,
                       std::size_t most) {
        const YamlNode* const node = YamlReport::optional(map, name);
        const auto text = node == nullptr ? std::nullopt : report_.text(*node, name);
        if (!text) {
            return usual;
        }
        const auto value = whole_number(*text);
        if (!value || *value == 0 || *value > most) {
            report_.add(DiagnosticKind::kConfigNumber, node->span,
                        {name, *text, std::to_string(most)});
            return usual;
        }
        return *value;
    }

    ChannelSettings read_channel(const YamlEntry& entry) {
        ChannelSettings channel;
        channel.name = entry.key;
        const YamlNode& node = *entry.value;
        if (!report_.is_map(node, entry.key, all_known())) {
            return channel;
        }
        const YamlNode* const kind = report_.required(node, "kind");
        const auto word = kind == nullptr ? std::nullopt : report_.text(*kind, "kind");
        const auto words = std::find_if(kinds().begin(), kinds().end(), [&](const KindWords& each) {
            return word && each.word == *word;
        });
        if (word && words == kinds().end()) {
            std::vector<std::string> possible;
            for (const KindWords& each : kinds()) {
                possible.emplace_back(each.word);
            }
            report_.add_impossible(DiagnosticKind::kConfigWord, kind->span, *word, possible);
        }
        if (words != kinds().end()) {
            channel.kind = words->kind;
            read_parts(node, *words, channel);
        }
        return channel;
    }

    void read_parts(const YamlNode& node, const KindWords& words, ChannelSettings& channel) {
        refuse_others(node, words);
        if (const YamlNode* const url = words.usual_url.empty()
                                            ? report_.required(node, "url")
                                            : YamlReport::optional(node, "url")) {
            channel.url = report_.text(*url, "url").value_or("");
            if (!channel.url.empty() && !is_url(channel.url, channel.kind)) {
                report_.add(DiagnosticKind::kDeliveryUrl, url->span,
                            {channel.url, std::string(words.wanted_url)});
            }
        } else {
            channel.url = words.usual_url;
        }
        read_common(node, channel);
        if (channel.kind == ChannelKind::kMail) {
            read_mail(node, channel);
            return;
        }
        if (channel.kind != ChannelKind::kWebhook) {
            channel.token = secret_of(node, "token");
        }
        if (const YamlNode* const secret = YamlReport::optional(node, "secret")) {
            channel.secrets.push_back(read_secret(*secret, "secret"));
        }
        read_secrets(node, channel);
    }

    void read_common(const YamlNode& node, ChannelSettings& channel) {
        channel.per_minute =
            static_cast<std::uint32_t>(number(node, "per_minute", 0, kPerMinuteMax));
        const YamlNode* const ca = YamlReport::optional(node, "ca");
        const auto name = ca == nullptr ? std::nullopt : report_.text(*ca, "ca");
        if (!name) {
            return;
        }
        channel.ca = (std::filesystem::path(folder_) / *name).string();
        if (const auto text = policies::read_file(channel.ca, kCertificateBytesMax); !text) {
            report_.add(text.error().kind, ca->span, text.error().arguments);
        }
    }

    /// Two while one replaces the other.
    void read_secrets(const YamlNode& node, ChannelSettings& channel) {
        const YamlNode* const secrets =
            channel.kind == ChannelKind::kWebhook ? YamlReport::optional(node, "secrets") : nullptr;
        if (secrets == nullptr || !report_.is_list(*secrets, "secrets")) {
            return;
        }
        for (const policies::YamlNodePtr& secret : secrets->items) {
            channel.secrets.push_back(read_secret(*secret, "secret"));
        }
        if (channel.secrets.empty() || channel.secrets.size() > 2) {
            report_.add(DiagnosticKind::kDeliverySecrets, secrets->span,
                        {std::to_string(channel.secrets.size())});
        }
    }

    void read_mail(const YamlNode& node, ChannelSettings& channel) {
        if (const YamlNode* const from = report_.required(node, "from")) {
            channel.from = report_.text(*from, "from").value_or("");
            if (!channel.from.empty() && !is_mail_address(channel.from)) {
                report_.add(DiagnosticKind::kDeliveryAddress, from->span,
                            {channel.from, channel.name,
                             std::string(words_of(ChannelKind::kMail).wanted_address)});
            }
        }
        if (const YamlNode* const user = YamlReport::optional(node, "user")) {
            channel.user = report_.text(*user, "user").value_or("");
            channel.password = secret_of(node, "password");
        }
    }

    /// What another kind of channel takes would be passed over in silence here.
    void refuse_others(const YamlNode& node, const KindWords& words) {
        const std::vector<std::string> all = all_known();
        for (const YamlEntry& entry : node.entries) {
            const auto is = [&](const std::string& known) { return known == entry.key; };
            if (std::none_of(words.known.begin(), words.known.end(), is) &&
                std::any_of(all.begin(), all.end(), is)) {
                report_.add(DiagnosticKind::kDeliveryPartMisplaced, entry.key_span,
                            {entry.key, std::string(words.word)});
            }
        }
    }

    static std::vector<std::string> all_known() {
        std::vector<std::string> all;
        for (const KindWords& kind : kinds()) {
            for (const std::string& name : kind.known) {
                if (std::find(all.begin(), all.end(), name) == all.end()) {
                    all.push_back(name);
                }
            }
        }
        return all;
    }

    Secret read_secret(const YamlNode& node, const std::string& name) {
        if (node.kind == YamlNode::Kind::kText) {
            report_.add(DiagnosticKind::kDeliverySecretClear, node.span, {name});
            return {};
        }
        if (!report_.is_map(node, name, {"file", "env"})) {
            return {};
        }
        const YamlNode* const variable = YamlReport::optional(node, "env");
        const YamlNode* const file = variable == nullptr ? report_.required(node, "file")
                                                         : YamlReport::optional(node, "file");
        const YamlNode* const source = variable != nullptr ? variable : file;
        const auto from = source == nullptr ? std::nullopt : report_.text(*source, name);
        if (!from) {
            return {};
        }
        std::optional<std::string> text = variable != nullptr ? of_variable(*from) : of_file(*from);
        if (!text || !is_plain(*text)) {
            report_.add(DiagnosticKind::kDeliverySecretMissing, source->span, {*from});
            return {};
        }
        return Secret(std::move(*text));
    }

    static std::optional<std::string> of_variable(const std::string& name) {
        const char* const value = std::getenv(name.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    }

    [[nodiscard]] std::optional<std::string> of_file(const std::string& name) const {
        const std::filesystem::path path = std::filesystem::path(folder_) / name;
        Result<std::string> text = policies::read_file(path.string(), kSecretBytesMax);
        if (!text) {
            return std::nullopt;
        }
        text->erase(text->find_last_not_of("\r\n") + 1);
        return std::move(*text);
    }

    [[nodiscard]] const ChannelSettings* find_channel(const YamlNode& node,
                                                      const std::string& name) {
        std::vector<std::string> names;
        for (const ChannelSettings& channel : settings_.channels) {
            if (channel.name == name) {
                return &channel;
            }
            names.push_back(channel.name);
        }
        report_.add_impossible(DiagnosticKind::kDeliveryChannelUnknown, node.span, name, names);
        return nullptr;
    }

    void read_usual(const YamlNode& node) {
        settings_.usual = report_.text(node, "default").value_or("");
        const ChannelSettings* const channel =
            settings_.usual.empty() ? nullptr : find_channel(node, settings_.usual);
        // Mail goes to somebody; a robot speaks to all who are there.
        if (channel != nullptr && channel->kind == ChannelKind::kMail) {
            report_.add(DiagnosticKind::kDeliveryAddress, node.span,
                        {"", channel->name, std::string(words_of(channel->kind).wanted_address)});
        }
    }

    void read_person(const YamlEntry& entry) {
        const YamlNode& node = *entry.value;
        PersonRoute route;
        route.language = settings_.language;
        if (!report_.is_map(node, entry.key, {"channel", "address", "language"})) {
            return;
        }
        if (const YamlNode* const language = YamlReport::optional(node, "language")) {
            route.language = read_language(*language);
        }
        const YamlNode* const channel = YamlReport::optional(node, "channel");
        route.channel =
            channel == nullptr ? settings_.usual : report_.text(*channel, "channel").value_or("");
        const YamlNode* const address = YamlReport::optional(node, "address");
        if (address != nullptr) {
            route.address = report_.text(*address, "address").value_or("");
        }
        const ChannelSettings* const found =
            route.channel.empty()
                ? nullptr
                : find_channel(channel == nullptr ? node : *channel, route.channel);
        if (found != nullptr && !fits(*found, route.address)) {
            report_.add(
                DiagnosticKind::kDeliveryAddress,
                address == nullptr ? entry.key_span : address->span,
                {route.address, found->name, std::string(words_of(found->kind).wanted_address)});
        }
        settings_.people.emplace(entry.key, std::move(route));
    }

    static bool fits(const ChannelSettings& channel, const std::string& address) {
        if (channel.kind == ChannelKind::kMail) {
            return is_mail_address(address);
        }
        return address.empty() || (channel.kind != ChannelKind::kWebhook &&
                                   is_platform_address(channel.kind, address));
    }

    void read_subscriber(const YamlEntry& entry) {
        const YamlNode& node = *entry.value;
        if (!report_.is_map(node, entry.key,
                            {"url", "secret", "secrets", "per_minute", "ca", "client", "reads"})) {
            return;
        }
        SubscriberSettings subscriber;
        subscriber.channel.name = entry.key;
        subscriber.channel.kind = ChannelKind::kWebhook;
        if (const YamlNode* const reads = YamlReport::optional(node, "reads")) {
            subscriber.reads = texts_of(report_, *reads, "reads");
        }
        if (const YamlNode* const client = YamlReport::optional(node, "client")) {
            subscriber.client = report_.text(*client, "client").value_or("");
        }
        if (const YamlNode* const place = report_.required(node, "url")) {
            subscriber.channel.url = url(*place, "url");
        }
        read_common(node, subscriber.channel);
        if (const YamlNode* const secret = YamlReport::optional(node, "secret")) {
            subscriber.channel.secrets.push_back(read_secret(*secret, "secret"));
        }
        read_secrets(node, subscriber.channel);
        settings_.subscribers.push_back(std::move(subscriber));
    }

    std::string needed(const YamlNode& map, const std::string& name) {
        const YamlNode* const node = report_.required(map, name);
        return node == nullptr ? std::string() : report_.text(*node, name).value_or("");
    }

    std::string url(const YamlNode& node, const std::string& name) {
        std::string text = report_.text(node, name).value_or("");
        if (!text.empty() && !is_url(text, ChannelKind::kWebhook)) {
            report_.add(DiagnosticKind::kDeliveryUrl, node.span,
                        {text, std::string(words_of(ChannelKind::kWebhook).wanted_url)});
        }
        return text;
    }

    Secret secret_of(const YamlNode& map, const std::string& name, bool needed = true) {
        const YamlNode* const node =
            needed ? report_.required(map, name) : YamlReport::optional(map, name);
        return node == nullptr ? Secret() : read_secret(*node, name);
    }

    ApprovalSettings read_approvals(const YamlNode& node) {
        ApprovalSettings approvals;
        if (!report_.is_map(node, "feishu_approvals",
                            {"url", "app_id", "app_secret", "approval_code", "callback_token",
                             "encrypt_key", "link", "users"})) {
            return approvals;
        }
        const YamlNode* const platform = YamlReport::optional(node, "url");
        approvals.url = platform == nullptr ? std::string(kFeishu) : url(*platform, "url");
        approvals.app_id = needed(node, "app_id");
        approvals.approval_code = needed(node, "approval_code");
        approvals.app_secret = secret_of(node, "app_secret");
        approvals.callback_token = secret_of(node, "callback_token");
        approvals.encrypt_key = secret_of(node, "encrypt_key", false);
        if (const YamlNode* const link = report_.required(node, "link")) {
            approvals.link = url(*link, "link");
        }
        each_of(node, "users", [&](const YamlEntry& entry) {
            const std::string user = report_.text(*entry.value, entry.key).value_or("");
            if (!is_platform_address(ChannelKind::kFeishu, user)) {
                report_.add(DiagnosticKind::kDeliveryAddress, entry.value->span,
                            {user, "feishu_approvals", "b85s39b"});
            }
            approvals.users.emplace(entry.key, user);
        });
        return approvals;
    }

    YamlReport& report_;
    const std::string& folder_;
    DeliverySettings settings_;
};

}  // namespace

DeliverySettings read_delivery(YamlReport& report, const YamlNode& node,
                               const std::string& folder) {
    return DeliveryReader(report, folder).read(node);
}

}  // namespace onus::adapters
