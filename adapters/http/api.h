// SPDX-License-Identifier: Apache-2.0
//
// From a request to its response, whatever carries them: who asks, may he, is it well-formed, and
// then the endpoint's own answer.

#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "adapters/access/keys.h"
#include "adapters/app/service.h"
#include "adapters/http/endpoint.h"
#include "adapters/http/message.h"

namespace onus::adapters {

class Api {
  public:
    /// REQUIRES: all outlive the api.
    Api(Service& service, const Keys& keys, Desk& desk)
        : service_(service), keys_(keys), desk_(desk) {}

    /// `reply` is called once, before `handle` returns or on another thread.
    void handle(HttpRequest request, std::function<void(HttpResponse)> reply);

    /// The answer to whoever need not be listened to, because too many wait: to machines first, to
    /// people when their places are taken as well. Null: `handle` looks at the request.
    [[nodiscard]] const HttpResponse* turned_away(std::string_view target,
                                                  std::string_view authorization) const;

  private:
    using Reply = std::function<void(HttpResponse)>;

    /// One request while it is worked on.
    struct Exchange {
        HttpRequest request;
        Route route;
        Principal principal;
        Reply reply;
        HttpResponse response;
        std::function<HttpResponse()> later;
    };

    [[nodiscard]] std::optional<Principal> who_asks(const HttpRequest& request, Instant now) const;

    /// Says what is wrong before the engine is asked; nothing if all is well.
    [[nodiscard]] std::optional<HttpResponse> refuse(const Exchange& exchange) const;
    void finish(const std::shared_ptr<Exchange>& exchange);
    void ask(const std::shared_ptr<Exchange>& exchange);

    /// A command that is sent again while it is being carried out is told to wait.
    [[nodiscard]] bool begin(const Exchange& exchange);
    void end(const Exchange& exchange);

    Service& service_;
    const Keys& keys_;
    Desk& desk_;
    std::mutex mutex_;
    std::set<std::pair<std::string, std::string>> in_flight_;  ///< client, id
};

}  // namespace onus::adapters
