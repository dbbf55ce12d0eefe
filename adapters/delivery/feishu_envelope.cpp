// SPDX-License-Identifier: Apache-2.0
#include "adapters/delivery/feishu_envelope.h"

#include <openssl/evp.h>

#include <memory>

#include "adapters/evidence/base64.h"
#include "engine/ledger/hash.h"
#include "engine/ledger/merkle.h"

namespace onus::adapters {
namespace {

constexpr std::size_t kBlock = 16;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

}  // namespace

std::optional<std::string> feishu_decrypted(const Secret& key, std::string_view encrypted) {
    const std::optional<std::string> bytes = from_base64(encrypted);
    if (!bytes || bytes->size() < 2 * kBlock || bytes->size() % kBlock != 0) {
        return std::nullopt;
    }
    const engine::Digest digest = engine::sha256(key.reveal());
    const std::unique_ptr<EVP_CIPHER_CTX, Free> context(EVP_CIPHER_CTX_new());
    std::string text(bytes->size(), '\0');
    auto* const out = reinterpret_cast<unsigned char*>(text.data());
    int size = 0;
    int rest = 0;
    const bool good = context != nullptr &&
                      EVP_DecryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr, digest.data(),
                                         bytes_of(*bytes)) == 1 &&
                      EVP_DecryptUpdate(context.get(), out, &size, bytes_of(*bytes) + kBlock,
                                        static_cast<int>(bytes->size() - kBlock)) == 1 &&
                      EVP_DecryptFinal_ex(context.get(), out + size, &rest) == 1;
    if (!good) {
        return std::nullopt;
    }
    text.resize(static_cast<std::size_t>(size + rest));
    return text;
}

std::string feishu_event_signature(const Secret& key, std::string_view timestamp,
                                   std::string_view nonce, std::string_view body) {
    std::string text(timestamp);
    text += nonce;
    text += key.reveal();
    text += body;
    return engine::to_hex(engine::sha256(text));
}

}  // namespace onus::adapters
