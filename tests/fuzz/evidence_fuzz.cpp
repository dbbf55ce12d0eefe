// SPDX-License-Identifier: Apache-2.0
//
// Proofs, exports and checkpoints as anybody may send them.

#include "adapters/evidence/evidence.h"
#include "tests/fuzz/fuzz.h"

namespace onus::fuzz {

std::vector<std::string> seeds() {
    std::vector<std::string> all = files("tests/golden/evidence", ".json");
    const std::vector<std::string> exports = files("tests/golden/evidence", ".jsonl");
    all.insert(all.end(), exports.begin(), exports.end());
    all.emplace_back(
        "onus/ledger/000102030405060708090a0b0c0d0e0f\n1\n"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
    return all;
}

}  // namespace onus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = onus::fuzz::text_of(data, size);
    const auto evidence = onus::adapters::check_evidence(text, "input", nullptr);
    if (evidence) {
        onus::fuzz::hold(evidence->from >= 1 && evidence->from <= evidence->to &&
                             evidence->to <= evidence->checkpoint.head.size,
                         "what is proved is in the ledger");
    }
    const auto checkpoint = onus::adapters::parse_checkpoint(text, "input");
    if (checkpoint && checkpoint->signatures.empty()) {
        onus::fuzz::hold(
            onus::adapters::make_checkpoint(checkpoint->origin, checkpoint->head, nullptr) == text,
            "one spelling");
    }
    return 0;
}
