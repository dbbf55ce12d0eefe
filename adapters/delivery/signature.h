// SPDX-License-Identifier: Apache-2.0
//
// How receivers know that a message is ours: each platform has a way of its own.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/delivery/secret.h"
#include "grammar/base/civil.h"

namespace onus::adapters {

/// HMAC-SHA256 of RFC 2104, 32 bytes.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view message);

/// DingTalk: base64(HMAC(secret, "MILLISECONDS\nSECRET")). Goes into the query.
[[nodiscard]] std::string dingtalk_signature(const Secret& secret, Instant now);

/// Feishu: base64(HMAC("SECONDS\nSECRET", nothing)). Goes into the body.
[[nodiscard]] std::string feishu_signature(const Secret& secret, Instant now);

/// The header webhook-signature: "v1,BASE64" of "ID.SECONDS.BODY" for each secret. A secret that
/// begins with "whsec_" is base64 behind it.
[[nodiscard]] std::string webhook_signature(const std::vector<Secret>& secrets, std::string_view id,
                                            Instant now, std::string_view body);

/// Everything but letters, digits and - . _ ~ as %XX.
[[nodiscard]] std::string url_encode(std::string_view text);

/// Whole seconds of the Unix era.
[[nodiscard]] std::string unix_seconds(Instant now);

}  // namespace onus::adapters
