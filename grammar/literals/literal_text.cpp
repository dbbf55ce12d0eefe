// SPDX-License-Identifier: Apache-2.0

#include "grammar/literals/literal_text.h"

#include <algorithm>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::grammar {
namespace {

constexpr int kQuotedCodePoints = 40;
constexpr std::size_t kWholeDigits = 18;
constexpr std::size_t kFractionDigits = 9;

std::string narrow(char32_t code_point) {
    if (code_point < 0x80) {
        return {static_cast<char>(code_point)};
    }
    std::string character;
    append_utf8(character, code_point);
    return fold_width(character);
}

/// Digits without their separators; empty if a group is not of thousands.
std::string without_separators(std::string_view whole, char separator) {
    std::string digits;
    std::size_t group_begin = 0;
    for (std::size_t i = 0; i <= whole.size(); ++i) {
        if (i < whole.size() && whole[i] != separator) {
            digits += whole[i];
            continue;
        }
        const std::size_t length = i - group_begin;
        const bool only = group_begin == 0 && i == whole.size();
        const bool right = group_begin == 0 ? length >= 1 && length <= 3 : length == 3;
        if (!only && !right) {
            return {};
        }
        group_begin = i + 1;
    }
    return digits;
}

}  // namespace

LiteralText::LiteralText(std::string_view written) : written_(written) {
    // The end of the last character that is not blank.
    std::uint32_t end = 0;
    bool blank_before = false;
    std::uint32_t blank_begin = 0;
    for (std::size_t offset = 0; offset < written.size();) {
        const auto begin = static_cast<std::uint32_t>(offset);
        const std::string character = narrow(next_code_point(written, offset));
        if (character == " " || character == "\t") {
            blank_begin = blank_before ? blank_begin : begin;
            blank_before = true;
            continue;
        }
        if (blank_before && !folded_.empty()) {
            folded_ += ' ';
            origin_.push_back(blank_begin);
        }
        blank_before = false;
        folded_ += character;
        origin_.resize(folded_.size(), begin);
        end = static_cast<std::uint32_t>(offset);
    }
    origin_.push_back(end);
}

Span LiteralText::span_of(std::string_view part) const {
    const auto begin = static_cast<std::size_t>(part.data() - folded_.data());
    return {origin_[begin], origin_[begin + part.size()]};
}

std::string LiteralText::quote(std::string_view part) const {
    const Span span = span_of(part);
    const std::string_view whole = written_.substr(span.begin, span.end - span.begin);
    std::size_t end = 0;
    for (int count = 0; count < kQuotedCodePoints && end < whole.size(); ++count) {
        static_cast<void>(next_code_point(whole, end));
    }
    std::string quoted(whole.substr(0, end));
    return end < whole.size() ? quoted + "…" : quoted;
}

tl::unexpected<Diagnostic> LiteralText::error(DiagnosticKind kind, std::string_view part) const {
    return error(kind, part, {quote(part)});
}

tl::unexpected<Diagnostic> LiteralText::error(DiagnosticKind kind, std::string_view part,
                                              std::vector<std::string> arguments) const {
    auto failed = failure(kind, std::move(arguments));
    failed.value().span = span_of(part);
    return failed;
}

tl::unexpected<Diagnostic> LiteralText::error_with_fix(DiagnosticKind kind, std::string_view part,
                                                       std::string replacement) const {
    auto failed = error(kind, part);
    failed.value().fix = Fix{span_of(part), std::move(replacement)};
    return failed;
}

Result<Decimal> decimal_of(const LiteralText& text, std::string_view number, char separator) {
    std::string_view unsigned_number = number;
    const bool negative = number.starts_with('-');
    if (negative) {
        unsigned_number.remove_prefix(1);
    }
    const std::size_t point = unsigned_number.find('.');
    std::string digits = without_separators(unsigned_number.substr(0, point), separator);
    if (digits.empty()) {
        return text.error(DiagnosticKind::kMisplacedSeparator, number);
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    if (digits.size() > kWholeDigits) {
        return text.error(DiagnosticKind::kNumberTooLarge, number);
    }
    if (point != std::string_view::npos) {
        std::string_view fraction = unsigned_number.substr(point + 1);
        if (fraction.empty()) {
            return text.error(DiagnosticKind::kMalformedNumber, number);
        }
        fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
        if (fraction.size() > kFractionDigits) {
            return text.error(DiagnosticKind::kTooManyDecimals, number);
        }
        digits.append(fraction.empty() ? "" : ".").append(fraction);
    }
    return Decimal::parse(negative ? "-" + digits : digits).value();
}

}  // namespace onus::grammar
