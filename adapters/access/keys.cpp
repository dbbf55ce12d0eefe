// SPDX-License-Identifier: Apache-2.0
#include "adapters/access/keys.h"

#include <array>

#include "adapters/clock/random.h"
#include "engine/ledger/hash.h"

namespace onus::adapters {

Keys::Keys(const std::vector<Key>& keys) {
    for (const Key& key : keys) {
        if (key.sha256 != engine::Digest{} || key.certificate.empty()) {
            keys_[key.sha256] = key;
        }
        if (!key.certificate.empty()) {
            by_certificate_[key.certificate] = key;
        }
    }
}

std::optional<Principal> Keys::find(std::string_view key, Instant now) const {
    const auto found = keys_.find(engine::sha256(key));
    if (found == keys_.end() || (found->second.expires && *found->second.expires <= now)) {
        return std::nullopt;
    }
    return found->second.principal;
}

std::optional<Principal> Keys::find_certificate(const std::vector<std::string>& names,
                                                Instant now) const {
    for (const std::string& name : names) {
        const auto found = by_certificate_.find(name);
        if (found != by_certificate_.end() &&
            (!found->second.expires || *found->second.expires > now)) {
            return found->second.principal;
        }
    }
    return std::nullopt;
}

std::string new_key() {
    constexpr std::string_view kLetters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    constexpr unsigned kBits = 6;
    std::string key = "onus_";
    unsigned pending = 0;
    unsigned count = 0;
    for (const std::uint8_t byte : random_bytes()) {
        pending = (pending << 8U) | byte;
        count += 8;
        while (count >= kBits) {
            count -= kBits;
            key += kLetters[(pending >> count) & 0x3FU];
        }
    }
    return key + kLetters[(pending << (kBits - count)) & 0x3FU];
}

}  // namespace onus::adapters
