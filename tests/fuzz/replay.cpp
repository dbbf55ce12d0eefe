// SPDX-License-Identifier: Apache-2.0
//
// A fuzz target without libFuzzer: its seeds, and random changes of them.
//
//     onus_fuzz_X [ROUNDS]         default 200
//     onus_fuzz_X --write FOLDER   the seeds as files, a corpus for libFuzzer

#include <fstream>
#include <iostream>
#include <random>

#include "tests/fuzz/fuzz.h"

namespace {

void run(const std::string& input) {
    static_cast<void>(
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()));
}

/// Bytes changed, taken out, doubled, or the beginning of one seed and the end of another.
std::string changed(const std::vector<std::string>& seeds, std::mt19937& random) {
    std::string input = seeds[random() % seeds.size()];
    for (auto changes = 1 + random() % 6; changes > 0 && !input.empty(); --changes) {
        const std::size_t at = random() % input.size();
        const std::size_t length = 1 + random() % 8;
        switch (random() % 5) {
            case 0:
                input[at] = static_cast<char>(random() & 0xFFU);
                break;
            case 1:
                input[at] ^= static_cast<char>(1U << (random() % 8));
                break;
            case 2:
                input.erase(at, length);
                break;
            case 3:
                input.insert(at, input.substr(at, length));
                break;
            default: {
                const std::string& other = seeds[random() % seeds.size()];
                input = input.substr(0, at) + other.substr(random() % (other.size() + 1));
            }
        }
    }
    return input;
}

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> seeds = onus::fuzz::seeds();
    onus::fuzz::hold(!seeds.empty(), "there are seeds");
    if (count == 3 && std::string(arguments[1]) == "--write") {
        for (std::size_t i = 0; i < seeds.size(); ++i) {
            std::ofstream(std::string(arguments[2]) + "/seed" + std::to_string(i), std::ios::binary)
                << seeds[i];
        }
        return 0;
    }
    const int rounds = count == 2 ? std::atoi(arguments[1]) : 200;
    std::mt19937 random(20'261'129);
    for (const std::string& seed : seeds) {
        run(seed);
    }
    for (int round = 0; round < rounds; ++round) {
        run(changed(seeds, random));
    }
    std::cout << seeds.size() << " seeds, " << rounds << " changes of them\n";
    return 0;
}
