// SPDX-License-Identifier: Apache-2.0
//
// What comes to Feishu's callback, from Feishu and from whoever knows its address.

#include "tests/fuzz/shop.h"

namespace onus::fuzz {

std::vector<std::string> seeds() {
    const std::string good =
        R"({"token":"token","approval_code":"CODE","action_type":"APPROVE","action_context":"1",)"
        R"("user_id":"ou_1","task_id":"7","reason":"Fine."})";
    return {good,
            R"({"token":"token","approval_code":"CODE","action_type":"REJECT",)"
            R"("action_context":"18446744073709551615","user_id":"ou_1","reason":""})",
            R"({"token":"wrong"})", "[]", ""};
}

}  // namespace onus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    onus::adapters::HttpRequest request;
    request.method = "POST";
    request.path = std::string(onus::adapters::FeishuCallback::kPath);
    request.body = std::string(onus::fuzz::text_of(data, size));
    onus::fuzz::hold_answer(onus::fuzz::Shop::fresh().call_back(request));
    return 0;
}
