// SPDX-License-Identifier: Apache-2.0
//
// What anybody may read, without a key and without asking the engine: is the server up, what can it
// do, what does a code mean.

#pragma once

#include <optional>

#include "adapters/app/service.h"
#include "adapters/http/message.h"

namespace onus::adapters {

/// Nothing if the request is about something else.
/// For anybody, and answered without the engine, at overload as well.
[[nodiscard]] bool is_public_page(std::string_view path);

[[nodiscard]] std::optional<HttpResponse> public_page(const HttpRequest& request,
                                                      const Service& service,
                                                      const std::string& public_url);

}  // namespace onus::adapters
