// SPDX-License-Identifier: Apache-2.0
//
// Internal to adapters/access: public keys from the numbers of a JWKS.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace onus::adapters {

/// Strict: no padding, no other letters, no bits left over.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

/// Null if the bytes are no key of the kind.
[[nodiscard]] std::shared_ptr<evp_pkey_st> ed25519_key(const std::string& x);
[[nodiscard]] std::shared_ptr<evp_pkey_st> p256_key(const std::string& x, const std::string& y);

/// Also null if it has fewer than 2048 bits.
[[nodiscard]] std::shared_ptr<evp_pkey_st> rsa_key(const std::string& n, const std::string& e);

}  // namespace onus::adapters
