// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/merkle.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/ledger/hash.h"

namespace onus::engine {
namespace {

/// RFC 9162 section 2.1.1, read literally: split at the largest power of two below the size.
Digest naive_root(const std::vector<std::string>& leaves, std::size_t begin, std::size_t end) {
    if (begin == end) {
        return sha256("");
    }
    if (end - begin == 1) {
        return leaf_hash(HashAlgorithm::kSha256, leaves[begin]);
    }
    std::size_t split = 1;
    while (split * 2 < end - begin) {
        split *= 2;
    }
    return node_hash(HashAlgorithm::kSha256, naive_root(leaves, begin, begin + split),
                     naive_root(leaves, begin + split, end));
}

}  // namespace

TEST_CASE("sha256: gives the digests of FIPS 180-4") {
    CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(sha256("abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("merkle: gives the roots of the certificate transparency reference tree") {
    using namespace std::string_view_literals;
    const std::array leaves{""sv,
                            "\x00"sv,
                            "\x10"sv,
                            "\x20\x21"sv,
                            "\x30\x31"sv,
                            "\x40\x41\x42\x43"sv,
                            "\x50\x51\x52\x53\x54\x55\x56\x57"sv,
                            "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"sv};
    const std::array roots{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                           "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                           "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                           "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                           "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                           "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                           "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    Frontier frontier;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        append(frontier, leaf_hash(HashAlgorithm::kSha256, leaves[i]));
        CHECK(to_hex(root(frontier)) == roots[i]);
    }
}

TEST_CASE("merkle: the frontier agrees with the recursive definition for 0 to 200 leaves") {
    std::vector<std::string> leaves;
    Frontier frontier;
    for (std::size_t size = 0; size <= 200; ++size) {
        REQUIRE(frontier.size == size);
        REQUIRE(root(frontier) == naive_root(leaves, 0, size));
        leaves.push_back("leaf " + std::to_string(size));
        append(frontier, leaf_hash(HashAlgorithm::kSha256, leaves.back()));
    }
}

TEST_CASE("merkle: a leaf that spells an inner node has another hash than the node") {
    const Digest left = leaf_hash(HashAlgorithm::kSha256, "left");
    const Digest right = leaf_hash(HashAlgorithm::kSha256, "right");
    std::string spelt(left.begin(), left.end());
    spelt.append(right.begin(), right.end());
    CHECK(leaf_hash(HashAlgorithm::kSha256, spelt) !=
          node_hash(HashAlgorithm::kSha256, left, right));
}

TEST_CASE("hash: SM3 is that of GB/T 32905") {
    // Appendix A of the standard: "abc", and "abcd" sixteen times.
    const std::string_view abc = "abc";
    CHECK(to_hex(hash_of(HashAlgorithm::kSm3, std::span(&abc, 1))) ==
          "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    const std::vector<std::string_view> parts(16, "abcd");
    CHECK(to_hex(hash_of(HashAlgorithm::kSm3, parts)) ==
          "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST_CASE("merkle: a tree of SM3 has no node in common with one of SHA-256") {
    Frontier sm3;
    sm3.hash = HashAlgorithm::kSm3;
    Frontier sha256_tree;
    for (const char* const leaf : {"a", "b", "c"}) {
        append(sm3, leaf_hash(HashAlgorithm::kSm3, leaf));
        append(sha256_tree, leaf_hash(HashAlgorithm::kSha256, leaf));
    }
    CHECK(sm3.peaks[0] == node_hash(HashAlgorithm::kSm3, leaf_hash(HashAlgorithm::kSm3, "a"),
                                    leaf_hash(HashAlgorithm::kSm3, "b")));
    CHECK(sm3.peaks[0] != sha256_tree.peaks[0]);
    CHECK(root(sm3) != root(sha256_tree));
}

}  // namespace onus::engine
