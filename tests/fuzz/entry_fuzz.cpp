// SPDX-License-Identifier: Apache-2.0
//
// The decoder of ledger entries: whatever it takes has this one spelling, and header and leaf are
// the same without building the fields.

#include "engine/ledger/entry.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/ledger_samples.h"

namespace onus::fuzz {

std::vector<std::string> seeds() {
    std::vector<std::string> all;
    for (const std::uint64_t sequence : {1U, 2U, 300U}) {
        engine::Entry entry = engine::samples::entry(sequence);
        all.push_back(encode_entry(entry));
        if (entry.fields.size() > 2) {
            redact(entry, 1);
            all.push_back(encode_entry(entry));
        }
    }
    return all;
}

}  // namespace onus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using onus::fuzz::hold;
    const std::string_view bytes = onus::fuzz::text_of(data, size);
    const auto entry = onus::engine::decode_entry(bytes);
    const auto sealed = onus::engine::seal_of(bytes);
    hold(entry.has_value() == sealed.has_value(), "both readers take the same");
    if (entry) {
        hold(encode_entry(*entry) == bytes, "one spelling");
        hold(sealed->header == entry->header, "one header");
        hold(sealed->leaf == entry_leaf_hash(*entry), "one leaf");
    }
    return 0;
}
