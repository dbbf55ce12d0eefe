// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "adapters/config/server_config.h"
#include "grammar/base/diagnostic_text.h"
#include "tests/support/temp_folder.h"

namespace onus::adapters {
namespace {

const std::string kKeys =
    "keys:\n  shop: {role: system, sha256: "
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}\n";

policies::Reading<ServerConfig> read(const std::string& delivery,
                                     const std::string& name = "serve.yaml") {
    ::setenv("ONUS_TEST_SECRET", "demo", 1);
    return read_server_config({name, kKeys + "delivery:\n" + delivery});
}

/// Codes with the lines they point to.
std::string codes(const std::string& delivery) {
    std::string all;
    for (const Diagnostic& diagnostic : read(delivery).diagnostics) {
        CHECK(diagnostic.source_name == "serve.yaml");
        all += std::string(code_of(diagnostic.kind)) + " ";
    }
    return all;
}

const std::string kRobot =
    "  channels:\n    sales: {kind: dingtalk, token: {env: ONUS_TEST_SECRET}, secret: {env: "
    "ONUS_TEST_SECRET}}\n";

TEST_CASE("delivery configuration: says who is reached how, and in which language") {
    tests::TempFolder folder;
    std::ofstream(folder.file("mail.secret")) << "s3cret\n";
    const auto reading = read(
        "  language: zh\n"
        "  give_up_hours: 24\n"
        "  channels:\n"
        "    sales: {kind: feishu, token: {env: ONUS_TEST_SECRET}, per_minute: 50}\n"
        "    mail: {kind: mail, url: 'smtp://mail.example.com:587', from: onus@example.com,\n"
        "           user: onus, password: {file: mail.secret}}\n"
        "  default: sales\n"
        "  people:\n"
        "    li: {channel: mail, address: li@example.com, language: en}\n"
        "    wang: {address: ou_1}\n"
        "  subscribers:\n"
        "    shop: {url: 'http://127.0.0.1:1/x', client: till, secrets: [{env: ONUS_TEST_SECRET},\n"
        "           {file: mail.secret}]}\n",
        folder.file("serve.yaml"));
    for (const Diagnostic& each : reading.diagnostics) {
        INFO(message_of(each, Language::kEnglish));
        CHECK(each.source_name.empty());
    }
    REQUIRE(reading.value.has_value());
    const DeliverySettings& delivery = reading.value->delivery;
    CHECK(delivery.give_up_hours == 24);
    REQUIRE(delivery.channels.size() == 2);
    CHECK(delivery.channels[0].url == "https://open.feishu.cn/open-apis/bot/v2/hook");
    CHECK(delivery.channels[0].token.reveal() == "demo");
    CHECK(delivery.channels[0].per_minute == 50);
    CHECK(delivery.channels[1].password.reveal() == "s3cret");
    CHECK(delivery.people.at("li").language == Language::kEnglish);
    CHECK(delivery.people.at("wang").channel == "sales");
    CHECK(delivery.people.at("wang").language == Language::kChinese);
    REQUIRE(delivery.subscribers.size() == 1);
    CHECK(delivery.subscribers[0].client == "till");
    CHECK(delivery.subscribers[0].channel.secrets.size() == 2);
}

TEST_CASE("delivery configuration: without it nothing is sent") {
    const auto reading = read_server_config({"serve.yaml", kKeys});
    REQUIRE(reading.value.has_value());
    CHECK(reading.value->delivery.empty());
}

TEST_CASE("delivery configuration: no secret is written out, and each must be there") {
    const auto with = [](const std::string& secret) {
        return codes("  channels:\n    a: {kind: dingtalk, token: " + secret + "}\n");
    };
    CHECK(with("{env: ONUS_TEST_SECRET}") == "");
    CHECK(with("demo") == "N0882 ");
    CHECK(with("{env: ONUS_TEST_NO_SUCH}") == "N0883 ");
    CHECK(with("{file: /no/such/file}") == "N0883 ");
    // What is told of a secret is where it should be, never what it is.
    for (const Diagnostic& each :
         read("  channels:\n    a: {kind: dingtalk, token: hush}\n").diagnostics) {
        CHECK(message_of(each, Language::kEnglish).find("hush") == std::string::npos);
        CHECK(message_of(each, Language::kChinese).find("hush") == std::string::npos);
    }
}

TEST_CASE("delivery configuration: every mistake is told at its place") {
    CHECK(codes("  language: de\n" + kRobot) == "N0867 ");
    CHECK(codes("  give_up_hours: 0\n" + kRobot) == "N0868 ");
    CHECK(codes("  channels:\n    a: {kind: pigeon}\n") == "N0867 ");
    CHECK(codes(kRobot + "  default: purchase\n") == "N0884 ");
    CHECK(codes(kRobot + "  people: {li: {channel: purchase}}\n") == "N0884 ");
    CHECK(codes(kRobot + "  people: {li: {channel: sales, address: li@x.y}}\n") == "N0885 ");
    CHECK(codes(kRobot + "  people: {li: {channel: sales, address: '13800000000'}}\n") == "");
    CHECK(codes(kRobot + "  people: {li: {channel: sales, phone: '1'}}\n") != "");
    const std::string mail = "  channels:\n    m: {kind: mail, url: 'smtp://h:25', from: a@b.c";
    CHECK(codes(mail + "}\n") == "");
    CHECK(codes(mail + ", secret: {env: ONUS_TEST_SECRET}}\n") == "N0886 ");
    CHECK(codes(mail + "}\n  default: m\n") == "N0885 ");
    CHECK(codes(mail + "}\n  people: {li: {channel: m}}\n") == "N0885 ");
    CHECK(codes(mail + "}\n  people: {li: {channel: m, address: \"a@b.c\\r\\nBcc: d@e.f\"}}\n") ==
          "N0885 ");
    CHECK(codes("  channels:\n    m: {kind: mail, url: 'smtp://h:25', from: nobody}\n") ==
          "N0885 ");
    const auto hook = [](const std::string& url) {
        return codes("  subscribers:\n    s: {url: '" + url + "'}\n");
    };
    CHECK(hook("https://example.com/hook?x=1") == "");
    CHECK(hook("http://127.0.0.1:80/hook") == "");
    CHECK(hook("http://example.com/hook") == "N0881 ");
    CHECK(hook("http://127.0.0.1.example.com/") == "N0881 ");
    CHECK(hook("http://localhost:x@example.com/") == "N0881 ");
    CHECK(hook("ftp://example.com/") == "N0881 ");
    CHECK(hook("https:///x") == "N0881 ");
    CHECK(hook("file:///etc/passwd") == "N0881 ");
    CHECK(codes("  subscribers:\n    s: {url: 'https://x.y/', secrets: []}\n") == "N0887 ");
    CHECK(codes("  since: yesterday\n" + kRobot) != "");
    CHECK(codes("  since: 2026-11-24\n" + kRobot) == "");
    CHECK(codes("  subscribers:\n    s: {url: 'https://x.y/', ca: /no/such/file}\n") != "");
    const std::string app =
        "  feishu_approvals: {app_id: cli_1, app_secret: {env: ONUS_TEST_SECRET}, approval_code: X,"
        " callback_token: {env: ONUS_TEST_SECRET}, link: 'https://x.y/matters/'";
    CHECK(codes(app + ", users: {wang: b85s39b}}\n") == "");
    CHECK(codes(app + ", users: {wang: 'a b'}}\n") == "N0885 ");
    CHECK(codes(app + ", url: 'http://x.y'}\n") == "N0881 ");
    CHECK(codes("  feishu_approvals: {app_id: cli_1}\n") != "");
}

}  // namespace
}  // namespace onus::adapters
