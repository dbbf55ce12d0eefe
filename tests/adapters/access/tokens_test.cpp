// SPDX-License-Identifier: Apache-2.0
//
// Tokens: each kind of key is accepted, and nothing that only looks like a good token.

#include "adapters/access/tokens.h"

#include <string>

#include <catch2/catch.hpp>

#include "tests/support/token_maker.h"

namespace onus::tests {
namespace {

using adapters::Principal;
using adapters::Role;
using adapters::Tokens;

constexpr std::int64_t kNow = 1'764'000'000;  // seconds
const std::string kIssuer = "https://id.example";

std::string header(const std::string& algorithm, const std::string& more = "") {
    return R"({"typ":"JWT","kid":"k1","alg":")" + algorithm + "\"" + more + "}";
}

std::string claims(const std::string& more = "", std::int64_t expires = kNow + 60,
                   const std::string& audience = "onus", const std::string& issuer = kIssuer) {
    return R"({"iss":")" + issuer + R"(","aud":")" + audience + R"(","sub":"li","exp":)" +
           std::to_string(expires) + more + "}";
}

Tokens pinned(const TokenMaker& maker) {
    std::string flaw;
    auto tokens = Tokens::read({"jwks.json", "{\"keys\":[" + maker.jwk("k1") + "]}"},
                               {kIssuer, "onus", {Role::kEmployee, Role::kHr}}, flaw);
    INFO(flaw);
    REQUIRE(tokens.has_value());
    return *tokens;
}

std::string who(const Tokens& tokens, const std::string& token, std::int64_t now_ms = kNow * 1000) {
    const auto principal = tokens.find(token, Instant{now_ms});
    return principal ? std::string(word_of(principal->role)) + " " + principal->person : "nobody";
}

struct Case {
    TokenMaker::Kind kind;
    std::string algorithm;
};
const Case kCases[] = {{TokenMaker::Kind::kEd25519, "EdDSA"},
                       {TokenMaker::Kind::kP256, "ES256"},
                       {TokenMaker::Kind::kRsa, "RS256"}};

TEST_CASE("tokens: each algorithm of the list is accepted with its key", "[access]") {
    for (const Case& each : kCases) {
        INFO(each.algorithm);
        const TokenMaker maker(each.kind);
        const Tokens tokens = pinned(maker);
        const std::string head = header(each.algorithm);
        CHECK(who(tokens, maker.token(head, claims())) == "employee li");
        CHECK(who(tokens, maker.token(head, claims(R"(,"role":"hr")"))) == "hr li");
        CHECK(who(tokens, maker.token(head, claims(R"(,"role":"auditor")"))) == "nobody");
        CHECK(who(tokens, maker.token(head, claims(R"(,"role":7)"))) == "nobody");
        CHECK(who(tokens, maker.token(header(each.algorithm, R"(,"cty":"x")"), claims())) ==
              "employee li");
    }
}

TEST_CASE("tokens: no other algorithm, and none that the header chooses", "[access]") {
    for (const Case& each : kCases) {
        const TokenMaker maker(each.kind);
        const Tokens tokens = pinned(maker);
        for (const std::string algorithm :
             {"none", "None", "", "HS256", "ES384", "PS256", "EdDSA", "ES256", "RS256"}) {
            INFO(each.algorithm << " as " << algorithm);
            CHECK(who(tokens, maker.token(header(algorithm), claims())) ==
                  (algorithm == each.algorithm ? "employee li" : "nobody"));
        }
        // The public key as a secret.
        CHECK(who(tokens, TokenMaker::hmac_token(header("HS256"), claims(), maker.pem())) ==
              "nobody");
        CHECK(who(tokens, TokenMaker::hmac_token(header(each.algorithm), claims(), maker.pem())) ==
              "nobody");
        // Without a signature.
        const std::string bare = base64url(header("none")) + "." + base64url(claims()) + ".";
        CHECK(who(tokens, bare) == "nobody");
        CHECK(who(tokens, base64url(header(each.algorithm)) + "." + base64url(claims()) + ".") ==
              "nobody");
    }
}

TEST_CASE("tokens: another key, and a token that brings its own, are refused", "[access]") {
    const TokenMaker maker(TokenMaker::Kind::kEd25519);
    const TokenMaker other(TokenMaker::Kind::kEd25519);
    const Tokens tokens = pinned(maker);
    CHECK(who(tokens, other.token(header("EdDSA"), claims())) == "nobody");
    for (const std::string& own :
         {std::string(R"(,"jku":"https://evil.example/jwks.json")"),
          std::string(R"(,"x5u":"https://evil.example/cert")"), R"(,"jwk":)" + other.jwk("k1"),
          std::string(R"(,"x5c":["AA=="])"), std::string(R"(,"crit":["exp"])")}) {
        INFO(own);
        CHECK(who(tokens, other.token(header("EdDSA", own), claims())) == "nobody");
        CHECK(who(tokens, maker.token(header("EdDSA", own), claims())) == "nobody");
    }
    for (const std::string head :
         {R"({"typ":"JWT","alg":"EdDSA"})", R"({"typ":"JWT","alg":"EdDSA","kid":"k2"})",
          R"({"typ":"JOSE","alg":"EdDSA","kid":"k1"})", R"({"alg":"EdDSA","kid":"k1"})", "[]",
          ""}) {
        INFO(head);
        CHECK(who(tokens, maker.token(head, claims())) == "nobody");
    }
}

TEST_CASE("tokens: good from nbf on and before exp, to the millisecond", "[access]") {
    const TokenMaker maker(TokenMaker::Kind::kEd25519);
    const Tokens tokens = pinned(maker);
    const std::string token =
        maker.token(header("EdDSA"), claims(R"(,"nbf":)" + std::to_string(kNow - 10)));
    CHECK(who(tokens, token, (kNow - 10) * 1000 - 1) == "nobody");
    CHECK(who(tokens, token, (kNow - 10) * 1000) == "employee li");
    CHECK(who(tokens, token, (kNow + 60) * 1000 - 1) == "employee li");
    CHECK(who(tokens, token, (kNow + 60) * 1000) == "nobody");
    CHECK(who(tokens, maker.token(header("EdDSA"), claims("", kNow - 1))) == "nobody");
    CHECK(who(tokens, maker.token(header("EdDSA"), claims(R"(,"nbf":"soon")"))) == "nobody");
    for (const std::string body :
         {R"({"iss":"https://id.example","aud":"onus","sub":"li"})",
          R"({"iss":"https://id.example","aud":"onus","sub":"li","exp":"1900000000"})",
          R"({"iss":"https://id.example","aud":"onus","sub":"li","exp":-1})",
          R"({"iss":"https://id.example","aud":"onus","sub":"li","exp":99999999999999999999})",
          R"({"iss":"https://id.example","aud":"onus","exp":1900000000})", "[]", "7", ""}) {
        INFO(body);
        CHECK(who(tokens, maker.token(header("EdDSA"), body)) == "nobody");
    }
}

TEST_CASE("tokens: for us, from our issuer", "[access]") {
    const TokenMaker maker(TokenMaker::Kind::kEd25519);
    const Tokens tokens = pinned(maker);
    const auto with = [&](const std::string& body) {
        return who(tokens, maker.token(header("EdDSA"), body));
    };
    CHECK(with(claims("", kNow + 60, "onus2")) == "nobody");
    CHECK(with(claims("", kNow + 60, "onus", "https://id.example/")) == "nobody");
    CHECK(with(R"({"iss":"https://id.example","aud":["x","onus"],"sub":"li","exp":1900000000})") ==
          "employee li");
    CHECK(with(R"({"iss":"https://id.example","aud":["x"],"sub":"li","exp":1900000000})") ==
          "nobody");
    CHECK(with(R"({"iss":"https://id.example","sub":"li","exp":1900000000})") == "nobody");
}

TEST_CASE("tokens: any other letter makes it another token", "[access]") {
    const TokenMaker maker(TokenMaker::Kind::kP256);
    const Tokens tokens = pinned(maker);
    const std::string token = maker.token(header("ES256"), claims());
    REQUIRE(who(tokens, token) == "employee li");
    for (std::size_t i = 0; i < token.size(); ++i) {
        for (const char letter : {'A', '.', '=', '+', ' '}) {
            std::string changed = token;
            changed[i] = letter;
            if (changed != token) {
                INFO(i << " " << letter);
                CHECK(who(tokens, changed) == "nobody");
            }
        }
        CHECK(who(tokens, token.substr(0, i)) == "nobody");
    }
    CHECK(who(tokens, token + "A") == "nobody");
    CHECK(who(tokens, token + ".A") == "nobody");
    CHECK(who(tokens, token + std::string(10'000, 'A')) == "nobody");
    CHECK(who(Tokens(), token) == "nobody");
}

TEST_CASE("tokens: a set of keys is read strictly", "[access]") {
    const TokenMaker ed(TokenMaker::Kind::kEd25519);
    const TokenMaker small(TokenMaker::Kind::kRsa1024);
    const auto reads = [](const std::string& keys) {
        std::string flaw;
        const bool good =
            Tokens::read({"jwks.json", keys}, {kIssuer, "onus", {}}, flaw).has_value();
        CHECK(good == flaw.empty());
        return good;
    };
    CHECK(reads("{\"keys\":[" + ed.jwk("a") + "," + ed.jwk("b") + "]}"));
    CHECK_FALSE(reads("{\"keys\":[" + ed.jwk("a") + "," + ed.jwk("a") + "]}"));
    CHECK_FALSE(reads("{\"keys\":[" + ed.jwk("") + "]}"));
    CHECK_FALSE(reads("{\"keys\":[" + small.jwk("a") + "]}"));
    CHECK_FALSE(reads("{\"keys\":[]}"));
    CHECK_FALSE(reads("[]"));
    CHECK_FALSE(reads(""));
    CHECK_FALSE(reads(R"({"keys":[{"kty":"oct","kid":"a","k":"AAAA"}]})"));
    CHECK_FALSE(reads(R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","x":"AAAA"}]})"));
    std::string secret = ed.jwk("a");
    secret.insert(1, R"("d":"AAAA",)");
    CHECK_FALSE(reads("{\"keys\":[" + secret + "]}"));
    std::string other = ed.jwk("a");
    other.replace(other.find("EdDSA"), 5, "ES256");
    CHECK_FALSE(reads("{\"keys\":[" + other + "]}"));
}

}  // namespace
}  // namespace onus::tests
