// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/diagnostic_text.h"

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_kind.h"

namespace onus {
namespace {

/// A diagnostic of the kind "not UTF-8" whose argument is the number of a byte.
Diagnostic at(Span span, std::string source_name = "retail.onus") {
    Diagnostic diagnostic;
    diagnostic.kind = DiagnosticKind::kNotUtf8;
    diagnostic.source_name = std::move(source_name);
    diagnostic.span = span;
    diagnostic.arguments = {"7"};
    return diagnostic;
}

SourceLookup only(const Source& source) {
    return [&source](std::string_view name) { return name == source.name ? &source : nullptr; };
}

TEST_CASE("diagnostic text: without a source only the words are shown") {
    const Diagnostic diagnostic = at({}, "");
    CHECK(render(diagnostic, Language::kEnglish, {}) ==
          "error[N0101] the text is not UTF-8: byte 7 cannot be read\n"
          "  = help: save the file as UTF-8\n");
    CHECK(render(diagnostic, Language::kChinese, {}) ==
          "错误[N0101] 文本不是UTF-8编码：第7个字节无法识别\n"
          "  建议：请将文件另存为UTF-8编码\n");
}

TEST_CASE("diagnostic text: the place is marked under its line") {
    const Source source{"retail.onus", "rule a\n  share 10% by x\n"};
    CHECK(render(at({15, 18}), Language::kEnglish, only(source)) ==
          "error[N0101] the text is not UTF-8: byte 7 cannot be read\n"
          "  ┌─ retail.onus:2:9\n"
          " 2│   share 10% by x\n"
          "  │         ^^^\n"
          "  = help: save the file as UTF-8\n");
}

TEST_CASE("diagnostic text: carets are aligned by display width") {
    const Source source{"质量.onus", "\t责任份额 30% 由 检验\n"};
    CHECK(render(at({14, 17}, "质量.onus"), Language::kChinese, only(source)) ==
          "错误[N0101] 文本不是UTF-8编码：第7个字节无法识别\n"
          "  ┌─ 质量.onus:1:7\n"
          " 1│     责任份额 30% 由 检验\n"
          "  │              ^^^\n"
          "  建议：请将文件另存为UTF-8编码\n");
    const std::string wide = render(at({1, 13}, "质量.onus"), Language::kChinese, only(source));
    CHECK(wide.find("  │     ^^^^^^^^\n") != std::string::npos);
}

TEST_CASE("diagnostic text: of a very long line the neighbourhood is shown") {
    const std::string line = std::string(5000, 'a') + "汉字XYZ" + std::string(5000, 'b');
    const Source source{"long.json", line};
    const std::string text =
        render(at({5006, 5009}, "long.json"), Language::kEnglish, only(source));
    INFO(text);
    CHECK(text.size() < 700);
    CHECK(text.find("┌─ long.json:1:5003\n") != std::string::npos);
    CHECK(text.find(" 1│ …aaa") != std::string::npos);
    CHECK(text.find("a汉字XYZb") != std::string::npos);
    CHECK(text.find("b…\n") != std::string::npos);
    // One column for the dots, 74 letters, two wide characters.
    CHECK(text.find("  │ " + std::string(1 + 74 + 4, ' ') + "^^^\n") != std::string::npos);
    const std::string begin = render(at({0, 9000}, "long.json"), Language::kEnglish, only(source));
    CHECK(begin.find(" 1│ aaa") != std::string::npos);
    CHECK(begin.size() < 700);
    const std::string end =
        render(at({10000, 10020}, "long.json"), Language::kEnglish, only(source));
    CHECK(end.find("b\n") != std::string::npos);
    CHECK(end.size() < 700);
}

TEST_CASE("diagnostic text: a very long value is cut between characters") {
    Diagnostic diagnostic = at({}, "");
    diagnostic.arguments = {std::string(399, '9') + "汉" + std::string(5000, '9')};
    const std::string text = render(diagnostic, Language::kEnglish, {});
    CHECK(text.find("byte " + std::string(399, '9') + "… cannot be read") != std::string::npos);
}

TEST_CASE("diagnostic text: a span over several lines marks the first") {
    const Source source{"retail.onus", "rule a\nrule b\n"};
    const std::string text = render(at({5, 12}), Language::kEnglish, only(source));
    CHECK(text.find(" 1│ rule a\n  │      ^\n") != std::string::npos);
}

TEST_CASE("diagnostic text: the end of the text is a place, and so is an empty line") {
    const Source source{"retail.onus", "rule a\n\n"};
    CHECK(render(at({8, 8}), Language::kEnglish, only(source)).find(" 3│ \n  │ ^\n") !=
          std::string::npos);
    CHECK(render(at({7, 8}), Language::kEnglish, only(source)).find(" 2│ \n  │ ^\n") !=
          std::string::npos);
    CHECK(render(at({900, 1000}), Language::kEnglish, only(source)).find("  │ ^\n") !=
          std::string::npos);
}

TEST_CASE("diagnostic text: an unknown source is named without a line") {
    const std::string text = render(at({5, 12}), Language::kEnglish, {});
    CHECK(text.find("  ┌─ retail.onus\n") != std::string::npos);
    CHECK(text.find("│") == std::string::npos);
}

TEST_CASE("diagnostic text: a fix is spelled out") {
    const Source source{"retail.onus", "rule a\n  share 10% by x\n"};
    Diagnostic diagnostic = at({15, 18});
    const auto tail = [&](Language language) {
        const std::string text = render(diagnostic, language, only(source));
        return text.substr(text.rfind('\n', text.size() - 2) + 1);
    };
    diagnostic.fix = Fix{{15, 18}, "20%"};
    CHECK(tail(Language::kEnglish) == "  = help: write `20%` here\n");
    CHECK(tail(Language::kChinese) == "  建议：此处改为 20%\n");

    diagnostic.fix = Fix{{9, 14}, "log"};
    CHECK(tail(Language::kEnglish) == "  = help: write `log` instead of `share`\n");
    CHECK(tail(Language::kChinese) == "  建议：将 share 改为 log\n");

    diagnostic.fix = Fix{{9, 14}, ""};
    CHECK(tail(Language::kEnglish) == "  = help: remove `share`\n");
    CHECK(tail(Language::kChinese) == "  建议：删去 share\n");
}

TEST_CASE("diagnostic text: related places follow the first one") {
    const Source source{"retail.onus", "rule a\nrule a\n"};
    Diagnostic diagnostic = at({12, 13});
    diagnostic.related = {{"retail.onus", {5, 6}}};
    const std::string text = render(diagnostic, Language::kEnglish, only(source));
    CHECK(text.find("  ┌─ retail.onus:2:6\n 2│ rule a\n  │      ^\n"
                    "  ├─ retail.onus:1:6\n 1│ rule a\n  │      -\n") != std::string::npos);
}

TEST_CASE("diagnostic text: nothing a user wrote reaches the terminal as a control sequence") {
    const Source source{"retail.onus",
                        "a\x1B[31m\xE2\x80\xAE"
                        "b"};
    Diagnostic diagnostic = at({0, 1});
    diagnostic.arguments = {"\x1B[2J\n"};
    const std::string text = render(diagnostic, Language::kEnglish, only(source));
    CHECK(text.find('\x1B') == std::string::npos);
    CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
    CHECK(text.find("byte \xEF\xBF\xBD[2J\xEF\xBF\xBD cannot") != std::string::npos);
}

TEST_CASE("diagnostic text: every code has a page, unknown codes have none") {
    CHECK(page_of("N0101", Language::kEnglish)->starts_with("N0101  the text is not UTF-8"));
    CHECK(page_of("N0101", Language::kChinese)->starts_with("N0101  文本不是UTF-8编码"));
    CHECK_FALSE(page_of("N0000", Language::kEnglish));
    for (const std::string_view code : diagnostic_codes()) {
        CHECK(page_of(code, Language::kEnglish));
        CHECK(page_of(code, Language::kChinese));
    }
}

TEST_CASE("diagnostic: only errors count as errors") {
    CHECK_FALSE(has_errors({}));
    CHECK(has_errors({at({})}));
    CHECK(severity_of(DiagnosticKind::kNotUtf8) == Severity::kError);
    CHECK(code_of(DiagnosticKind::kNotUtf8) == "N0101");
}

}  // namespace
}  // namespace onus
