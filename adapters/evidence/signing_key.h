// SPDX-License-Identifier: Apache-2.0
//
// Keys that sign checkpoints: Ed25519, or SM2 with SM3 and the identity 1234567812345678 of
// GM/T 0009 for every key. Files are PEM; a private key must be open to its owner alone.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "grammar/base/diagnostic.h"

struct evp_pkey_st;

namespace onus::adapters {

enum class KeyAlgorithm : std::uint8_t { kEd25519, kSm2 };

class SigningKey {
  public:
    /// Makes a private key in `path`, mode 0600, and its public half in `path`.pub.
    /// Errors: kKeyExists, kKeyFailed.
    [[nodiscard]] static Status make(const std::string& path, KeyAlgorithm algorithm);

    /// Errors: kKeyFailed, kKeyOpenToOthers, kKeyMalformed.
    [[nodiscard]] static Result<SigningKey> load_private(const std::string& path);

    /// A public key can only check. Errors: kKeyFailed, kKeyMalformed.
    [[nodiscard]] static Result<SigningKey> load_public(const std::string& path);

    [[nodiscard]] KeyAlgorithm algorithm() const { return algorithm_; }

    /// Ed25519: 32 bytes. SM2: 0x04 and the coordinates of the point, 65 bytes.
    [[nodiscard]] const std::string& public_bytes() const { return public_bytes_; }

    /// Ed25519: 64 bytes. SM2: DER. REQUIRES: a private key.
    [[nodiscard]] std::string sign(std::string_view text) const;

    [[nodiscard]] bool verifies(std::string_view text, std::string_view signature) const;

  private:
    SigningKey() = default;
    [[nodiscard]] static Result<SigningKey> wrap(std::shared_ptr<evp_pkey_st> key,
                                                 const std::string& path);

    std::shared_ptr<evp_pkey_st> key_;
    KeyAlgorithm algorithm_ = KeyAlgorithm::kEd25519;
    std::string public_bytes_;
};

}  // namespace onus::adapters
