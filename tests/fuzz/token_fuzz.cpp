// SPDX-License-Identifier: Apache-2.0
//
// JSON Web Tokens: nothing but what the issuer signed is anybody's.

#include <set>

#include "adapters/access/tokens.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/token_maker.h"

namespace {

constexpr std::int64_t kNow = 1'764'000'000;  // seconds

const onus::tests::TokenMaker& maker() {
    static const onus::tests::TokenMaker kMaker(onus::tests::TokenMaker::Kind::kEd25519);
    return kMaker;
}

/// Header and claims that the issuer signed. The same signature has other spellings nowhere.
std::set<std::string>& issued() {
    static std::set<std::string> all;
    return all;
}

const onus::adapters::Tokens& tokens() {
    static const onus::adapters::Tokens kTokens = [] {
        std::string flaw;
        auto read = onus::adapters::Tokens::read(
            {"jwks.json", R"({"keys":[)" + maker().jwk("k1") + "]}"},
            {"https://id.example", "onus", {onus::adapters::Role::kEmployee}}, flaw);
        onus::fuzz::hold(read.has_value(), "the keys can be read");
        return *read;
    }();
    return kTokens;
}

}  // namespace

namespace onus::fuzz {

std::vector<std::string> seeds() {
    std::vector<std::string> all;
    for (const std::string header :
         {R"({"typ":"JWT","kid":"k1","alg":"EdDSA"})", R"({"alg":"none"})",
          R"({"kid":"k1","alg":"EdDSA","crit":["exp"]})", R"({"kid":"k2","alg":"RS256"})"}) {
        const std::string claims =
            R"({"iss":"https://id.example","aud":["onus"],"sub":"li","role":"employee","exp":)" +
            std::to_string(kNow + 60) + R"(,"nbf":)" + std::to_string(kNow - 60) + "}";
        all.push_back(maker().token(header, claims));
        issued().insert(all.back());
    }
    return all;
}

}  // namespace onus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string token(onus::fuzz::text_of(data, size));
    const auto who = tokens().find(token, onus::Instant{kNow * 1000});
    // With libFuzzer the seeds come from files of another key, and nobody is known at all.
    onus::fuzz::hold(!who || issued().count(token) == 1, "nobody else signs");
    return 0;
}
