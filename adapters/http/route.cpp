// SPDX-License-Identifier: Apache-2.0

#include "adapters/http/endpoint.h"
#include "adapters/json/json.h"

namespace onus::adapters {
namespace {

/// Takes what stands before the next slash off the front.
std::string_view next_segment(std::string_view& path) {
    path.remove_prefix(path.starts_with('/') ? 1 : 0);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

bool fits(std::string_view pattern, std::string_view path,
          std::map<std::string, std::string, std::less<>>& parts) {
    while (!pattern.empty() && !path.empty()) {
        const std::string_view wanted = next_segment(pattern);
        const std::string_view given = next_segment(path);
        if (wanted.starts_with('{')) {
            if (given.empty()) {
                return false;
            }
            parts[std::string(wanted.substr(1, wanted.size() - 2))] = std::string(given);
        } else if (wanted != given) {
            return false;
        }
    }
    return pattern.empty() && path.empty();
}

}  // namespace

Route route(std::string_view method, std::string_view path) {
    Route found;
    for (const Endpoint& endpoint : endpoints()) {
        std::map<std::string, std::string, std::less<>> parts;
        if (!fits(endpoint.path, path, parts)) {
            continue;
        }
        if (endpoint.method == method) {
            return {&endpoint, std::move(parts), {}};
        }
        found.methods += (found.methods.empty() ? "" : ", ") + std::string(endpoint.method);
    }
    return found;
}

HttpResponse json_response(const engine::Data& body, unsigned status) {
    HttpResponse response;
    response.status = status;
    response.body = to_json(body);
    return response;
}

}  // namespace onus::adapters
