// SPDX-License-Identifier: Apache-2.0
//
// onus_bench_bpmn [FILE]: imports of a small diagram a second, from bytes to the text of a
// rulebook.

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "adapters/bpmn/import.h"

int main(int count, char** words) {
    const std::string file =
        count > 1 ? words[1] : ONUS_SOURCE_DIR "/tests/golden/bpmn/ok_plain.bpmn";
    std::ifstream in(file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    constexpr int kRounds = 5000;
    std::size_t written = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kRounds; ++i) {
        const onus::bpmn::ImportResult result = onus::bpmn::import(file, bytes);
        if (!result.imported) {
            std::printf("%s cannot be imported\n", file.c_str());
            return 1;
        }
        written += result.imported->rulebook.size();
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    std::printf("%d imports of %zu bytes in %.3f s: %.0f a second (%zu bytes of rulebook each)\n",
                kRounds, bytes.size(), taken.count(), kRounds / taken.count(), written / kRounds);
    return 0;
}
