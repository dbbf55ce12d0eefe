// SPDX-License-Identifier: Apache-2.0
#include "adapters/access/tokens.h"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "adapters/access/token_keys.h"
#include "adapters/json/json.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

using engine::Data;
using engine::DataKind;

constexpr std::size_t kTokenMax = 8192;
constexpr JsonLimits kLimits = {kTokenMax, 8, 256};
constexpr JsonLimits kJwksLimits = {1U << 20U, 8, 4096};
constexpr auto kAlgorithms = std::to_array<std::string_view>({"EdDSA", "ES256", "RS256"});

/// The text of a member; empty if there is none or it is something else.
std::string text_of(const Data& object, std::string_view name) {
    const Data* const member = object.member(name);
    return member == nullptr || member->kind != DataKind::kText ? std::string() : member->text;
}

/// Seconds since 1970, without their fraction; nothing if the member is no such number.
std::optional<std::int64_t> seconds_of(const Data& object, std::string_view name) {
    const Data* const member = object.member(name);
    if (member == nullptr || member->kind != DataKind::kNumber) {
        return std::nullopt;
    }
    const auto whole =
        whole_number(std::string_view(member->text).substr(0, member->text.find('.')));
    constexpr std::uint64_t kLatest = 253'402'300'799;  // the end of the year 9999
    return !whole || *whole > kLatest ? std::nullopt
                                      : std::optional(static_cast<std::int64_t>(*whole));
}

bool is_for(const Data& claims, std::string_view audience) {
    const Data* const member = claims.member("aud");
    if (member == nullptr) {
        return false;
    }
    const auto same = [audience](const Data& each) {
        return each.kind == DataKind::kText && each.text == audience;
    };
    return same(*member) || (member->kind == DataKind::kList &&
                             std::any_of(member->items.begin(), member->items.end(), same));
}

