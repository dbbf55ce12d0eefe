// SPDX-License-Identifier: Apache-2.0
#include "adapters/access/token_keys.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace onus::adapters {
namespace {

constexpr int kRsaBitsMin = 2048;
constexpr std::size_t kCoordinate = 32;

const unsigned char* bytes_of(const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)>;
using Parameters = std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

std::shared_ptr<evp_pkey_st> from_parameters(const char* type, OSSL_PARAM_BLD* builder) {
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder), OSSL_PARAM_free);
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr), EVP_PKEY_CTX_free);
    EVP_PKEY* key = nullptr;
    if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
        return nullptr;
    }
    return {key, EVP_PKEY_free};
}

int value_of(char letter) {
    if (letter >= 'A' && letter <= 'Z') {
        return letter - 'A';
    }
    if (letter >= 'a' && letter <= 'z') {
        return letter - 'a' + 26;
    }
    if (letter >= '0' && letter <= '9') {
        return letter - '0' + 52;
    }
    return letter == '-' ? 62 : letter == '_' ? 63 : -1;
}

}  // namespace

std::optional<std::string> from_base64url(std::string_view text) {
    std::string out;
    unsigned pending = 0;
    unsigned bits = 0;
    for (const char letter : text) {
        const int value = value_of(letter);
        if (value < 0) {
            return std::nullopt;
        }
        pending = ((pending << 6U) | static_cast<unsigned>(value)) & 0xFFFFU;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>((pending >> bits) & 0xFFU);
        }
    }
    const bool left_over = (pending & ((1U << bits) - 1U)) != 0;
    return bits >= 6 || left_over ? std::nullopt : std::optional(std::move(out));
}

std::shared_ptr<evp_pkey_st> ed25519_key(const std::string& x) {
    EVP_PKEY* const key =
        x.size() != kCoordinate
            ? nullptr
            : EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(x), x.size());
    return key == nullptr ? nullptr : std::shared_ptr<evp_pkey_st>(key, EVP_PKEY_free);
}

std::shared_ptr<evp_pkey_st> p256_key(const std::string& x, const std::string& y) {
    if (x.size() != kCoordinate || y.size() != kCoordinate) {
        return nullptr;
    }
    const std::string point = '\x04' + x + y;
    const Builder builder(OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free);
    const bool built = builder != nullptr &&
                       OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                                       "prime256v1", 0) == 1 &&
                       OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                                        point.data(), point.size()) == 1;
    return built ? from_parameters("EC", builder.get()) : nullptr;
}

std::shared_ptr<evp_pkey_st> rsa_key(const std::string& n, const std::string& e) {
    constexpr std::size_t kBytesMax = 1024;
    if (n.size() > kBytesMax || e.size() > kBytesMax) {
        return nullptr;
    }
    const Number modulus(BN_bin2bn(bytes_of(n), static_cast<int>(n.size()), nullptr), BN_free);
    const Number exponent(BN_bin2bn(bytes_of(e), static_cast<int>(e.size()), nullptr), BN_free);
    const Builder builder(OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free);
    const bool built =
        modulus != nullptr && exponent != nullptr && builder != nullptr &&
        BN_num_bits(modulus.get()) >= kRsaBitsMin &&
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) == 1;
    return built ? from_parameters("RSA", builder.get()) : nullptr;
}

}  // namespace onus::adapters
