// SPDX-License-Identifier: Apache-2.0
//
// A request and its response, without the library that carries them.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace onus::adapters {

struct HttpRequest {
    std::string method;

    /// Address it came from, without the port.
    std::string peer;

    /// Names in the client's certificate, if it showed one that was asked for and checked.
    std::vector<std::string> certificate;

    /// Decoded and without the query: "/v1/matters".
    std::string path;

    /// Decoded; the last of several with one name counts.
    std::map<std::string, std::string, std::less<>> query;

    /// By lower-case name.
    std::map<std::string, std::string, std::less<>> headers;
    std::string body;

    /// The empty text if there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view() : std::string_view(found->second);
    }
};

inline constexpr std::string_view kJsonType = "application/json";
inline constexpr std::string_view kProblemType = "application/problem+json";

/// A body that comes in pieces, each when the one before was taken.
class HttpStream {
  public:
    HttpStream() = default;
    virtual ~HttpStream() = default;
    HttpStream(const HttpStream&) = delete;
    HttpStream& operator=(const HttpStream&) = delete;

    /// The next piece; nothing at the end. Called once, on any thread.
    using Give = std::function<void(std::optional<std::string> piece)>;
    virtual void next(Give give) = 0;
};

struct HttpResponse {
    unsigned status = 200;
    std::string content_type{kJsonType};
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;

    /// Set: the body is what it gives, until it or the connection ends.
    std::shared_ptr<HttpStream> stream;
};

/// Splits a request target into path and query, both decoded. False if it is not a path, or an
/// escape or a byte is wrong.
[[nodiscard]] bool parse_target(std::string_view target, HttpRequest& request);

}  // namespace onus::adapters
