// SPDX-License-Identifier: Apache-2.0
#include "adapters/delivery/transports.h"

#include <catch2/catch.hpp>

#include "adapters/delivery/feishu_envelope.h"
#include "adapters/delivery/net_client.h"
#include "adapters/delivery/signature.h"
#include "grammar/base/diagnostic.h"
#include "grammar/base/text.h"

namespace onus::adapters {
namespace {

constexpr Instant kNow{1'795'420'800'000};

std::string hex(std::string_view bytes) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        out += kHex[static_cast<unsigned char>(c) >> 4U];
        out += kHex[static_cast<unsigned char>(c) & 0xFU];
    }
    return out;
}

TEST_CASE("signature: HMAC-SHA256 of RFC 4231") {
    CHECK(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hex(hmac_sha256(std::string(131, '\xaa'),
                          "Test Using Larger Than Block-Size Key - Hash Key First")) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("signature: DingTalk and Feishu sign differently") {
    const Secret dingtalk("SECdemo0000000000000000000000000000");
    CHECK(dingtalk_signature(dingtalk, kNow) == "S7zUdZfDcysc7w1c5m6xadCx/TGJJspYgqrien9LOLM=");
    CHECK(url_encode(dingtalk_signature(dingtalk, kNow)) ==
          "S7zUdZfDcysc7w1c5m6xadCx%2FTGJJspYgqrien9LOLM%3D");
    CHECK(feishu_signature(Secret("demo"), kNow) == "ynOPAJhdy7IFG1g4NXUeJRDgtoCN+RiYsySsbA307TU=");
}

TEST_CASE("envelope: Feishu's own example, and nothing that is not of the key") {
    const Secret key("test key");
    const std::string sent = "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=";
    CHECK(feishu_decrypted(key, sent) == "hello world");
    CHECK_FALSE(feishu_decrypted(Secret("test kez"), sent).has_value());
    CHECK_FALSE(feishu_decrypted(key, "").has_value());
    CHECK_FALSE(feishu_decrypted(key, "P37w+VZImNgPEO1RBhJ6Rg==").has_value());
    CHECK_FALSE(feishu_decrypted(key, sent.substr(1)).has_value());
    // printf '%s' '1600000000abctest key{"a":1}' | sha256sum
    CHECK(feishu_event_signature(key, "1600000000", "abc", "{\"a\":1}") ==
          "5bca34c16f237f0c4bf1e610af44b399273c5493867bb61e839146e18011503e");
}

TEST_CASE("signature: a webhook is signed with each secret that lives") {
    const std::string one = webhook_signature({Secret("old")}, "id", kNow, "{}");
    const std::string two = webhook_signature({Secret("old"), Secret("new")}, "id", kNow, "{}");
    CHECK(one.starts_with("v1,"));
    CHECK(two.starts_with(one + " v1,"));
    // The vector of the Standard Webhooks specification.
    CHECK(webhook_signature({Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")},
                            "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant{1'614'265'330'000},
                            R"({"test": 2432232314})") ==
          "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("texts: what is too long is cut between characters and says so") {
    CHECK(cut("short", 5, Language::kEnglish) == "short");
    CHECK(cut("longer than this", 14, Language::kEnglish) == "long … (cut)");
    std::string chinese;
    for (int i = 0; i < 1000; ++i) {
        chinese += "责";
    }
    for (std::size_t bytes = 2040; bytes <= 2048; ++bytes) {
        const std::string text = cut(chinese, bytes, Language::kChinese);
        CHECK(text.size() <= bytes);
        CHECK(text.size() > bytes - 4);
        CHECK(is_utf8(text));
        CHECK(text.ends_with("……（已截断）"));
    }
}

TEST_CASE("texts: several messages are a numbered list") {
    Message first;
    first.text = "one";
    first.language = Language::kEnglish;
    Message second = first;
    second.text = "two";
    CHECK(text_of({first}) == "one");
    CHECK(text_of({first, second}) == "2 messages:\n1. one\n2. two");
}

std::string told(ChannelKind kind, unsigned status, std::string_view body) {
    const Outcome outcome = outcome_of_robot(kind, status, body, "host");
    constexpr const char* kFates[] = {"delivered", "failed", "rest", "nobody"};
    std::string line = kFates[static_cast<int>(outcome.fate)];
    if (outcome.reason) {
        line += " " + std::string(code_of(outcome.reason->kind));
    }
    return line + (outcome.wait_ms == 0 ? "" : " " + std::to_string(outcome.wait_ms / 1000) + "s");
}

TEST_CASE("robots: 200 with another code than 0 is no delivery, and a rate code waits") {
    CHECK(told(ChannelKind::kDingTalk, 200, R"({"errcode":0,"errmsg":"ok"})") == "delivered");
    CHECK(told(ChannelKind::kDingTalk, 200, R"({"errcode":310000,"errmsg":"sign not match"})") ==
          "failed N0894");
    CHECK(told(ChannelKind::kDingTalk, 200, R"({"errcode":130101})") == "rest N0895 600s");
    CHECK(told(ChannelKind::kFeishu, 200, R"({"code":0,"msg":"success"})") == "delivered");
    CHECK(told(ChannelKind::kFeishu, 200, R"({"StatusCode":0})") == "delivered");
    CHECK(told(ChannelKind::kFeishu, 200, R"({"code":19021})") == "failed N0894");
    CHECK(told(ChannelKind::kFeishu, 200, R"({"code":11232})") == "rest N0895 60s");
    CHECK(told(ChannelKind::kWeCom, 200, R"({"errcode":45009})") == "rest N0895 60s");
    CHECK(told(ChannelKind::kWeCom, 200, "<html>") == "failed N0896");
    CHECK(told(ChannelKind::kWeCom, 200, "[0]") == "failed N0896");
    CHECK(told(ChannelKind::kWeCom, 200, R"({"errcode":"0"})") == "failed N0896");
    CHECK(told(ChannelKind::kWeCom, 302, R"({"errcode":0})") == "failed N0890");
}

TEST_CASE("mail: headers are plain, whatever the subject holds") {
    ChannelSettings settings;
    settings.from = "onus@example.com";
    Message message;
    message.id = "L1-n7";
    message.address = "li@example.com";
    message.subject =
        "重要\r\nBcc: all@example.com，超过一行的主题也要能够读，超过一行的主题也要能够读";
    message.text = "正文";
    const std::string mail = mail_content(settings, message, kNow);
    CHECK(mail.find("Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n") == 0);
    CHECK(mail.find("Message-ID: <L1-n7@example.com>\r\n") != std::string::npos);
    CHECK(mail.find("Bcc") == std::string::npos);
    CHECK(mail.find("\r\n\r\n5q2j5paH\r\n") != std::string::npos);
    std::size_t line = 0;
    for (const char c : mail) {
        CHECK(static_cast<unsigned char>(c) < 0x80);
        line = c == '\n' ? 0 : line + 1;
        CHECK(line <= 100);
    }
}

TEST_CASE(
    "addresses: people are shown the host alone, and only this machine is spoken to in clear") {
    CHECK(host_of("https://oapi.dingtalk.com/robot/send?access_token=x") == "oapi.dingtalk.com");
    CHECK(host_of("smtp://mail.example.com:587") == "mail.example.com:587");
    CHECK(is_loopback("http://127.0.0.1:8000/x"));
    CHECK(is_loopback("http://localhost/"));
    CHECK(is_loopback("smtp://[::1]:25"));
    CHECK_FALSE(is_loopback("http://127.0.0.1.example.com/"));
    CHECK_FALSE(is_loopback("http://localhost.example.com/"));
    CHECK_FALSE(is_loopback("http://127.0.0.1@example.com/"));
}

}  // namespace
}  // namespace onus::adapters
