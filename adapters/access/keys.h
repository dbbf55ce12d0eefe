// SPDX-License-Identifier: Apache-2.0
//
// Keys that were given to clients. A key is known by its SHA-256 alone: whoever reads the
// configuration cannot ask in anybody's name.

#pragma once

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
};

class Keys {
  public:
    Keys() = default;
    explicit Keys(const std::vector<Key>& keys);

    /// Who bears the key at `now`; nothing if nobody does. Takes the same time for a wrong key
    /// whatever it has in common with a right one, since only digests are compared.
    [[nodiscard]] std::optional<Principal> find(std::string_view key, Instant now) const;

  private:
    std::map<engine::Digest, Key> keys_;
};

/// "onus_" and 43 letters that nobody can guess, from 32 bytes of the operating system.
[[nodiscard]] std::string new_key();

}  // namespace onus::adapters
