// SPDX-License-Identifier: Apache-2.0
//
// The endpoints of the server: one table says where each is, what it needs, what it does and how it
// is described. Routing, rights and /openapi.json are read off it.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/access/principal.h"
#include "adapters/app/service.h"
#include "adapters/http/desk.h"
#include "adapters/http/message.h"

namespace onus::adapters {

/// A request on its way through an endpoint that asks the engine.
struct Call {
    const HttpRequest& request;

    /// What stands for the names in braces of the path.
    const std::map<std::string, std::string, std::less<>>& parts;
    std::string_view operation;
    const Principal& principal;
    Workspace& workspace;
    Instant received;
    Desk& desk;
    Service& service;

    /// Set by an endpoint whose answer takes long, or has to wait for the disk itself: it is made
    /// on the desk's thread after the job, if that went well.
    std::function<HttpResponse()>& later;

    [[nodiscard]] const std::string& part(std::string_view name) const {
        return parts.find(name)->second;
    }

    /// The empty text if it was not given.
    [[nodiscard]] std::string_view query(std::string_view name) const {
        const auto found = request.query.find(name);
        return found == request.query.end() ? std::string_view() : std::string_view(found->second);
    }
};

struct QueryParameter {
    std::string_view name;
    std::string_view description;
    bool required = false;
};

struct Endpoint {
    std::string_view method;

    /// "/v1/attempts/{number}"
    std::string_view path;

    /// Unique: its name in the description.
    std::string_view operation;
    std::string_view summary;
    Right right{};
    Access access{};

    /// Needs the header Idempotency-Key.
    bool command = false;

    std::vector<QueryParameter> query{};

    /// Names of schemas in schemas.h; empty: no body.
    std::string_view request_schema{};

    /// The body may be YAML, too.
    bool yaml = false;
    std::string_view response_schema{};
    std::string_view response_type = kJsonType;

    HttpResponse (*answer)(const Call& call) = nullptr;

    /// The body names something that may not be there; a path with parts always does.
    bool names_in_body = false;
};

[[nodiscard]] const std::vector<Endpoint>& endpoints();

/// An endpoint and the parts of the path; null if no endpoint has this path. `method_differs` is
/// set if only the method is wrong, and `methods` lists those that are possible.
struct Route {
    const Endpoint* endpoint = nullptr;
    std::map<std::string, std::string, std::less<>> parts{};
    std::string methods{};
};
[[nodiscard]] Route route(std::string_view method, std::string_view path);

/// 200 with JSON.
[[nodiscard]] HttpResponse json_response(const engine::Data& body, unsigned status = 200);

}  // namespace onus::adapters
