// SPDX-License-Identifier: Apache-2.0
//
// The retail pack served without a socket: a service over an SQLite ledger in a folder of the test,
// and the api before it.

#pragma once

#include <filesystem>
#include <future>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/access/keys.h"
#include "adapters/app/service.h"
#include "adapters/clock/clock.h"
#include "adapters/http/api.h"
#include "adapters/json/json.h"
#include "engine/ledger/merkle.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_clock.h"

namespace onus::tests {

inline adapters::Key key_of(const std::string& id, adapters::Role role,
                            const std::string& person = "") {
    return {{id, role, person, {}}, engine::sha256(id + "-key"), std::nullopt};
}

class Served {
  public:
    /// The retail pack.
    Served()
        : Served(ONUS_SOURCE_DIR "/policies/retail",
                 {key_of("till", adapters::Role::kSystem),
                  key_of("li", adapters::Role::kEmployee, "li"),
                  key_of("wang", adapters::Role::kEmployee, "wang"),
                  key_of("ma", adapters::Role::kEmployee, "ma"),
                  key_of("hr", adapters::Role::kHr, "zhou"),
                  key_of("auditor", adapters::Role::kAuditor),
                  key_of("operator", adapters::Role::kOperator)}) {}

    /// Any pack.
    Served(std::string pack, std::vector<adapters::Key> keys,
           const adapters::DeskOptions& options = {})
        : pack_(std::move(pack)), keys_(keys), desk_(desk_options(options)) {
        start();
    }

    /// Any pack, at a time that the test sets.
    Served(std::string pack, std::vector<adapters::Key> keys, Instant now)
        : pack_(std::move(pack)), keys_(keys), desk_(desk_options({})) {
        clock_ = std::make_unique<TestClock>(now);
        start();
    }

    /// Everything that is due before `now` has happened, and what is asked next is received then.
    /// REQUIRES: a clock of the test's own, that shows less; nothing is due in the last
    /// millisecond.
    void go_to(Instant now) {
        clock_->set({now.ms - 1});
        for (int i = 0; i < 3; ++i) {
            std::promise<void> promise;
            REQUIRE(service_->ask(adapters::Sender::kPerson,
                                  {adapters::Access::kRead, [](auto&, Instant) {},
                                   [&promise](const Status&) { promise.set_value(); }}));
            promise.get_future().get();
        }
        clock_->set(now);
    }

    /// As after a stop and a new start.
    void restart() {
        stop();
        start();
    }

    /// Asks with the key of `who`; empty: with none.
    adapters::HttpResponse ask(const std::string& who, adapters::HttpRequest request) {
        if (!who.empty()) {
            request.headers["authorization"] = "Bearer " + who + "-key";
        }
        std::promise<adapters::HttpResponse> promise;
        api_->handle(std::move(request), [&promise](adapters::HttpResponse response) {
            promise.set_value(std::move(response));
        });
        return promise.get_future().get();
    }

    adapters::HttpResponse get(const std::string& who, const std::string& target) {
        adapters::HttpRequest request;
        request.method = "GET";
        REQUIRE(adapters::parse_target(target, request));
        return ask(who, std::move(request));
    }

    /// `id`: the Idempotency-Key; empty: none.
    adapters::HttpResponse post(const std::string& who, const std::string& target,
                                const std::string& body, const std::string& id = "") {
        adapters::HttpRequest request;
        request.method = "POST";
        REQUIRE(adapters::parse_target(target, request));
        request.headers["content-type"] = "application/json";
        if (!id.empty()) {
            request.headers["idempotency-key"] = id;
        }
        request.body = body;
        return ask(who, std::move(request));
    }

    /// What is answered to a key before its request is read; null: it is read.
    [[nodiscard]] const adapters::HttpResponse* turned_away(const std::string& who,
                                                            const std::string& target) const {
        return api_->turned_away(target, "Bearer " + who + "-key");
    }

    void stop_streams() { streams_->stop(); }

    /// As after the end of the process; where its ledger lies.
    std::string stop() {
        api_.reset();
        streams_.reset();
        service_.reset();
        return folder_.file("ledger.onus");
    }

    [[nodiscard]] adapters::Service& service() { return *service_; }

  private:
    void start() {
        adapters::WorkspaceOptions options;
        options.folder = pack_;
        options.ledger = folder_.file("ledger.onus");
        options.service = true;
        Diagnostics diagnostics;
        std::vector<Source> sources;
        auto workspace = adapters::Workspace::open(options, diagnostics, sources);
        REQUIRE(workspace != nullptr);
        // As a new process reads it.
        const adapters::Publications kept(folder_.file("publications.jsonl"));
        adapters::keep_what_was_published(kept, *workspace);
        adapters::ServiceOptions service_options;
        if (clock_) {
            service_options.clock = clock_->clock();
        }
        REQUIRE(workspace->publish(service_options.clock.now()).has_value());
        service_ = std::make_unique<adapters::Service>(std::move(workspace), service_options);
        streams_ = std::make_unique<adapters::EventStreams>(*service_, desk_);
        desk_.streams = streams_.get();
        api_ = std::make_unique<adapters::Api>(*service_, keys_, desk_);
    }

    [[nodiscard]] adapters::DeskOptions desk_options(adapters::DeskOptions options) const {
        options.view_log = folder_.file("views.jsonl");
        options.publications = folder_.file("publications.jsonl");
        return options;
    }

    TempFolder folder_;
    std::unique_ptr<TestClock> clock_;
    std::string pack_;
    adapters::Keys keys_;
    adapters::Desk desk_;
    std::unique_ptr<adapters::Service> service_;
    std::unique_ptr<adapters::EventStreams> streams_;
    std::unique_ptr<adapters::Api> api_;
};

/// The member of a JSON body by its names; fails the test if it is not there.
inline engine::Data member(const adapters::HttpResponse& response,
                           std::initializer_list<std::string_view> names) {
    INFO(response.body);
    const auto body = adapters::parse_json(std::string_view(response.body));
    REQUIRE(body.has_value());
    const engine::Data* data = &*body;
    for (const std::string_view name : names) {
        data = data->member(name);
        REQUIRE(data != nullptr);
    }
    return *data;
}

inline std::string order(const std::string& number, const std::string& promised,
                         const std::string& by = "li") {
    return R"({"action":"submit_order","by":")" + by + R"(","data":{"order":{"number":")" + number +
           R"(","seller":")" + by + R"(","channel":"store","promised":")" + promised + R"("}}})";
}

}  // namespace onus::tests
