// SPDX-License-Identifier: Apache-2.0
//
// By what names the client of a TLS connection is known to the authority of its certificate.

#pragma once

#include <string>
#include <vector>

struct ssl_st;

namespace onus::adapters {

/// "dns:…" in small letters, "email:…" and "uri:…" of its alternative names, then "cn:…" of its
/// subject. Nothing without a certificate that was checked.
[[nodiscard]] std::vector<std::string> certificate_names(const ssl_st* connection);

}  // namespace onus::adapters
