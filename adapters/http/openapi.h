// SPDX-License-Identifier: Apache-2.0
//
// The description of the server in OpenAPI 3.1, written from the table of endpoints.

#pragma once

#include "adapters/http/message.h"

namespace onus::adapters {

[[nodiscard]] HttpResponse openapi_page();

}  // namespace onus::adapters
