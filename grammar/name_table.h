// SPDX-License-Identifier: Apache-2.0
//
// Names in two languages. Every name has one id, its English spelling; a rulebook's table gives the
// Chinese one. Both directions are functions.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/base/diagnostic.h"

namespace onus::grammar {

class NameTable {
  public:
    /// The Chinese spelling of an id, if the table has one.
    [[nodiscard]] std::optional<std::string_view> chinese_of(std::string_view id) const;

    /// The id behind a Chinese spelling, if the table has one.
    [[nodiscard]] std::optional<std::string_view> id_of(std::string_view chinese) const;

    /// False if either spelling is taken by another pair.
    bool insert(std::string id, std::string chinese);

    [[nodiscard]] bool empty() const { return chinese_by_id_.empty(); }

    /// id to Chinese, ordered.
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& entries() const {
        return chinese_by_id_;
    }

  private:
    std::map<std::string, std::string, std::less<>> chinese_by_id_;
    std::map<std::string, std::string, std::less<>> id_by_chinese_;
};

struct NameTableResult {
    NameTable table;
    Diagnostics diagnostics;
};

/// Reads NAME.names.tsv: id, tab, Chinese spelling; `#` opens a comment line. A clash is an error
/// at both lines.
[[nodiscard]] NameTableResult parse_name_table(const Source& source);

}  // namespace onus::grammar
