// SPDX-License-Identifier: Apache-2.0
#include "adapters/config/server_config.h"

#include <algorithm>
#include <filesystem>
#include <limits>

#include "adapters/config/delivery_config.h"
#include "adapters/config/texts_of.h"
#include "engine/ledger/hash.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"
#include "policies/yaml_node.h"
#include "policies/yaml_report.h"

namespace onus::adapters {
namespace {

using policies::YamlNode;
using policies::YamlReport;

class ConfigReader {
  public:
    explicit ConfigReader(const Source& source)
        : report_(source), folder_(std::filesystem::path(source.name).parent_path().string()) {}

    void read(const YamlNode& root) {
        if (!report_.is_map(root, "the configuration",
                            {"listen", "public_url", "keys", "tokens", "tls", "limits", "delivery",
                             "ledger_hash", "signing_key"})) {
            return;
        }
        if (const YamlNode* const listen = YamlReport::optional(root, "listen")) {
            read_listen(*listen);
        }
        if (const YamlNode* const url = YamlReport::optional(root, "public_url")) {
            config_.public_url = report_.text(*url, "public_url").value_or("");
        }
        if (const YamlNode* const hash = YamlReport::optional(root, "ledger_hash")) {
            read_ledger_hash(*hash);
        }
        if (const YamlNode* const key = YamlReport::optional(root, "signing_key")) {
            config_.signing_key = beside(report_.text(*key, "signing_key").value_or(""));
        }
        if (const YamlNode* const keys = report_.required(root, "keys");
            keys != nullptr && report_.is_map(*keys, "keys")) {
            for (const policies::YamlEntry& entry : keys->entries) {
                read_key(entry);
            }
        }
        if (const YamlNode* const tokens = YamlReport::optional(root, "tokens")) {
            read_tokens(*tokens);
        }
        if (const YamlNode* const tls = YamlReport::optional(root, "tls")) {
            read_tls(*tls);
        }
        if (const YamlNode* const limits = YamlReport::optional(root, "limits")) {
            read_limits(*limits);
        }
        if (const YamlNode* const delivery = YamlReport::optional(root, "delivery")) {
            config_.delivery = read_delivery(report_, *delivery, folder_);
        }
        check_certificates();
    }

    YamlReport& report() { return report_; }
    ServerConfig& config() { return config_; }

  private:
    void read_listen(const YamlNode& node) {
        const auto text = report_.text(node, "listen");
        if (!text) {
            return;
        }
        const std::size_t colon = text->rfind(':');
        const auto port = colon == std::string::npos
                              ? std::nullopt
                              : whole_number(std::string_view(*text).substr(colon + 1));
        if (!port || *port == 0 || *port > UINT16_MAX || colon == 0) {
            report_.add(DiagnosticKind::kConfigListen, node.span, {*text});
            return;
        }
        config_.address = text->substr(0, colon);
        config_.port = static_cast<std::uint16_t>(*port);
    }

    void read_ledger_hash(const YamlNode& node) {
        const auto word = report_.text(node, "ledger_hash");
        if (word && *word != "sha256" && *word != "sm3") {
            report_.add_impossible(DiagnosticKind::kConfigWord, node.span, *word,
                                   {"sha256", "sm3"});
        }
        config_.ledger_hash = word.value_or("");
    }

    void read_key(const policies::YamlEntry& entry) {
        const YamlNode& node = *entry.value;
        if (!report_.is_map(node, entry.key,
                            {"role", "person", "sha256", "certificate", "expires", "reads"})) {
            return;
        }
        Key key;
        key.principal.id = entry.key;
        if (const YamlNode* const role = report_.required(node, "role")) {
            key.principal.role = role_of(*role);
        }
        if (const YamlNode* const person = YamlReport::optional(node, "person")) {
            key.principal.person = report_.id(*person, "person").value_or("");
        }
        // A person is needed exactly where somebody acts for himself.
        const bool system = key.principal.role == Role::kSystem;
        if (system != key.principal.person.empty() && key.principal.role != Role::kOperator &&
            key.principal.role != Role::kAuditor) {
            report_.add(system ? DiagnosticKind::kConfigPersonOfSystem
                               : DiagnosticKind::kConfigPersonMissing,
                        entry.key_span, {entry.key});
        }
        const YamlNode* const certificate = YamlReport::optional(node, "certificate");
        if (certificate != nullptr) {
            read_certificate(*certificate, key);
        }
        if (const YamlNode* const digest = certificate == nullptr
                                               ? report_.required(node, "sha256")
                                               : YamlReport::optional(node, "sha256")) {
            read_digest(*digest, key);
        }
        if (const YamlNode* const reads = YamlReport::optional(node, "reads")) {
            key.principal.reads = texts_of(report_, *reads, "reads");
        }
        if (const YamlNode* const expires = YamlReport::optional(node, "expires")) {
            if (const auto day = report_.days(*expires, "expires")) {
                key.expires = to_instant({day->first, TimeOfDay{0}}, 0);
            }
        }
        const bool twice = std::any_of(config_.keys.begin(), config_.keys.end(),
                                       [&](const Key& other) { return is_same(other, key); });
        if (twice && !report_.has_errors()) {
            report_.add(DiagnosticKind::kConfigKeyTwice, entry.key_span, {entry.key});
        }
        config_.keys.push_back(std::move(key));
    }

    /// True if the two could not be told apart.
    static bool is_same(const Key& a, const Key& b) {
        return (a.sha256 != engine::Digest{} && a.sha256 == b.sha256) ||
               (!a.certificate.empty() && a.certificate == b.certificate);
    }

