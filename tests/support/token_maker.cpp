// SPDX-License-Identifier: Apache-2.0
#include "tests/support/token_maker.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <array>
#include <stdexcept>

namespace onus::tests {
namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string number(const EVP_PKEY* key, const char* name, int size = 0) {
    BIGNUM* value = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &value) != 1) {
        throw std::runtime_error("no such number");
    }
    const int wanted = size == 0 ? BN_num_bytes(value) : size;
    std::string out(static_cast<std::size_t>(wanted), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(out.data()), wanted);
    BN_free(value);
    return out;
}

}  // namespace

std::string base64url(std::string_view bytes) {
    constexpr std::string_view kLetters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned pending = 0;
    unsigned bits = 0;
    for (const char byte : bytes) {
        pending = ((pending << 8U) | static_cast<unsigned char>(byte)) & 0xFFFFU;
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            out += kLetters[(pending >> bits) & 0x3FU];
        }
    }
    if (bits > 0) {
        out += kLetters[(pending << (6 - bits)) & 0x3FU];
    }
    return out;
}

TokenMaker::TokenMaker(Kind kind) : kind_(kind) {
    EVP_PKEY* key = nullptr;
    switch (kind) {
        case Kind::kEd25519:
            key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
            break;
        case Kind::kP256:
            key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
            break;
        case Kind::kRsa:
            key = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048});
            break;
        case Kind::kRsa1024:
            key = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{1024});
            break;
    }
    key_ = {key, EVP_PKEY_free};
}

std::string TokenMaker::jwk(const std::string& kid) const {
    if (kind_ == Kind::kEd25519) {
        std::array<unsigned char, 32> raw{};
        std::size_t size = raw.size();
        EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size);
        return R"({"kty":"OKP","crv":"Ed25519","alg":"EdDSA","kid":")" + kid + R"(","x":")" +
               base64url({reinterpret_cast<const char*>(raw.data()), size}) + "\"}";
    }
    if (kind_ == Kind::kP256) {
        return R"({"kty":"EC","crv":"P-256","kid":")" + kid + R"(","x":")" +
               base64url(number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32)) + R"(","y":")" +
               base64url(number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32)) + "\"}";
    }
    return R"({"kty":"RSA","kid":")" + kid + R"(","n":")" +
           base64url(number(key_.get(), OSSL_PKEY_PARAM_RSA_N)) + R"(","e":")" +
           base64url(number(key_.get(), OSSL_PKEY_PARAM_RSA_E)) + "\"}";
}

std::string TokenMaker::sign(const std::string& text) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          EVP_MD_CTX_free);
    const EVP_MD* const hash = kind_ == Kind::kEd25519 ? nullptr : EVP_sha256();
    std::string signature(1024, '\0');
    std::size_t size = signature.size();
    auto* const out = reinterpret_cast<unsigned char*>(signature.data());
    if (EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), out, &size, bytes_of(text), text.size()) != 1) {
        throw std::runtime_error("not signed");
    }
    signature.resize(size);
    if (kind_ != Kind::kP256) {
        return signature;
    }
    const unsigned char* at = bytes_of(signature);
    ECDSA_SIG* const pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size));
    std::string raw(64, '\0');
    BN_bn2binpad(ECDSA_SIG_get0_r(pair), reinterpret_cast<unsigned char*>(raw.data()), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
    ECDSA_SIG_free(pair);
    return raw;
}

std::string TokenMaker::token(const std::string& header, const std::string& claims) const {
    const std::string text = base64url(header) + "." + base64url(claims);
    return text + "." + base64url(sign(text));
}

std::string TokenMaker::hmac_token(const std::string& header, const std::string& claims,
                                   const std::string& secret) {
    const std::string text = base64url(header) + "." + base64url(claims);
    std::array<unsigned char, 32> code{};
    unsigned size = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes_of(text), text.size(),
         code.data(), &size);
    return text + "." + base64url({reinterpret_cast<const char*>(code.data()), size});
}

std::string TokenMaker::pem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PUBKEY(memory.get(), key_.get());
    std::string text(4096, '\0');
    const int size = BIO_read(memory.get(), text.data(), static_cast<int>(text.size()));
    text.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return text;
}

}  // namespace onus::tests
