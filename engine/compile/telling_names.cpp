// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/telling_names.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace onus::engine {
namespace {

/// The verb comes first in both languages. A step's action bears its process before a dot.
template <std::size_t N>
bool begins_with_any(std::string_view name, const std::array<std::string_view, N>& verbs) {
    name.remove_prefix(name.rfind('.') + 1);
    return std::any_of(verbs.begin(), verbs.end(),
                       [&](std::string_view verb) { return name.substr(0, verb.size()) == verb; });
}

template <std::size_t N>
bool tells(const model::Heading& action, const std::array<std::string_view, N>& verbs) {
    return begins_with_any(action.name, verbs) || begins_with_any(action.name_zh, verbs);
}

}  // namespace

bool tells_approval(const model::Heading& action) {
    return tells(action, std::to_array<std::string_view>({"approve", "accept", "grant", "permit",
                                                          "consent", "批准", "同意", "准予", "核准",
                                                          "许可", "通过", "准许", "审批通过"}));
}

bool tells_destruction(const model::Heading& action) {
    return tells(action, std::to_array<std::string_view>({"delete", "destroy", "erase", "purge",
                                                          "remove", "wipe", "删除", "销毁", "清除",
                                                          "移除", "抹除", "抹去"}));
}

}  // namespace onus::engine
