// SPDX-License-Identifier: Apache-2.0
//
// Posts to a receiver and reads what it answers. Three seconds to be reached, ten for everything;
// no redirection is followed, no proxy of the environment used, and of the answer 64 KiB are kept.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/base/diagnostic.h"

namespace onus::adapters {

/// A larger body is never sent.
inline constexpr std::size_t kBodyMax = 64U << 10U;

struct HttpAnswer {
    unsigned status = 0;
    std::string body;

    /// Of the header Retry-After in seconds; 0 if there is none.
    std::int64_t retry_after_ms = 0;
};

struct Post {
    std::string url;
    std::string content_type;
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body;
};

struct Mail {
    /// smtp://HOST:PORT or smtps://HOST:PORT; smtp changes to TLS unless the host is this machine.
    std::string url;
    std::string from;
    std::string to;
    std::string user{};
    std::string password{};

    /// Headers and body, lines ended by CR LF.
    std::string content;
};

/// Host and port of an address, for people: what follows may be secret.
[[nodiscard]] std::string host_of(std::string_view url);

/// True if the host of the address is this machine.
[[nodiscard]] bool is_loopback(std::string_view url);

/// Keeps its connection open between posts. Used by one thread.
class NetClient {
  public:
    /// `ca`: file of the certificates that vouch for receivers; empty: those of the machine.
    explicit NetClient(std::string ca = {});
    ~NetClient();
    NetClient(const NetClient&) = delete;
    NetClient& operator=(const NetClient&) = delete;

    /// Errors: kDeliveryNoConnection, kDeliveryTimeout, kDeliveryCertificate, kDeliveryTransport.
    [[nodiscard]] Result<HttpAnswer> post(const Post& post);

    /// The code of the server's last answer: 250 if it took the mail. Errors as above.
    [[nodiscard]] Result<unsigned> send(const Mail& mail);

    /// Ends within a second what is under way, as if the receiver had; nothing is sent afterwards.
    /// From any thread.
    void abort();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace onus::adapters
