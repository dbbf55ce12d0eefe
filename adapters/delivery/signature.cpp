// SPDX-License-Identifier: Apache-2.0
#include "adapters/delivery/signature.h"

#include <array>

#include "adapters/evidence/base64.h"
#include "engine/ledger/hash.h"

namespace onus::adapters {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::string_view kEncodedSecret = "whsec_";

std::string digest_of(std::string_view a, std::string_view b) {
    const std::array<std::string_view, 2> parts{a, b};
    const engine::Digest digest = engine::sha256(parts);
    return std::string(engine::as_bytes(digest));
}

std::string padded(std::string_view key, unsigned char pad) {
    std::string block(kBlock, static_cast<char>(pad));
    for (std::size_t i = 0; i < key.size(); ++i) {
        block[i] = static_cast<char>(static_cast<unsigned char>(key[i]) ^ pad);
    }
    return block;
}

std::string key_of(const Secret& secret) {
    const std::string& text = secret.reveal();
    if (text.starts_with(kEncodedSecret)) {
        if (auto bytes = from_base64(std::string_view(text).substr(kEncodedSecret.size()))) {
            return std::move(*bytes);
        }
    }
    return text;
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view message) {
    const std::string hashed = key.size() > kBlock ? digest_of(key, {}) : std::string(key);
    return digest_of(padded(hashed, 0x5C), digest_of(padded(hashed, 0x36), message));
}

std::string dingtalk_signature(const Secret& secret, Instant now) {
    return to_base64(hmac_sha256(secret.reveal(), std::to_string(now.ms) + '\n' + secret.reveal()));
}

std::string feishu_signature(const Secret& secret, Instant now) {
    return to_base64(hmac_sha256(unix_seconds(now) + '\n' + secret.reveal(), {}));
}

std::string webhook_signature(const std::vector<Secret>& secrets, std::string_view id, Instant now,
                              std::string_view body) {
    std::string content(id);
    content.append(".").append(unix_seconds(now)).append(".").append(body);
    std::string header;
    for (const Secret& secret : secrets) {
        header +=
            (header.empty() ? "v1," : " v1,") + to_base64(hmac_sha256(key_of(secret), content));
    }
    return header;
}

std::string url_encode(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 0xFU];
        }
    }
    return out;
}

std::string unix_seconds(Instant now) { return std::to_string(now.ms / 1000); }

}  // namespace onus::adapters
