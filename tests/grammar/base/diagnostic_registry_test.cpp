// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic.h"
#include "grammar/base/text.h"

namespace onus {
namespace {

struct Entry {
    std::string_view name;
    std::string_view code;
    std::string_view message_en, message_zh, help_en, help_zh, why_en, why_zh;
};

constexpr auto kEntries = std::to_array<Entry>({
#define ONUS_DIAGNOSTIC(kind, code, severity, message_en, message_zh, help_en, help_zh, why_en, \
                        why_zh)                                                                 \
    {#kind, code, message_en, message_zh, help_en, help_zh, why_en, why_zh},
#include "grammar/base/diagnostic_kinds.def"
#undef ONUS_DIAGNOSTIC
});

std::set<char> placeholders_of(std::string_view text) {
    std::set<char> found;
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        if (text[i] == '{' && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9') {
            found.insert(text[i + 1]);
        }
    }
    return found;
}

bool is_code(std::string_view code) {
    return code.size() == 5 && code[0] == 'N' &&
           std::all_of(code.begin() + 1, code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_chinese(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t c = next_code_point(text, offset);
        if (c >= U'\u4E00' && c <= U'\u9FFF') {
            return true;
        }
    }
    return false;
}

TEST_CASE("diagnostic registry: codes are well formed and unique") {
    std::set<std::string_view> codes;
    for (const Entry& entry : kEntries) {
        INFO(entry.name << " " << entry.code);
        CHECK(is_code(entry.code));
        CHECK(codes.insert(entry.code).second);
    }
}

TEST_CASE("diagnostic registry: codes ascend within their file") {
    struct Area {
        std::string_view file;
        std::vector<std::string_view> codes;
    };
#define ONUS_DIAGNOSTIC(kind, code, severity, message_en, message_zh, help_en, help_zh, why_en, \
                        why_zh)                                                                 \
    code,
    const std::vector<Area> areas = {
        {"syntax",
         {
#include "grammar/base/diagnostics/syntax.def"
         }},
        {"names",
         {
#include "grammar/base/diagnostics/names.def"
         }},
        {"types",
         {
#include "grammar/base/diagnostics/types.def"
         }},
        {"rules",
         {
#include "grammar/base/diagnostics/rules.def"
         }},
        {"permissions",
         {
#include "grammar/base/diagnostics/permissions.def"
         }},
        {"organisation",
         {
#include "grammar/base/diagnostics/organisation.def"
         }},
        {"link",
         {
#include "grammar/base/diagnostics/link.def"
         }},
        {"coverage",
         {
#include "grammar/base/diagnostics/coverage.def"
         }},
        {"commands",
         {
#include "grammar/base/diagnostics/commands.def"
         }},
        {"engine",
         {
#include "grammar/base/diagnostics/engine.def"
         }},
        {"ledger",
         {
#include "grammar/base/diagnostics/ledger.def"
         }},
        {"bpmn",
         {
#include "grammar/base/diagnostics/bpmn.def"
         }},
        {"redaction",
         {
#include "grammar/base/diagnostics/redaction.def"
         }},
        {"http",
         {
#include "grammar/base/diagnostics/http.def"
         }},
        {"delivery",
         {
#include "grammar/base/diagnostics/delivery.def"
         }},
        {"access",
         {
#include "grammar/base/diagnostics/access.def"
         }},
        {"command_line",
         {
#include "grammar/base/diagnostics/command_line.def"
         }},
        {"operation",
         {
#include "grammar/base/diagnostics/operation.def"
         }},
    };
#undef ONUS_DIAGNOSTIC
    std::size_t total = 0;
    for (const Area& area : areas) {
        INFO(area.file);
        CHECK(std::is_sorted(area.codes.begin(), area.codes.end()));
        total += area.codes.size();
    }
    CHECK(total == kEntries.size());
}

TEST_CASE("diagnostic registry: every text exists in both languages") {
    for (const Entry& entry : kEntries) {
        INFO(entry.name << " " << entry.code);
        CHECK_FALSE(entry.message_en.empty());
        CHECK_FALSE(entry.why_en.empty());
        CHECK(entry.help_en.empty() == entry.help_zh.empty());
        CHECK(has_chinese(entry.message_zh));
        CHECK(has_chinese(entry.why_zh));
        CHECK((entry.help_zh.empty() || has_chinese(entry.help_zh)));
        CHECK_FALSE(has_chinese(entry.why_en));
    }
}

TEST_CASE("diagnostic registry: both languages use the same values") {
    for (const Entry& entry : kEntries) {
        INFO(entry.name << " " << entry.code);
        CHECK(placeholders_of(entry.message_en) == placeholders_of(entry.message_zh));
        CHECK(placeholders_of(entry.help_en) == placeholders_of(entry.help_zh));
        CHECK(placeholders_of(entry.why_en).empty());
        CHECK(placeholders_of(entry.why_zh).empty());
    }
}

TEST_CASE("diagnostic registry: English messages begin small and have no final period") {
    for (const Entry& entry : kEntries) {
        INFO(entry.name << " " << entry.code);
        CHECK_FALSE(entry.message_en.ends_with('.'));
        CHECK_FALSE(entry.message_zh.ends_with("。"));
        CHECK_FALSE(entry.help_en.ends_with('.'));
        const bool begins_with_two_capitals =
            entry.message_en.size() > 1 && entry.message_en[1] >= 'A' && entry.message_en[1] <= 'Z';
        const bool begins_large = entry.message_en[0] >= 'A' && entry.message_en[0] <= 'Z';
        CHECK((!begins_large || begins_with_two_capitals));
    }
}

}  // namespace
}  // namespace onus
