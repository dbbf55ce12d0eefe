// SPDX-License-Identifier: Apache-2.0

#include "grammar/name_table.h"

#include <algorithm>
#include <utility>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::grammar {
namespace {

std::optional<std::string_view> find(const std::map<std::string, std::string, std::less<>>& names,
                                     std::string_view key) {
    const auto found = names.find(key);
    return found == names.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \r");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \r") - first + 1);
}

class TableReader {
  public:
    explicit TableReader(const Source& source) : source_(source) {}

    NameTableResult run() {
        std::string_view rest = source_.text;
        if (!is_utf8(rest)) {
            report(DiagnosticKind::kNotUtf8, rest, {"1"});
            return std::move(result_);
        }
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            line(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return std::move(result_);
    }

  private:
    void line(std::string_view text) {
        text = trimmed(text);
        if (text.empty() || text.front() == '#') {
            return;
        }
        const std::size_t tab = text.find('\t');
        const std::string_view id = trimmed(text.substr(0, tab));
        const std::string_view chinese =
            tab == std::string_view::npos ? std::string_view() : trimmed(text.substr(tab + 1));
        if (id.empty() || chinese.empty() || chinese.find('\t') != std::string_view::npos) {
            report(DiagnosticKind::kNameTableLine, text, {});
            return;
        }
        add(id, chinese);
    }

    void add(std::string_view id_cell, std::string_view chinese_cell) {
        const std::string id = fold_width(id_cell);
        const std::string chinese = fold_width(chinese_cell);
        const auto by_id = places_.find(id);
        const auto by_chinese = places_.find(chinese);
        if (result_.table.insert(id, chinese)) {
            places_.emplace(id, span_of(id_cell));
            places_.emplace(chinese, span_of(chinese_cell));
            return;
        }
        // The same pair again does no harm.
        if (result_.table.chinese_of(id) == chinese) {
            return;
        }
        const bool id_is_taken = result_.table.chinese_of(id).has_value();
        report(DiagnosticKind::kNameTableClash, id_is_taken ? id_cell : chinese_cell,
               {id_is_taken ? id : chinese});
        result_.diagnostics.back().related = {
            {source_.name, (id_is_taken ? by_id : by_chinese)->second}};
    }

    [[nodiscard]] Span span_of(std::string_view part) const {
        const auto begin = static_cast<std::uint32_t>(part.data() - source_.text.data());
        return {begin, begin + static_cast<std::uint32_t>(part.size())};
    }

    void report(DiagnosticKind kind, std::string_view part, std::vector<std::string> arguments) {
        Diagnostic diagnostic;
        diagnostic.kind = kind;
        diagnostic.source_name = source_.name;
        diagnostic.span = span_of(part);
        diagnostic.arguments = std::move(arguments);
        result_.diagnostics.push_back(std::move(diagnostic));
    }

    const Source& source_;
    NameTableResult result_;
    std::map<std::string, Span, std::less<>> places_;  ///< of either spelling
};

}  // namespace

std::optional<std::string_view> NameTable::chinese_of(std::string_view id) const {
    return find(chinese_by_id_, id);
}

std::optional<std::string_view> NameTable::id_of(std::string_view chinese) const {
    return find(id_by_chinese_, chinese);
}

bool NameTable::insert(std::string id, std::string chinese) {
    if (chinese_by_id_.contains(id) || id_by_chinese_.contains(chinese)) {
        return false;
    }
    id_by_chinese_.emplace(chinese, id);
    chinese_by_id_.emplace(std::move(id), std::move(chinese));
    return true;
}

NameTableResult parse_name_table(const Source& source) { return TableReader(source).run(); }

}  // namespace onus::grammar
