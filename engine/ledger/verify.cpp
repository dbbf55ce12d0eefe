// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/verify.h"

#include <charconv>

#include "engine/ledger/hash.h"
#include "engine/ledger/verify_walk.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

Head head_of(const Frontier& frontier) { return {frontier.size, root(frontier)}; }

std::string to_string(const Head& head) {
    return std::to_string(head.size) + ':' + to_hex(head.root);
}

Result<Head> parse_head(std::string_view text) {
    Head head;
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) {
        const char* const end = text.data() + colon;
        const auto [stop, error] = std::from_chars(text.data(), end, head.size);
        const std::optional<Digest> digest = digest_of_hex(text.substr(colon + 1));
        if (error == std::errc() && stop == end && digest) {
            head.root = *digest;
            return head;
        }
    }
    return failure(DiagnosticKind::kLedgerHeadMalformed, {std::string(text)});
}

VerifyReport verify(const LedgerStore& store, const VerifyOptions& options) {
    VerifyWalk walk(store, options);
    static_cast<void>(walk.step(UINT64_MAX));
    return walk.report();
}

}  // namespace onus::engine
