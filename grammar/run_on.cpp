// SPDX-License-Identifier: Apache-2.0

#include "grammar/run_on.h"

#include <algorithm>
#include <limits>

#include "grammar/base/text.h"
#include "grammar/keywords.h"

namespace onus::grammar {
namespace {

/// Longer words are not taken apart; nobody writes them by mistake.
constexpr std::size_t kCodePointsMax = 64;

enum class Part { kNone, kKeyword, kName, kNumber, kUnit, kUnknown };

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

struct Step {
    int cost = std::numeric_limits<int>::max();
    std::size_t from = 0;
    Part part = Part::kNone;
};

class Splitter {
  public:
    Splitter(std::string_view word, const IsKnownName& is_known_name)
        : word_(word), is_known_name_(is_known_name) {
        for (std::size_t at = 0; at < word.size();) {
            ends_.push_back(at);
            static_cast<void>(next_code_point(word, at));
        }
        ends_.push_back(word.size());
    }

    std::vector<std::string_view> run() {
        if (ends_.size() > kCodePointsMax) {
            return {};
        }
        steps_.assign(ends_.size(), {});
        steps_[0].cost = 0;
        for (std::size_t from = 0; from + 1 < ends_.size(); ++from) {
            if (steps_[from].cost != std::numeric_limits<int>::max()) {
                extend(from);
            }
        }
        return parts();
    }

  private:
    void extend(std::size_t from) {
        for (std::size_t to = from + 1; to < ends_.size(); ++to) {
            const std::string_view text = word_.substr(ends_[from], ends_[to] - ends_[from]);
            const Part part = kind_of(text, steps_[from].part);
            // Two unknown names never stand side by side, and digits are not cut apart.
            const bool cuts_number =
                part == Part::kNumber && to + 1 < ends_.size() && is_digit(word_[ends_[to]]);
            if ((part == Part::kUnknown && steps_[from].part == Part::kUnknown) || cuts_number) {
                continue;
            }
            const int cost = steps_[from].cost + cost_of(part, to - from);
            if (cost < steps_[to].cost) {
                steps_[to] = {cost, from, part};
            }
        }
    }

    [[nodiscard]] Part kind_of(std::string_view text, Part before) const {
        if (is_number(text)) {
            return Part::kNumber;
        }
        const auto keyword = keyword_of(text, Language::kChinese);
        if (keyword && is_unit_word(*keyword) && before == Part::kNumber) {
            return Part::kUnit;
        }
        if (keyword && !is_unit_word(*keyword)) {
            return Part::kKeyword;
        }
        return is_known_name_(text) ? Part::kName : Part::kUnknown;
    }

    /// Known parts are cheap, and the fewer the better; what nobody knows costs by its length.
    static int cost_of(Part part, std::size_t length) {
        return part == Part::kUnknown ? 8 + 6 * static_cast<int>(length) : 4;
    }

    [[nodiscard]] std::vector<std::string_view> parts() const {
        std::vector<std::string_view> found;
        bool has_keyword = false;
        for (std::size_t to = ends_.size() - 1; to > 0; to = steps_[to].from) {
            const std::size_t begin = ends_[steps_[to].from];
            found.push_back(word_.substr(begin, ends_[to] - begin));
            has_keyword = has_keyword || steps_[to].part == Part::kKeyword;
        }
        std::reverse(found.begin(), found.end());
        return has_keyword && found.size() > 1 ? found : std::vector<std::string_view>();
    }

    std::string_view word_;
    const IsKnownName& is_known_name_;
    std::vector<std::size_t> ends_;  ///< byte offsets between the code points
    std::vector<Step> steps_;        ///< cheapest way to each of them
};

}  // namespace

std::vector<std::string_view> split_run_on(std::string_view word,
                                           const IsKnownName& is_known_name) {
    return Splitter(word, is_known_name).run();
}

std::string spaced(const std::vector<std::string_view>& parts) {
    std::string out;
    bool before_unit = false;
    for (const std::string_view part : parts) {
        out += out.empty() || before_unit ? "" : " ";
        out += part;
        before_unit = is_number(part);
    }
    return out;
}

}  // namespace onus::grammar
