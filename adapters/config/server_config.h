// SPDX-License-Identifier: Apache-2.0
//
// What the operator says of a server, in one YAML file:
//
//   listen: 127.0.0.1:8181
//   keys:
//     shop: {role: system, sha256: 9f86d081…}
//     li:   {role: employee, person: li, sha256: …, expires: 2027-01-01}
//   limits: {body_bytes: 1048576, waiting: 1024, connections: 1024, request_seconds: 10}
//   delivery: {channels: …, people: …, subscribers: …}
//
// Every option is described in adapters/config/README.md.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/access/keys.h"
#include "adapters/access/tokens.h"
#include "adapters/delivery/settings.h"
#include "policies/reading.h"

namespace onus::adapters {

struct ServerLimits {
    std::size_t body_bytes = 1U << 20U;
    std::size_t waiting = 1024;           ///< requests that may wait for the engine
    std::size_t connections = 1024;       ///< at a time
    std::int64_t request_seconds = 10;    ///< for a request to arrive, or its answer to be taken
    std::size_t requests_per_second = 0;  ///< of one client; 0: as many as it likes
    std::size_t burst = 0;                ///< of one client at once; 0: two seconds' worth
    std::size_t unknown_per_minute = 60;  ///< of one address, with credentials nobody knows
};

/// Tokens of an issuer, beside keys.
struct TokenConfig {
    TokenRules rules;
    std::string jwks;  ///< file
};

struct TlsConfig {
    std::string certificate;  ///< the chain, PEM
    std::string key;          ///< PEM
    std::string client_ca;    ///< who signs the certificates of clients; empty: they need none
};

struct ServerConfig {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8181;
    std::string public_url;   ///< what clients call it; empty: from address and port
    std::string ledger_hash;  ///< "sha256" or "sm3", of a new ledger; empty: not said
    std::string signing_key;  ///< file of the key that signs receipts; empty: they are not signed
    std::vector<Key> keys;
    std::optional<TokenConfig> tokens;
    std::optional<TlsConfig> tls;
    ServerLimits limits;
    DeliverySettings delivery;
};

/// All mistakes of the text at once. Secrets are read from the files, relative to that of the
/// configuration, and from the environment.
[[nodiscard]] policies::Reading<ServerConfig> read_server_config(
    const Source& source, const policies::ReadLimits& limits = {});

}  // namespace onus::adapters
