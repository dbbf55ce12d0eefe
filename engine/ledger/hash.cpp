// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/hash.h"

#include <openssl/evp.h>

#include <memory>

#include "grammar/base/check.h"

namespace onus::engine {
namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// The algorithms, fetched once: OpenSSL 3 searches its providers at each implicit fetch.
const EVP_MD* fetched(HashAlgorithm algorithm) {
    static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    static const EVP_MD* const sm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
    const EVP_MD* const found = algorithm == HashAlgorithm::kSm3 ? sm3 : sha256;
    ONUS_CHECK(found != nullptr, "OpenSSL offers SHA-256 and SM3");
    return found;
}

/// One context a thread, used again for every hash: making one costs more than a short hash.
EVP_MD_CTX* context() {
    static thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> made(EVP_MD_CTX_new());
    ONUS_CHECK(made != nullptr, "a hash context can be allocated");
    return made.get();
}

std::optional<std::uint8_t> hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return static_cast<std::uint8_t>(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return static_cast<std::uint8_t>(c - 'a' + 10);
    }
    return std::nullopt;
}

}  // namespace

Digest hash_of(HashAlgorithm algorithm, std::span<const std::string_view> parts) {
    EVP_MD_CTX* const hash = context();
    bool done = EVP_DigestInit_ex2(hash, fetched(algorithm), nullptr) == 1;
    for (const std::string_view part : parts) {
        done = done && EVP_DigestUpdate(hash, part.data(), part.size()) == 1;
    }
    Digest digest;
    done = done && EVP_DigestFinal_ex(hash, digest.data(), nullptr) == 1;
    ONUS_CHECK(done, "a hash does not fail");
    return digest;
}

Digest sha256(std::span<const std::string_view> parts) {
    return hash_of(HashAlgorithm::kSha256, parts);
}

Digest sha256(std::string_view bytes) { return sha256(std::span(&bytes, 1)); }

std::optional<Digest> digest_of_hex(std::string_view hex) {
    Digest digest{};
    if (hex.size() != 2 * digest.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const auto high = hex_digit(hex[2 * i]);
        const auto low = hex_digit(hex[2 * i + 1]);
        if (!high || !low) {
            return std::nullopt;
        }
        digest[i] = static_cast<std::uint8_t>(*high << 4U | *low);
    }
    return digest;
}

}  // namespace onus::engine
