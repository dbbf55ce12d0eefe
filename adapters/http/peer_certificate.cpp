// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/peer_certificate.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace onus::adapters {
namespace {

struct Free {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

/// Empty if it holds what no name has, a zero byte above all.
std::string text_of(const ASN1_STRING* string) {
    const auto* const bytes = reinterpret_cast<const char*>(ASN1_STRING_get0_data(string));
    const std::string_view text(bytes, static_cast<std::size_t>(ASN1_STRING_length(string)));
    const bool plain = std::all_of(text.begin(), text.end(), [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return byte >= 0x20 && byte != 0x7F;
    });
    return plain ? std::string(text) : std::string();
}

std::string small(std::string text) {
    for (char& letter : text) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
    }
    return text;
}

void add(std::vector<std::string>& names, const std::string& kind, const std::string& name) {
    if (!name.empty()) {
        names.push_back(kind + name);
    }
}

void add_alternatives(const X509& certificate, std::vector<std::string>& names) {
    const std::unique_ptr<GENERAL_NAMES, Free> list(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
    const int count = list == nullptr ? 0 : sk_GENERAL_NAME_num(list.get());
    for (int i = 0; i < count; ++i) {
        int kind = 0;
        const void* const value =
            GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(list.get(), i), &kind);
        const auto* const string = static_cast<const ASN1_STRING*>(value);
        if (kind == GEN_DNS) {
            add(names, "dns:", small(text_of(string)));
        } else if (kind == GEN_EMAIL) {
            add(names, "email:", text_of(string));
        } else if (kind == GEN_URI) {
            add(names, "uri:", text_of(string));
        }
    }
}

/// One common name; a subject with several has none.
void add_subject(const X509& certificate, std::vector<std::string>& names) {
    const X509_NAME* const subject = X509_get_subject_name(&certificate);
    const int first = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (first < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, first) >= 0) {
        return;
    }
    const ASN1_STRING* const name = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, first));
    const int type = ASN1_STRING_type(name);
    if (type == V_ASN1_UTF8STRING || type == V_ASN1_PRINTABLESTRING) {
        add(names, "cn:", text_of(name));
    }
}

}  // namespace

std::vector<std::string> certificate_names(const ssl_st* connection) {
    std::vector<std::string> names;
    const std::unique_ptr<X509, Free> certificate(SSL_get1_peer_certificate(connection));
    if (certificate != nullptr && SSL_get_verify_result(connection) == X509_V_OK) {
        add_alternatives(*certificate, names);
        add_subject(*certificate, names);
    }
    return names;
}

}  // namespace onus::adapters
