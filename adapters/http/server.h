// SPDX-License-Identifier: Apache-2.0
//
// The socket side of the server: connections, limits and time-outs. What is answered is the
// handler's.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "adapters/config/server_config.h"
#include "adapters/http/message.h"
#include "grammar/base/diagnostic.h"

namespace onus::adapters {

/// `reply` may be called once, on any thread.
using HttpHandler =
    std::function<void(HttpRequest request, std::function<void(HttpResponse)> reply)>;

/// What can be told of a request before anything of it is copied.
struct HttpGlance {
    std::string_view target;
    std::string_view authorization;
};

/// The answer to a request that is not even looked at, or null. The answer lives on.
using HttpGate = std::function<const HttpResponse*(const HttpGlance& glance)>;

class Server {
  public:
    /// Port 0 takes a free one. Errors: kServerListen, kConfigFileUnusable.
    [[nodiscard]] static Result<std::unique_ptr<Server>> listen(const ServerConfig& config,
                                                                HttpHandler handler,
                                                                HttpGate gate = {});
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;

    /// Serves until somebody calls `stop` or the process gets SIGTERM or SIGINT; then answers what
    /// was asked and takes no more.
    void run();

    /// From any thread.
    void stop();

    /// Called when the server begins to stop, before it waits for answers.
    void on_stop(std::function<void()> action);

  private:
    class Impl;
    explicit Server(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> impl_;
};

}  // namespace onus::adapters
