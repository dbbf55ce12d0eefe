// SPDX-License-Identifier: Apache-2.0
//
// What Feishu sends to an address whose owner gave it a key: encrypted and signed.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/delivery/secret.h"

namespace onus::adapters {

/// The text of the member `encrypt`: base64 of 16 bytes and what AES-256-CBC makes from them and
/// the SHA-256 of the key. Nothing if it is none, or of another key.
[[nodiscard]] std::optional<std::string> feishu_decrypted(const Secret& key,
                                                          std::string_view encrypted);

/// The header X-Lark-Signature of a body, in small hexadecimal digits.
[[nodiscard]] std::string feishu_event_signature(const Secret& key, std::string_view timestamp,
                                                 std::string_view nonce, std::string_view body);

}  // namespace onus::adapters
