// SPDX-License-Identifier: Apache-2.0
//
// BPMN files: any bytes give a diagnostic, or a rulebook that accounts for every element.

#include "adapters/bpmn/import.h"
#include "tests/fuzz/fuzz.h"

namespace onus::fuzz {

std::vector<std::string> seeds() { return files("tests/golden/bpmn", ".bpmn"); }

}  // namespace onus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const onus::bpmn::ImportResult result =
        onus::bpmn::import("f.bpmn", onus::fuzz::text_of(data, size));
    onus::fuzz::hold(result.imported.has_value() != onus::has_errors(result.diagnostics),
                     "there is a rulebook or an error");
    if (result.imported) {
        const onus::bpmn::InventoryCount counted = onus::bpmn::count(result.imported->inventory);
        onus::fuzz::hold(counted.carried() + counted.listed() == counted.total(),
                         "every element is accounted for");
    }
    return 0;
}
