// SPDX-License-Identifier: Apache-2.0
//
// What a person decides in Feishu's approval centre comes back here and becomes his decision: the
// same command as from anywhere else, with the same checks.

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "adapters/app/service.h"
#include "adapters/delivery/settings.h"
#include "adapters/http/message.h"

namespace onus::adapters {

class FeishuCallback {
  public:
    static constexpr std::string_view kPath = "/v1/feishu/approvals";

    /// REQUIRES: the service outlives the callback.
    FeishuCallback(Service& service, ApprovalSettings settings)
        : service_(service), settings_(std::move(settings)) {}

    /// `reply` is called once, on any thread: 200 with {"code": 0} if the decision was taken or had
    /// been before, {"code": 1, "msg": …} if it is not this person's or comes too late.
    void handle(const HttpRequest& request, const std::function<void(HttpResponse)>& reply) const;

  private:
    [[nodiscard]] std::string person_of(std::string_view user) const;

    /// True where nothing needs to be.
    [[nodiscard]] bool is_signed(const HttpRequest& request) const;

    Service& service_;
    ApprovalSettings settings_;
};

}  // namespace onus::adapters