/// The two numbers of an ECDSA signature as OpenSSL wants them.
std::string in_der(const std::string& raw) {
    constexpr std::size_t kHalf = 32;
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(ECDSA_SIG_new(),
                                                                     ECDSA_SIG_free);
    const auto* const bytes = reinterpret_cast<const unsigned char*>(raw.data());
    BIGNUM* const r = BN_bin2bn(bytes, kHalf, nullptr);
    BIGNUM* const s = BN_bin2bn(bytes + kHalf, kHalf, nullptr);
    if (pair == nullptr || r == nullptr || s == nullptr || ECDSA_SIG_set0(pair.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(pair.get(), &der);
    std::string out(reinterpret_cast<const char*>(der),
                    size < 0 ? 0 : static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

}  // namespace

std::optional<Tokens> Tokens::read(const Source& jwks, TokenRules rules, std::string& flaw) {
    const auto set = parse_json(std::string_view(jwks.text), kJwksLimits);
    const Data* const keys = set ? set->member("keys") : nullptr;
    if (keys == nullptr || keys->kind != DataKind::kList || keys->items.empty()) {
        flaw = R"({"keys": [{…}]})";
        return std::nullopt;
    }
    Tokens tokens;
    tokens.rules_ = std::move(rules);
    for (const Data& each : keys->items) {
        const auto bytes = [&each](std::string_view name) {
            return from_base64url(text_of(each, name)).value_or("");
        };
        const std::string type = text_of(each, "kty");
        const std::string kid = text_of(each, "kid");
        Pinned pinned;
        if (type == "OKP" && text_of(each, "crv") == "Ed25519") {
            pinned = {Algorithm::kEdDsa, ed25519_key(bytes("x"))};
        } else if (type == "EC" && text_of(each, "crv") == "P-256") {
            pinned = {Algorithm::kEs256, p256_key(bytes("x"), bytes("y"))};
        } else if (type == "RSA") {
            pinned = {Algorithm::kRs256, rsa_key(bytes("n"), bytes("e"))};
        }
        const std::string said = text_of(each, "alg");
        const bool agrees =
            said.empty() || said == kAlgorithms[static_cast<std::size_t>(pinned.algorithm)];
        if (pinned.key == nullptr || kid.empty() || !agrees || each.member("d") != nullptr ||
            !tokens.keys_.emplace(kid, std::move(pinned)).second) {
            flaw = "kid “" + kid + "”: OKP Ed25519, EC P-256, RSA ≥ 2048";
            return std::nullopt;
        }
    }
    return tokens;
}

const Tokens::Pinned* Tokens::key_for(std::string_view header) const {
    const auto data = parse_json(header, kLimits);
    if (!data || data->kind != DataKind::kObject) {
        return nullptr;
    }
    for (const std::string_view refused : {"jku", "x5u", "jwk", "x5c", "crit"}) {
        if (data->member(refused) != nullptr) {
            return nullptr;
        }
    }
    const std::string type = text_of(*data, "typ");
    const auto found = keys_.find(text_of(*data, "kid"));
    const bool is_token = type == "JWT" || type == "at+jwt";
    if (!is_token || found == keys_.end()) {
        return nullptr;
    }
    const Pinned& pinned = found->second;
    return text_of(*data, "alg") == kAlgorithms[static_cast<std::size_t>(pinned.algorithm)]
               ? &pinned
               : nullptr;
}

bool Tokens::verifies(const Pinned& key, std::string_view text, const std::string& signature) {
    constexpr std::size_t kPair = 64;
    if (key.algorithm != Algorithm::kRs256 && signature.size() != kPair) {
        return false;
    }
    const std::string wanted = key.algorithm == Algorithm::kEs256 ? in_der(signature) : signature;
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          EVP_MD_CTX_free);
    const EVP_MD* const hash = key.algorithm == Algorithm::kEdDsa ? nullptr : EVP_sha256();
    return context != nullptr &&
           EVP_DigestVerifyInit(context.get(), nullptr, hash, nullptr, key.key.get()) == 1 &&
           EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(wanted.data()),
                            wanted.size(), reinterpret_cast<const unsigned char*>(text.data()),
                            text.size()) == 1;
}

std::optional<Principal> Tokens::principal_of(std::string_view claims, Instant now) const {
    constexpr std::int64_t kMs = 1000;
    const auto data = parse_json(claims, kLimits);
    if (!data || data->kind != DataKind::kObject || text_of(*data, "iss") != rules_.issuer ||
        !is_for(*data, rules_.audience)) {
        return std::nullopt;
    }
    const auto expires = seconds_of(*data, "exp");
    if (!expires || now.ms >= *expires * kMs) {
        return std::nullopt;
    }
    if (data->member("nbf") != nullptr) {
        const auto from = seconds_of(*data, "nbf");
        if (!from || now.ms < *from * kMs) {
            return std::nullopt;
        }
    }
    Principal principal;
    const std::string subject = text_of(*data, "sub");
    const auto role = data->member("role") == nullptr && !rules_.roles.empty()
                          ? std::optional(rules_.roles.front())
                          : parse_role(text_of(*data, "role"));
    if (subject.empty() || !role ||
        std::find(rules_.roles.begin(), rules_.roles.end(), *role) == rules_.roles.end()) {
        return std::nullopt;
    }
    principal.id = "token:" + subject;
    principal.role = *role;
    principal.person = *role == Role::kSystem ? std::string() : subject;
    return principal;
}

std::optional<Principal> Tokens::find(std::string_view token, Instant now) const {
    if (keys_.empty() || token.size() > kTokenMax) {
        return std::nullopt;
    }
    const std::size_t first = token.find('.');
    const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
        return std::nullopt;
    }
    const auto header = from_base64url(token.substr(0, first));
    const auto claims = from_base64url(token.substr(first + 1, second - first - 1));
    const auto signature = from_base64url(token.substr(second + 1));
    const Pinned* const key = header && claims && signature ? key_for(*header) : nullptr;
    return key != nullptr && verifies(*key, token.substr(0, second), *signature)
               ? principal_of(*claims, now)
               : std::nullopt;
}

}  // namespace onus::adapters
