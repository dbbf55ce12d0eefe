// SPDX-License-Identifier: Apache-2.0

#include "adapters/evidence/signing_key.h"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "grammar/base/check.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

constexpr std::size_t kKeyBytesMax = 16'384;
constexpr std::size_t kEd25519Bytes = 32;
constexpr std::size_t kSm2Bytes = 65;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Digesting = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

/// The signer that GM/T 0009-2012 names where nobody agreed on another one.
constexpr std::string_view kSm2Signer = "1234567812345678";

const char* digest_of(KeyAlgorithm algorithm) {
    return algorithm == KeyAlgorithm::kSm2 ? "SM3" : nullptr;
}

/// To be called between the start of a signature and its first byte. Some releases of OpenSSL 3.0
/// refuse the signer among the parameters of the start.
bool name_signer(EVP_MD_CTX* context, KeyAlgorithm algorithm) {
    return algorithm != KeyAlgorithm::kSm2 ||
           EVP_PKEY_CTX_set1_id(EVP_MD_CTX_get_pkey_ctx(context), kSm2Signer.data(),
                                static_cast<int>(kSm2Signer.size())) == 1;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// Without this the library would ask at the terminal for the password of an encrypted key.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*user*/) { return -1; }

Result<std::string> read_key_file(const std::string& path, bool secret) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (file < 0 || ::fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
        if (file >= 0) {
            ::close(file);
        }
        return failure(DiagnosticKind::kKeyFailed, {path});
    }
    const mode_t mode = info.st_mode & 07777U;
    std::string text(kKeyBytesMax, '\0');
    const ssize_t size = ::read(file, text.data(), text.size());
    ::close(file);
    if (secret && (mode & 077U) != 0) {
        std::array<char, 8> octal{};
        static_cast<void>(
            std::snprintf(octal.data(), octal.size(), "%04o", static_cast<unsigned>(mode)));
        return failure(DiagnosticKind::kKeyOpenToOthers, {path, octal.data()});
    }
    if (size < 0) {
        return failure(DiagnosticKind::kKeyFailed, {path});
    }
    text.resize(static_cast<std::size_t>(size));
    return text;
}

bool write_new(const std::string& path, mode_t mode, std::string_view text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) {
        return false;
    }
    const bool done =
        ::fchmod(file, mode) == 0 &&
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file) == 0;
    return ::close(file) == 0 && done;
}

std::string text_of(BIO* bio) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string point_of(const EVP_PKEY* key) {
    std::string bytes(kSm2Bytes + 1, '\0');
    std::size_t size = 0;
    if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY,
                                        reinterpret_cast<unsigned char*>(bytes.data()),
                                        bytes.size(), &size) != 1) {
        size = 0;
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace

Status SigningKey::make(const std::string& path, KeyAlgorithm algorithm) {
    const std::string public_path = path + ".pub";
    std::error_code ignored;
    for (const std::string& each : {path, public_path}) {
        if (std::filesystem::exists(each, ignored)) {
            return failure(DiagnosticKind::kKeyExists, {each});
        }
    }
    const std::shared_ptr<EVP_PKEY> key(
        EVP_PKEY_Q_keygen(nullptr, nullptr, algorithm == KeyAlgorithm::kSm2 ? "SM2" : "ED25519"),
        EVP_PKEY_free);
    const Bio secret(BIO_new(BIO_s_secmem()), BIO_free);
    const Bio open(BIO_new(BIO_s_mem()), BIO_free);
    ONUS_CHECK(key && secret && open, "OpenSSL makes keys");
    const bool spelt = PEM_write_bio_PKCS8PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0,
                                                     nullptr, nullptr) == 1 &&
                       PEM_write_bio_PUBKEY(open.get(), key.get()) == 1;
    ONUS_CHECK(spelt, "OpenSSL writes the keys that it made");
    if (!write_new(path, 0600, text_of(secret.get()))) {
        return failure(DiagnosticKind::kKeyFailed, {path});
    }
    if (!write_new(public_path, 0644, text_of(open.get()))) {
        return failure(DiagnosticKind::kKeyFailed, {public_path});
    }
    return {};
}

Result<SigningKey> SigningKey::wrap(std::shared_ptr<evp_pkey_st> key, const std::string& path) {
    ERR_clear_error();
    SigningKey result;
    if (key && EVP_PKEY_is_a(key.get(), "ED25519") == 1) {
        result.public_bytes_ = point_of(key.get());
    } else if (key && EVP_PKEY_is_a(key.get(), "SM2") == 1) {
        result.algorithm_ = KeyAlgorithm::kSm2;
        result.public_bytes_ = point_of(key.get());
    }
    const std::size_t expected =
        result.algorithm_ == KeyAlgorithm::kSm2 ? kSm2Bytes : kEd25519Bytes;
    if (result.public_bytes_.size() != expected) {
        return failure(DiagnosticKind::kKeyMalformed, {path});
    }
    result.key_ = std::move(key);
    return result;
}

Result<SigningKey> SigningKey::load_private(const std::string& path) {
    const Result<std::string> text = read_key_file(path, true);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    const Bio bio(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())), BIO_free);
    return wrap({PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr), EVP_PKEY_free},
                path);
}

Result<SigningKey> SigningKey::load_public(const std::string& path) {
    const Result<std::string> text = read_key_file(path, false);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    const Bio bio(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())), BIO_free);
    return wrap({PEM_read_bio_PUBKEY(bio.get(), nullptr, no_password, nullptr), EVP_PKEY_free},
                path);
}

std::string SigningKey::sign(std::string_view text) const {
    const Digesting context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::size_t size = 0;
    bool done = context &&
                EVP_DigestSignInit_ex(context.get(), nullptr, digest_of(algorithm_), nullptr,
                                      nullptr, key_.get(), nullptr) == 1 &&
                name_signer(context.get(), algorithm_) &&
                EVP_DigestSign(context.get(), nullptr, &size, bytes_of(text), text.size()) == 1;
    std::string signature(size, '\0');
    done = done && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()),
                                  &size, bytes_of(text), text.size()) == 1;
    ONUS_CHECK(done, "a private key signs");
    signature.resize(size);
    return signature;
}

bool SigningKey::verifies(std::string_view text, std::string_view signature) const {
    const Digesting context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const bool good = context &&
                      EVP_DigestVerifyInit_ex(context.get(), nullptr, digest_of(algorithm_),
                                              nullptr, nullptr, key_.get(), nullptr) == 1 &&
                      name_signer(context.get(), algorithm_) &&
                      EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(),
                                       bytes_of(text), text.size()) == 1;
    ERR_clear_error();
    return good;
}

}  // namespace onus::adapters
