// SPDX-License-Identifier: Apache-2.0
#include "adapters/config/server_config.h"

#include <catch2/catch.hpp>

namespace onus::adapters {
namespace {

const std::string kDigest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

std::string codes(const std::string& text) {
    std::string all;
    for (const Diagnostic& diagnostic : read_server_config({"serve.yaml", text}).diagnostics) {
        all += std::string(code_of(diagnostic.kind)) + " ";
    }
    return all;
}

std::string with_key(const std::string& key) { return "keys:\n  shop: " + key + "\n"; }

TEST_CASE("server configuration: says where to listen and who may ask") {
    const auto reading = read_server_config(
        {"serve.yaml", "listen: 0.0.0.0:80\nkeys:\n  shop: {role: system, sha256: " + kDigest +
                           "}\nlimits: {body_bytes: 100, waiting: 2, request_seconds: 1}\n"});
    REQUIRE(reading.value.has_value());
    CHECK(reading.value->address == "0.0.0.0");
    CHECK(reading.value->port == 80);
    CHECK(reading.value->limits.body_bytes == 100);
    CHECK(reading.value->limits.waiting == 2);
    CHECK(reading.value->limits.connections == 1024);
    const Keys keys(reading.value->keys);
    CHECK(keys.find("test", Instant{0})->id == "shop");
    CHECK_FALSE(keys.find("tesT", Instant{0}).has_value());
    CHECK_FALSE(keys.find("", Instant{0}).has_value());
}

TEST_CASE("server configuration: a key ends with its day") {
    const auto reading = read_server_config(
        {"serve.yaml",
         with_key("{role: hr, person: li, expires: 2027-01-01, sha256: " + kDigest + "}")});
    REQUIRE(reading.value.has_value());
    const Keys keys(reading.value->keys);
    const Instant end = to_instant({*make_date({2027, 1, 1}), TimeOfDay{0}}, 0);
    CHECK(keys.find("test", Instant{end.ms - 1}).has_value());
    CHECK_FALSE(keys.find("test", end).has_value());
}

TEST_CASE("server configuration: tokens, TLS, fields and rates") {
    const auto reading = read_server_config(
        {"conf/serve.yaml",
         "public_url: https://onus.example\n" +
             with_key("{role: auditor, reads: [order.amount, batch], sha256: " + kDigest + "}") +
             "tokens: {issuer: me, audience: onus, jwks: keys.json, roles: [hr, employee]}\n"
             "tls: {certificate: c.pem, key: c.key, client_ca: /etc/ca.pem}\n"
             "limits: {requests_per_second: 5, burst: 7, unknown_per_minute: 9}\n"});
    REQUIRE(reading.value.has_value());
    const ServerConfig& config = *reading.value;
    CHECK(config.public_url == "https://onus.example");
    CHECK(config.keys.at(0).principal.reads == std::vector<std::string>{"order.amount", "batch"});
    CHECK(config.tokens->rules.roles == std::vector<Role>{Role::kHr, Role::kEmployee});
    CHECK(config.tokens->jwks == "conf/keys.json");
    CHECK(config.tls->certificate == "conf/c.pem");
    CHECK(config.tls->client_ca == "/etc/ca.pem");
    CHECK(config.limits.requests_per_second == 5);
    CHECK(config.limits.burst == 7);
    CHECK(config.limits.unknown_per_minute == 9);

    const std::string key = with_key("{role: system, sha256: " + kDigest + "}");
    CHECK(codes(key + "tls: {certificate: c.pem}\n") != "");
    CHECK(codes(key + "tokens: {issuer: a, audience: b, jwks: c, roles: [king]}\n") == "N0867 ");
    CHECK(codes(key + "tokens: {issuer: a, audience: b}\n") != "");
    CHECK(codes(key + "limits: {requests_per_second: 0}\n") == "N0868 ");
}

TEST_CASE("server configuration: every mistake is told, all at once") {
    const std::string sha = ", sha256: " + kDigest;
    CHECK(codes(with_key("{role: system" + sha + "}")) == "");
    CHECK(codes("listen: here\n" + with_key("{role: system" + sha + "}")) == "N0866 ");
    CHECK(codes("listen: 1.2.3.4:0\n" + with_key("{role: system" + sha + "}")) == "N0866 ");
    CHECK(codes("listen: 1.2.3.4:65536\n" + with_key("{role: system" + sha + "}")) == "N0866 ");
    CHECK(codes(with_key("{role: sistem" + sha + "}")).find("N0867 ") != std::string::npos);
    CHECK(codes(with_key("{role: employee" + sha + "}")) == "N0871 ");
    CHECK(codes(with_key("{role: system, person: li" + sha + "}")) == "N0872 ");
    CHECK(codes(with_key("{role: system, sha256: 12}")) == "N0869 ");
    CHECK(codes(with_key("{role: system" + sha + "}\n  two: {role: system" + sha + "}")) ==
          "N0870 ");
    CHECK(codes(with_key("{role: system" + sha + "}\nlimits: {waiting: 0}")) == "N0868 ");
    CHECK(codes(with_key("{role: system" + sha + "}\nlimits: {waiting: 1.5}")) == "N0868 ");
    CHECK(codes("listen: 127.0.0.1:1\n") != "");
}

TEST_CASE("keys: no two are alike, and all have the form that a log can hide") {
    const std::string first = new_key();
    CHECK(first.size() == 48);
    CHECK(first.starts_with("onus_"));
    CHECK(first != new_key());
}

TEST_CASE(
    "server configuration: a certificate of a client stands for a key, and its authority is "
    "named") {
    const std::string tls = "tls: {certificate: c.pem, key: c.key, client_ca: ca.pem}\n";
    const auto reading = read_server_config(
        {"conf/serve.yaml", "signing_key: ledger.key\n" +
                                with_key("{role: system, certificate: 'dns:Till.Shop.example'}") +
                                tls});
    REQUIRE(reading.value.has_value());
    CHECK(reading.value->signing_key == "conf/ledger.key");
    const Keys keys(reading.value->keys);
    CHECK(keys.find_certificate({"cn:x", "dns:till.shop.example"}, Instant{0})->id == "shop");
    CHECK_FALSE(keys.find_certificate({"cn:till.shop.example"}, Instant{0}).has_value());
    CHECK_FALSE(keys.find_certificate({}, Instant{0}).has_value());
    CHECK_FALSE(keys.find("", Instant{0}).has_value());

    const auto key = [](const std::string& certificate) {
        return with_key("{role: system, certificate: '" + certificate + "'}");
    };
    CHECK(codes(key("email:li@shop.example") + tls) == "");
    CHECK(codes(key("till") + tls) == "N0889 ");
    CHECK(codes(key("dns:") + tls) == "N0889 ");
    CHECK(codes(key("ip:1.2.3.4") + tls) == "N0889 ");
    CHECK(codes(key("cn:till")) == "N0947 ");
    CHECK(codes(key("cn:till") + "tls: {certificate: c.pem, key: c.key}\n") == "N0947 ");
    CHECK(codes(key("cn:till") + "  other: {role: auditor, certificate: 'cn:till'}\n" + tls) ==
          "N0870 ");
}

}  // namespace
}  // namespace onus::adapters
