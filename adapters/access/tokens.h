// SPDX-License-Identifier: Apache-2.0
//
// JSON Web Tokens (RFC 7519) of one issuer, checked with the keys that the operator pinned.
//
// What a token says of its own key is never followed: the algorithm is that of the pinned key, one
// of EdDSA, ES256 and RS256, and a token that names an address of keys, carries one, or has a
// `crit` is refused.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/access/principal.h"
#include "grammar/base/civil.h"
#include "grammar/base/source.h"

// OpenSSL's type of keys.
struct evp_pkey_st;

namespace onus::adapters {

struct TokenRules {
    std::string issuer;
    std::string audience;

    /// Roles that a token may give in its claim `role`; the first one counts where it has none.
    std::vector<Role> roles;
};

class Tokens {
  public:
    /// No token is known.
    Tokens() = default;

    /// Reads a JWKS (RFC 7517): public keys of type OKP (Ed25519), EC (P-256) and RSA (2048 bits or
    /// more), each with `kid`. Nothing, and `flaw` says why in a few words of the format, if it is
    /// none.
    [[nodiscard]] static std::optional<Tokens> read(const Source& jwks, TokenRules rules,
                                                    std::string& flaw);

    /// Who bears the token at `now`; nothing if it is not good in every respect. A token is good
    /// before `exp` and from `nbf` on.
    [[nodiscard]] std::optional<Principal> find(std::string_view token, Instant now) const;

  private:
    enum class Algorithm : std::uint8_t { kEdDsa, kEs256, kRs256 };
    struct Pinned {
        Algorithm algorithm{};
        std::shared_ptr<evp_pkey_st> key;
    };
    [[nodiscard]] const Pinned* key_for(std::string_view header) const;
    [[nodiscard]] static bool verifies(const Pinned& key, std::string_view text,
                                       const std::string& signature);
    [[nodiscard]] std::optional<Principal> principal_of(std::string_view claims, Instant now) const;

    TokenRules rules_;
    std::map<std::string, Pinned, std::less<>> keys_;  ///< by kid
};

}  // namespace onus::adapters
