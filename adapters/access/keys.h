// SPDX-License-Identifier: Apache-2.0
//
// Keys that were given to clients. A key is known by its SHA-256 alone: whoever reads the
// configuration cannot ask in anybody's name.

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/access/principal.h"
#include "engine/ledger/merkle.h"
#include "grammar/base/civil.h"

namespace onus::adapters {

struct Key {
    Principal principal;
    engine::Digest sha256{};

    /// From then on it is not known any more.
    std::optional<Instant> expires;

    /// A name in a certificate that stands for the key, with its kind: "dns:till.shop.example".
    /// Empty: none does. All of `sha256` zero: nothing else does.
    std::string certificate{};
};

class Keys {
  public:
    Keys() = default;
    explicit Keys(const std::vector<Key>& keys);

    /// Who bears the key at `now`; nothing if nobody does. Takes the same time for a wrong key
    /// whatever it has in common with a right one, since only digests are compared.
    [[nodiscard]] std::optional<Principal> find(std::string_view key, Instant now) const;

    /// Whose certificate bears one of the names; the first that is known counts.
    [[nodiscard]] std::optional<Principal> find_certificate(const std::vector<std::string>& names,
                                                            Instant now) const;

  private:
    std::map<engine::Digest, Key> keys_;
    std::map<std::string, Key, std::less<>> by_certificate_;
};

/// "onus_" and 43 letters that nobody can guess, from 32 bytes of the operating system.
[[nodiscard]] std::string new_key();

}  // namespace onus::adapters
