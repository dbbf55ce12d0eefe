// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/hash.h"

// EVP makes and frees a context at every hash; for short ones that costs more than hashing.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <memory>

#include "grammar/base/check.h"

namespace onus::engine {
namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// Fetched once: OpenSSL 3 searches its providers at each implicit fetch.
const EVP_MD* fetched_sm3() {
    static const EVP_MD* const sm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
    ONUS_CHECK(sm3 != nullptr, "OpenSSL offers SM3");
    return sm3;
}

/// One context a thread, used again for every hash.
EVP_MD_CTX* context() {
    static thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> made(EVP_MD_CTX_new());
    ONUS_CHECK(made != nullptr, "a hash context can be allocated");
    return made.get();
}

Digest sm3(std::span<const std::string_view> parts) {
    EVP_MD_CTX* const hash = context();
    bool done = EVP_DigestInit_ex2(hash, fetched_sm3(), nullptr) == 1;
    for (const std::string_view part : parts) {
        done = done && EVP_DigestUpdate(hash, part.data(), part.size()) == 1;
    }
    Digest digest;
    done = done && EVP_DigestFinal_ex(hash, digest.data(), nullptr) == 1;
    ONUS_CHECK(done, "a hash does not fail");
    return digest;
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
    return algorithm == HashAlgorithm::kSm3 ? sm3(parts) : sha256(parts);
}

Digest sha256(std::span<const std::string_view> parts) {
    SHA256_CTX hash;
    bool done = SHA256_Init(&hash) == 1;
    for (const std::string_view part : parts) {
        done = done && SHA256_Update(&hash, part.data(), part.size()) == 1;
    }
    Digest digest;
    done = done && SHA256_Final(digest.data(), &hash) == 1;
    ONUS_CHECK(done, "a hash does not fail");
    return digest;
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