    void read_certificate(const YamlNode& node, Key& key) {
        const auto text = report_.text(node, "certificate");
        if (!text) {
            return;
        }
        const std::size_t colon = text->find(':');
        const std::string kind = text->substr(0, colon);
        const bool known = kind == "dns" || kind == "email" || kind == "uri" || kind == "cn";
        if (!known || colon == std::string::npos || colon + 1 == text->size()) {
            report_.add(DiagnosticKind::kConfigCertificate, node.span, {*text});
            return;
        }
        key.certificate = *text;
        if (kind == "dns") {
            for (char& letter : key.certificate) {
                letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
            }
        }
        certificates_.emplace_back(*text, node.span);
    }

    /// A name that nobody vouches for would let anybody in.
    void check_certificates() {
        if (config_.tls && !config_.tls->client_ca.empty()) {
            return;
        }
        for (const auto& [name, span] : certificates_) {
            report_.add(DiagnosticKind::kConfigCertificateUnchecked, span, {name});
        }
    }

    std::string required_text(const YamlNode& map, const std::string& name) {
        const YamlNode* const node = report_.required(map, name);
        return node == nullptr ? std::string() : report_.text(*node, name).value_or("");
    }

    void read_tokens(const YamlNode& node) {
        if (!report_.is_map(node, "tokens", {"issuer", "audience", "jwks", "roles"})) {
            return;
        }
        TokenConfig tokens;
        tokens.rules.issuer = required_text(node, "issuer");
        tokens.rules.audience = required_text(node, "audience");
        tokens.jwks = beside(required_text(node, "jwks"));
        if (const YamlNode* const roles = YamlReport::optional(node, "roles")) {
            for (const YamlNode* const role : report_.texts(*roles, "roles")) {
                tokens.rules.roles.push_back(role_of(*role));
            }
        } else {
            tokens.rules.roles = {Role::kEmployee};
        }
        config_.tokens = std::move(tokens);
    }

    /// A path from the folder of the configuration.
    [[nodiscard]] std::string beside(const std::string& name) const {
        return (std::filesystem::path(folder_) / name).string();
    }

    void read_tls(const YamlNode& node) {
        if (!report_.is_map(node, "tls", {"certificate", "key", "client_ca"})) {
            return;
        }
        TlsConfig tls;
        tls.certificate = beside(required_text(node, "certificate"));
        tls.key = beside(required_text(node, "key"));
        if (const YamlNode* const ca = YamlReport::optional(node, "client_ca")) {
            tls.client_ca = beside(report_.text(*ca, "client_ca").value_or(""));
        }
        config_.tls = std::move(tls);
    }

    Role role_of(const YamlNode& node) {
        const auto word = report_.text(node, "role");
        const auto role = word ? parse_role(*word) : std::nullopt;
        if (word && !role) {
            report_.add_impossible(DiagnosticKind::kConfigWord, node.span, *word,
                                   {"system", "employee", "hr", "auditor", "operator"});
        }
        return role.value_or(Role::kEmployee);
    }

    void read_digest(const YamlNode& node, Key& key) {
        const auto text = report_.text(node, "sha256");
        if (!text) {
            return;
        }
        const std::optional<engine::Digest> digest = engine::digest_of_hex(*text);
        if (!digest) {
            report_.add(DiagnosticKind::kConfigDigest, node.span);
        }
        key.sha256 = digest.value_or(engine::Digest{});
    }

    void read_limits(const YamlNode& node) {
        if (!report_.is_map(node, "limits",
                            {"body_bytes", "waiting", "connections", "request_seconds",
                             "requests_per_second", "burst", "unknown_per_minute"})) {
            return;
        }
        ServerLimits& limits = config_.limits;
        limits.body_bytes = limit(node, "body_bytes", limits.body_bytes, 64U << 20U);
        limits.waiting = limit(node, "waiting", limits.waiting, 1'000'000);
        limits.requests_per_second =
            limit(node, "requests_per_second", limits.requests_per_second, 1'000'000);
        limits.burst = limit(node, "burst", limits.burst, 1'000'000);
        limits.unknown_per_minute =
            limit(node, "unknown_per_minute", limits.unknown_per_minute, 1'000'000);
        limits.connections = limit(node, "connections", limits.connections, 100'000);
        limits.request_seconds = static_cast<std::int64_t>(
            limit(node, "request_seconds", static_cast<std::size_t>(limits.request_seconds), 3600));
    }

    std::size_t limit(const YamlNode& map, const std::string& name, std::size_t usual,
                      std::size_t most) {
        const YamlNode* const node = YamlReport::optional(map, name);
        const auto text = node == nullptr ? std::nullopt : report_.text(*node, name);
        if (!text) {
            return usual;
        }
        const auto number = whole_number(*text);
        if (!number || *number == 0 || *number > most) {
            report_.add(DiagnosticKind::kConfigNumber, node->span,
                        {name, *text, std::to_string(most)});
            return usual;
        }
        return *number;
    }

    YamlReport report_;
    std::string folder_;
    ServerConfig config_;
    std::vector<std::pair<std::string, Span>> certificates_;
};

}  // namespace

policies::Reading<ServerConfig> read_server_config(const Source& source,
                                                   const policies::ReadLimits& limits) {
    policies::Reading<ServerConfig> reading;
    const policies::YamlNodePtr root = policies::parse_yaml(source, limits, reading.diagnostics);
    if (root == nullptr) {
        return reading;
    }
    ConfigReader reader(source);
    reader.read(*root);
    const Diagnostics found = reader.report().take();
    reading.diagnostics.insert(reading.diagnostics.end(), found.begin(), found.end());
    if (!has_errors(reading.diagnostics)) {
        reading.value = std::move(reader.config());
    }
    return reading;
}

}  // namespace onus::adapters
