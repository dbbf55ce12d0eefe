// SPDX-License-Identifier: Apache-2.0

#include "grammar/keywords.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "grammar/base/check.h"
#include "grammar/base/text.h"

namespace onus::grammar {
namespace {

/// Cells of keywords.tsv for one keyword, indexed by `Language`.
using Cells = std::array<std::string_view, 2>;

constexpr auto kKeywordCells = std::to_array<Cells>({
#define ONUS_KEYWORD(kind, token, english, chinese) {english, chinese},
#include "grammar/generated/keywords.inc"
#undef ONUS_KEYWORD
});
static_assert(kKeywordCells.size() == kKeywordCount);

constexpr auto kBuiltInNames = std::to_array<BuiltInName>({
#define ONUS_BUILT_IN_NAME(kind, english, chinese) {BuiltInKind::kind, english, chinese},
#include "grammar/generated/built_in_names.inc"
#undef ONUS_BUILT_IN_NAME
});

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t end = 0; end != std::string_view::npos; text.remove_prefix(end + 1)) {
        end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            break;
        }
    }
    return parts;
}

std::size_t index_of(TokenKind keyword) {
    ONUS_CHECK(is_keyword(keyword), "only keywords have spellings");
    return static_cast<std::size_t>(keyword) - 1;
}

/// The table of one language, read once.
class Words {
  public:
    explicit Words(Language language) {
        const auto column = static_cast<std::size_t>(language);
        for (std::size_t i = 0; i < kKeywordCount; ++i) {
            const auto keyword = static_cast<TokenKind>(i + 1);
            spellings_.push_back(split(kKeywordCells[i][column], '|'));
            for (const std::string_view one : spellings_.back()) {
                by_spelling_.emplace(one, keyword);
            }
        }
        for (const auto& [text, keyword] : by_spelling_) {
            const auto& words = words_.emplace(text, split(text, ' ')).first->second;
            phrases_[words.front()].push_back({words, keyword});
        }
        for (auto& [first, phrases] : phrases_) {
            std::stable_sort(phrases.begin(), phrases.end(), [](const Phrase& a, const Phrase& b) {
                return a.words.size() > b.words.size();
            });
        }
    }

    static const Words& of(Language language) {
        static const std::array<Words, 2> kTables = {Words(Language::kEnglish),
                                                     Words(Language::kChinese)};
        return kTables[static_cast<std::size_t>(language)];
    }

    [[nodiscard]] const std::vector<std::string_view>& spellings(TokenKind keyword) const {
        return spellings_[index_of(keyword)];
    }
    [[nodiscard]] std::optional<TokenKind> find(std::string_view spelling) const {
        const auto found = by_spelling_.find(spelling);
        return found == by_spelling_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::span<const Phrase> phrases_from(std::string_view word) const {
        const auto found = phrases_.find(word);
        return found == phrases_.end() ? std::span<const Phrase>() : found->second;
    }

  private:
    std::vector<std::vector<std::string_view>> spellings_;
    std::map<std::string_view, TokenKind> by_spelling_;
    std::map<std::string_view, std::vector<std::string_view>> words_;
    std::map<std::string_view, std::vector<Phrase>> phrases_;
};

bool in_space(const BuiltInName& name, NameSpace space) {
    return (name.kind == BuiltInKind::kType) == (space == NameSpace::kType);
}

}  // namespace

std::string folded_text(const Token& token, std::string_view text) {
    const std::string_view bytes = slice(text, token.span);
    return token.needs_folding ? fold_width(bytes) : std::string(bytes);
}

std::span<const std::string_view> spellings(TokenKind keyword, Language language) {
    return Words::of(language).spellings(keyword);
}

std::string_view spelling(TokenKind keyword, Language language) {
    return Words::of(language).spellings(keyword).front();
}

std::optional<TokenKind> keyword_of(std::string_view spelling, Language language) {
    return Words::of(language).find(spelling);
}

std::span<const Phrase> phrases_from(std::string_view word, Language language) {
    return Words::of(language).phrases_from(word);
}

bool is_unit_word(TokenKind keyword) {
    return keyword >= TokenKind::kMinutes && keyword <= TokenKind::kPoints;
}

std::span<const BuiltInName> built_in_names() { return kBuiltInNames; }

std::optional<std::string_view> built_in_id(std::string_view chinese, NameSpace space) {
    for (const BuiltInName& name : kBuiltInNames) {
        if (name.chinese == chinese && in_space(name, space)) {
            return name.id;
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> built_in_chinese(std::string_view id, NameSpace space) {
    for (const BuiltInName& name : kBuiltInNames) {
        if (name.id == id && in_space(name, space)) {
            return name.chinese;
        }
    }
    return std::nullopt;
}

const BuiltInName* find_built_in(std::string_view id, BuiltInKind kind) {
    for (const BuiltInName& name : kBuiltInNames) {
        if (name.id == id && name.kind == kind) {
            return &name;
        }
    }
    return nullptr;
}

}  // namespace onus::grammar
