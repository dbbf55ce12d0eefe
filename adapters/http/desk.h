// SPDX-License-Identifier: Apache-2.0
//
// What the endpoints keep beside the workspace, and the thread that does for them what would keep
// the judging thread too long.

#pragma once

#include <memory>
#include <string>

#include "adapters/access/admission.h"
#include "adapters/access/tokens.h"
#include "adapters/access/view_log.h"
#include "adapters/app/publications.h"
#include "adapters/evidence/signing_key.h"
#include "adapters/http/event_stream.h"
#include "adapters/http/worker.h"

namespace onus::adapters {

struct DeskOptions {
    /// Where views of other people's records are noted; empty: in memory alone.
    std::string view_log{};

    /// Where proposals wait; empty: in memory alone.
    std::string publications{};

    /// Of one client.
    AdmissionRate requests{};

    /// Of one address that sends credentials that nobody knows.
    AdmissionRate failures{60, 60'000, 60};

    /// What clients call the server, without a slash at the end.
    std::string public_url = "http://127.0.0.1:8181";

    /// Accepted beside keys.
    Tokens tokens{};

    /// Signs receipts; null: nothing does.
    std::shared_ptr<const SigningKey> signing_key{};
};

struct Desk {
    explicit Desk(const DeskOptions& options)
        : views(options.view_log),
          publications(options.publications),
          requests(options.requests),
          failures(options.failures),
          public_url(options.public_url),
          tokens(options.tokens),
          signing_key(options.signing_key) {}

    ViewLog views;
    Publications publications;
    Admission requests;
    Admission failures;
    std::string public_url;
    Tokens tokens;
    std::shared_ptr<const SigningKey> signing_key;

    /// Null while nothing is streamed.
    EventStreams* streams = nullptr;

    /// The last member: it ends before what it works on.
    Worker worker;
};

}  // namespace onus::adapters
