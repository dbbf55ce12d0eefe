// SPDX-License-Identifier: Apache-2.0
//
// The retail pack behind the HTTP interface, without a socket. Made anew now and then, so that what
// one input leaves behind is small.

#pragma once

#include <filesystem>
#include <future>
#include <memory>
#include <string>

#include "adapters/app/service.h"
#include "adapters/http/api.h"
#include "adapters/http/feishu_callback.h"
#include "engine/ledger/merkle.h"
#include "tests/fuzz/fuzz.h"

namespace onus::fuzz {

class Shop {
  public:
    Shop() {
        std::string pattern = (std::filesystem::temp_directory_path() / "onus-XXXXXX").string();
        hold(mkdtemp(pattern.data()) != nullptr, "a folder");
        folder_ = pattern;
        adapters::WorkspaceOptions options;
        options.folder = ONUS_SOURCE_DIR "/policies/retail";
        options.ledger = folder_ + "/ledger.onus";
        options.service = true;
        Diagnostics diagnostics;
        std::vector<Source> sources;
        auto workspace = adapters::Workspace::open(options, diagnostics, sources);
        hold(workspace != nullptr, "a ledger");
        hold(workspace->publish(adapters::system_now()).has_value(), "rulebooks");
        service_ =
            std::make_unique<adapters::Service>(std::move(workspace), adapters::ServiceOptions{});
        api_ = std::make_unique<adapters::Api>(*service_, keys_, desk_);
        adapters::ApprovalSettings approvals;
        approvals.approval_code = "CODE";
        approvals.callback_token = adapters::Secret("token");
        approvals.users = {{"wang", "ou_1"}};
        callback_ = std::make_unique<adapters::FeishuCallback>(*service_, approvals);
    }
    ~Shop() {
        callback_.reset();
        api_.reset();
        service_.reset();
        std::filesystem::remove_all(folder_);
    }
    Shop(const Shop&) = delete;
    Shop& operator=(const Shop&) = delete;

    /// One that has seen few inputs.
    static Shop& fresh() {
        constexpr int kInputs = 500;
        static std::unique_ptr<Shop> shop;
        static int left = 0;
        if (left-- == 0) {
            shop.reset();
            shop = std::make_unique<Shop>();
            left = kInputs;
        }
        return *shop;
    }

    /// With the rights of a business system, unless the request says who asks.
    adapters::HttpResponse ask(adapters::HttpRequest request) {
        request.headers.try_emplace("authorization", "Bearer till-key");
        return wait([&](auto reply) { api_->handle(std::move(request), std::move(reply)); });
    }

    adapters::HttpResponse call_back(const adapters::HttpRequest& request) {
        return wait([&](auto reply) { callback_->handle(request, reply); });
    }

  private:
    template <class Ask>
    static adapters::HttpResponse wait(const Ask& ask) {
        std::promise<adapters::HttpResponse> promise;
        ask(std::function<void(adapters::HttpResponse)>(
            [&promise](adapters::HttpResponse response) {
                promise.set_value(std::move(response));
            }));
        return promise.get_future().get();
    }

    static std::vector<adapters::Key> keys() {
        std::vector<adapters::Key> all;
        all.push_back(
            {{"till", adapters::Role::kSystem, "", {}}, engine::sha256("till-key"), std::nullopt});
        all.push_back(
            {{"hr", adapters::Role::kHr, "zhou", {}}, engine::sha256("hr-key"), std::nullopt});
        return all;
    }

    std::string folder_;
    adapters::Keys keys_{keys()};
    adapters::Desk desk_{adapters::DeskOptions{}};
    std::unique_ptr<adapters::Service> service_;
    std::unique_ptr<adapters::Api> api_;
    std::unique_ptr<adapters::FeishuCallback> callback_;
};

/// An answer that a client can read, and no fault of the server.
inline void hold_answer(const adapters::HttpResponse& response) {
    hold(response.status >= 200 && response.status < 500, "no fault of the server");
    hold(response.stream != nullptr || !response.body.empty(), "something is said");
}

}  // namespace onus::fuzz
