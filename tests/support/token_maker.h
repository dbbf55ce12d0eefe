// SPDX-License-Identifier: Apache-2.0
//
// An issuer of tokens for tests: keys of each kind, their JWKS, and tokens with any header, claims
// and signature.

#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace onus::tests {

[[nodiscard]] std::string base64url(std::string_view bytes);

class TokenMaker {
  public:
    enum class Kind { kEd25519, kP256, kRsa, kRsa1024 };
    explicit TokenMaker(Kind kind);

    /// One key as a JWK with this `kid`.
    [[nodiscard]] std::string jwk(const std::string& kid) const;

    /// HEADER.CLAIMS.SIGNATURE with the key's own algorithm, whatever the header says.
    [[nodiscard]] std::string token(const std::string& header, const std::string& claims) const;

    /// The same, signed with HMAC-SHA256 under `secret`.
    [[nodiscard]] static std::string hmac_token(const std::string& header,
                                                const std::string& claims,
                                                const std::string& secret);

    /// The public key as it stands in a PEM file.
    [[nodiscard]] std::string pem() const;

  private:
    [[nodiscard]] std::string sign(const std::string& text) const;

    Kind kind_;
    std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace onus::tests
