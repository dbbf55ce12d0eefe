// SPDX-License-Identifier: Apache-2.0
#include "adapters/delivery/feishu_approval.h"

#include <algorithm>
#include <array>

#include "adapters/delivery/net_client.h"
#include "adapters/json/json.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

using engine::Data;

/// A token is renewed before the platform refuses it.
constexpr std::int64_t kTokenMarginMs = 300'000;
constexpr std::int64_t kRestMs = 5000;

Outcome failed(DiagnosticKind kind, std::vector<std::string> arguments, Fate fate = Fate::kFailed,
               std::int64_t wait_ms = 0) {
    return {fate, failure(kind, std::move(arguments)).value(), wait_ms};
}

class FeishuApproval : public Transport {
  public:
    explicit FeishuApproval(ApprovalSettings settings) : settings_(std::move(settings)) {}

    void abort() override { client_.abort(); }

    Outcome send(const Parcel& parcel, Instant now) override {
        if (now.ms >= token_until_ms_) {
            if (Outcome got = renew(now); got.fate != Fate::kDelivered) {
                return got;
            }
        }
        Data body;
        return exchange("/open-apis/approval/v4/external_instances", parcel.front().envelope,
                        {{"Authorization", "Bearer " + token_.reveal()}}, body);
    }

  private:
    Outcome renew(Instant now) {
        Data request = engine::object_data();
        engine::set_member(request, "app_id", engine::text_data(settings_.app_id));
        engine::set_member(request, "app_secret", engine::text_data(settings_.app_secret.reveal()));
        Data body;
        Outcome outcome =
            exchange("/open-apis/auth/v3/tenant_access_token/internal", to_json(request), {}, body);
        if (outcome.fate != Fate::kDelivered) {
            return outcome;
        }
        const Data* const token = body.member("tenant_access_token");
        const Data* const expire = body.member("expire");
        const auto seconds = expire == nullptr ? std::nullopt : whole_number(expire->text);
        if (token == nullptr || !seconds) {
            return failed(DiagnosticKind::kDeliveryReply, {host_of(settings_.url)});
        }
        token_ = Secret(token->text);
        const auto lives = static_cast<std::int64_t>(std::min<std::uint64_t>(*seconds, 86'400));
        token_until_ms_ = now.ms + std::max<std::int64_t>(lives * 1000 - kTokenMarginMs, 1000);
        return outcome;
    }

    /// Delivered if the platform says 0.
    Outcome exchange(const std::string& path, std::string content,
                     std::vector<std::pair<std::string, std::string>> headers, Data& body) {
        Post post{settings_.url + path, "application/json; charset=utf-8", std::move(headers),
                  std::move(content)};
        const Result<HttpAnswer> answer = client_.post(post);
        if (!answer) {
            return {Fate::kFailed, answer.error()};
        }
        if (answer->status == 429) {
            return failed(DiagnosticKind::kDeliveryRate, {"429"}, Fate::kRest, kRestMs);
        }
        // The platform says what is wrong in the body, also with 400.
        const Result<Data> data =
            parse_json(std::string_view(answer->body), JsonLimits{64U << 10U, 16, 1000});
        const bool object = data && data->kind == engine::DataKind::kObject;
        const Data* const code = object ? data->member("code") : nullptr;
        if (code == nullptr) {
            return answer->status >= 400
                       ? failed(DiagnosticKind::kDeliveryStatus, {std::to_string(answer->status)})
                       : failed(DiagnosticKind::kDeliveryReply, {host_of(settings_.url)});
        }
        return outcome_of(code->text, *data, body);
    }

    Outcome outcome_of(const std::string& code, const Data& data, Data& body) {
        if (code == "0") {
            body = data;
            return {Fate::kDelivered};
        }
        constexpr std::array<std::string_view, 3> kRates = {"1390014", "99991400", "11232"};
        if (std::find(kRates.begin(), kRates.end(), code) != kRates.end()) {
            return failed(DiagnosticKind::kDeliveryRate, {code}, Fate::kRest, kRestMs);
        }
        // A token may end before its time.
        token_until_ms_ = code.starts_with("999916") ? 0 : token_until_ms_;
        return failed(DiagnosticKind::kDeliveryRefused, {code});
    }

    ApprovalSettings settings_;
    NetClient client_;
    Secret token_;
    std::int64_t token_until_ms_ = 0;
};

}  // namespace

std::unique_ptr<Transport> make_feishu_approval(ApprovalSettings settings) {
    return std::make_unique<FeishuApproval>(std::move(settings));
}

}  // namespace onus::adapters
