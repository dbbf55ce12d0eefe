// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <optional>

#include "adapters/http/message.h"
#include "grammar/base/text.h"

namespace onus::adapters {
namespace {

int hex_digit(char letter) {
    if (letter >= '0' && letter <= '9') {
        return letter - '0';
    }
    const char lower = static_cast<char>(letter | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Nothing if an escape is broken, or what comes out is no text.
std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high < 0 ? -1 : hex_digit(text[i + 2]);
        if (low < 0) {
            return std::nullopt;
        }
        out += static_cast<char>(16 * high + low);
        i += 2;
    }
    const bool has_zero = out.find('\0') != std::string::npos;
    return has_zero || !is_utf8(out) ? std::nullopt : std::optional(std::move(out));
}

}  // namespace

bool parse_target(std::string_view target, HttpRequest& request) {
    const std::size_t question = target.find('?');
    const auto path = decoded(target.substr(0, question), false);
    if (!path || !path->starts_with('/')) {
        return false;
    }
    request.path = *path;
    std::string_view rest =
        question == std::string_view::npos ? std::string_view() : target.substr(question + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        const auto name = decoded(pair.substr(0, equals), true);
        const auto value = equals == std::string_view::npos
                               ? std::optional<std::string>("")
                               : decoded(pair.substr(equals + 1), true);
        if (!name || !value) {
            return false;
        }
        request.query[*name] = *value;
    }
    return true;
}

}  // namespace onus::adapters
