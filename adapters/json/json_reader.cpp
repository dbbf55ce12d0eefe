// SPDX-License-Identifier: Apache-2.0
//
// The library finds the tokens; where it stops, what was expected there is found from our own
// account of what had been read, so that none of its words is shown.

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "adapters/json/json.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::adapters {
namespace {

using engine::DataKind;

/// Reads the text and tells how far the library has come: it takes tokens off one by one, and each
/// ends where it stands.
class CountingIterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(std::string_view text, std::size_t offset, std::size_t* reached)
        : text_(text), offset_(offset), reached_(reached) {}

    reference operator*() const { return text_[offset_]; }
    CountingIterator& operator++() {
        *reached_ = ++offset_;
        return *this;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
        return a.offset_ == b.offset_;
    }
    friend bool operator!=(const CountingIterator& a, const CountingIterator& b) {
        return !(a == b);
    }

  private:
    std::string_view text_;
    std::size_t offset_;
    std::size_t* reached_;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string normal(const std::string& text) {
    const bool is_ascii = std::all_of(text.begin(), text.end(),
                                      [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return is_ascii ? text : to_nfc(text);
}

/// Receives the library's events and builds the tree. A refusal of ours is kept in `failure`.
class Builder {
  public:
    Builder(const Source& source, const JsonLimits& limits, const std::size_t& reached)
        : source_(source), limits_(limits), reached_(reached) {
        if (std::string_view(source.text).substr(0, 3) == "\xEF\xBB\xBF") {
            end_ = 3;
        }
    }

    using json = nlohmann::json;

    bool null() { return add_word(DataKind::kNull, ""); }
    bool boolean(bool value) { return add_word(DataKind::kYesNo, value ? "true" : "false"); }
    bool number_integer(json::number_integer_t /*value*/) { return add_number(); }
    bool number_unsigned(json::number_unsigned_t /*value*/) { return add_number(); }
    bool number_float(json::number_float_t /*value*/, const std::string& /*text*/) {
        return add_number();
    }
    bool binary(json::binary_t& /*value*/) { return false; }

    bool string(std::string& value) { return add_word(DataKind::kText, normal(value)); }

    bool start_object(std::size_t /*size*/) { return open(DataKind::kObject); }
    bool end_object() { return close(); }
    bool start_array(std::size_t /*size*/) { return open(DataKind::kList); }
    bool end_array() { return close(); }

    bool key(std::string& value) {
        const Span span = take(reached_);
        std::string name = normal(value);
        Frame& frame = frames_.back();
        if (!frame.names.insert(name).second) {
            return refuse(DiagnosticKind::kJsonKeyTwice, span, {name});
        }
        frame.node->names.push_back(std::move(name));
        frame.node->name_spans.push_back(span);
        frame.after_key = true;
        return true;
    }

    bool parse_error(std::size_t /*position*/, const std::string& /*last_token*/,
                     const json::exception& error) {
        if (error.id == kOutOfRange) {
            // A number that no machine number holds. We keep its digits, but the library gives up.
            const std::size_t begin = next_token();
            return refuse(DiagnosticKind::kJsonNumberTooLarge, span_to(begin, end_of_word(begin)),
                          {source_.text.substr(begin, end_of_word(begin) - begin)});
        }
        return explain();
    }

    [[nodiscard]] Diagnostic& failure() { return failure_; }
    [[nodiscard]] LocatedData& root() { return root_; }

  private:
    static constexpr int kOutOfRange = 406;

    struct Frame {
        LocatedData* node = nullptr;
        std::unordered_set<std::string> names{};
        bool after_key = false;
    };

    static Span span_to(std::size_t begin, std::size_t end) {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    /// Where the next token begins that is neither blank nor one of the signs between values.
    [[nodiscard]] std::size_t next_token() const {
        std::size_t at = end_;
        while (at < source_.text.size() &&
               (is_blank(source_.text[at]) || source_.text[at] == ',' || source_.text[at] == ':')) {
            ++at;
        }
        return at;
    }

    [[nodiscard]] std::size_t end_of_word(std::size_t begin) const {
        std::size_t at = begin;
        while (at < source_.text.size() && !is_blank(source_.text[at]) &&
               std::string_view(",:[]{}\"").find(source_.text[at]) == std::string_view::npos) {
            ++at;
        }
        return at;
    }

    /// Behind the number that the library found to be well formed.
    [[nodiscard]] std::size_t end_of_number(std::size_t begin) const {
        const std::string& text = source_.text;
        std::size_t at = begin + (text[begin] == '-' ? 1 : 0);
        const auto has = [&](std::string_view signs) {
            return at < text.size() && signs.find(text[at]) != std::string_view::npos;
        };
        const auto skip_digits = [&] {
            while (has("0123456789")) {
                ++at;
            }
        };
        if (has("0")) {
            ++at;
        } else {
            skip_digits();
        }
        if (has(".")) {
            ++at;
            skip_digits();
        }
        if (has("eE")) {
            ++at;
            at += has("+-") ? std::size_t{1} : std::size_t{0};
            skip_digits();
        }
        return at;
    }

    Span take(std::size_t end) {
        const std::size_t begin = next_token();
        end_ = end;
        return span_to(begin, end);
    }

    bool refuse(DiagnosticKind kind, Span span, std::vector<std::string> arguments = {}) {
        failure_.kind = kind;
        failure_.source_name = source_.name;
        failure_.span = span;
        failure_.arguments = std::move(arguments);
        return false;
    }

    LocatedData* place(LocatedData value) {
        if (++count_ > limits_.values_max) {
            refuse(DiagnosticKind::kJsonTooManyValues, value.span,
                   {std::to_string(limits_.values_max)});
            return nullptr;
        }
        if (frames_.empty()) {
            root_ = std::move(value);
            done_ = true;
            return &root_;
        }
        Frame& frame = frames_.back();
        frame.after_key = false;
        frame.node->items.push_back(std::move(value));
        return &frame.node->items.back();
    }

    bool add_word(DataKind kind, std::string text) {
        LocatedData value;
        value.kind = kind;
        value.text = std::move(text);
        value.span = take(reached_);
        return place(std::move(value)) != nullptr;
    }

    bool add_number() {
        // The library has looked one character ahead; the digits are taken from the text.
        const std::size_t begin = next_token();
        const std::size_t end = end_of_number(begin);
        LocatedData value;
        value.kind = DataKind::kNumber;
        value.text = source_.text.substr(begin, end - begin);
        value.span = span_to(begin, end);
        end_ = end;
        return place(std::move(value)) != nullptr;
    }

    bool open(DataKind kind) {
        const Span span = take(reached_);
        if (frames_.size() >= limits_.depth_max) {
            return refuse(DiagnosticKind::kJsonTooDeep, span, {std::to_string(limits_.depth_max)});
        }
        LocatedData value;
        value.kind = kind;
        value.span = span;
        LocatedData* const node = place(std::move(value));
        if (node == nullptr) {
            return false;
        }
        frames_.push_back(Frame{node});
        return true;
    }

    bool close() {
        // Behind the closing bracket; blanks and a comma may stand before it.
        frames_.back().node->span.end = static_cast<std::uint32_t>(reached_);
        end_ = reached_;
        frames_.pop_back();
        return true;
    }

    bool explain();
    bool explain_word(std::size_t begin);

    const Source& source_;
    const JsonLimits& limits_;
    const std::size_t& reached_;
    LocatedData root_;
    std::vector<Frame> frames_;
    Diagnostic failure_;
    std::size_t end_ = 0;  ///< of the last token that was taken
    std::size_t count_ = 0;
    bool done_ = false;
};

/// What stands at the failure is not the beginning of anything that fits. `end_` is behind the last
/// good value, key or opening bracket.
bool Builder::explain() {
    const std::string& text = source_.text;
    const auto skip = [&text](std::size_t at) {
        while (at < text.size() && is_blank(text[at])) {
            ++at;
        }
        return at;
    };
    std::size_t at = skip(end_);
    const auto has = [&text, &at](char c) { return at < text.size() && text[at] == c; };
    const auto found = [&text, &at, this] {
        const std::size_t end = std::max(end_of_word(at), std::min(at + 1, text.size()));
        return text.substr(at, std::min<std::size_t>(end - at, 40));
    };
    const auto say = [&](DiagnosticKind kind, std::vector<std::string> arguments = {}) {
        if (at >= text.size()) {
            return refuse(DiagnosticKind::kJsonEndsEarly, span_to(text.size(), text.size()));
        }
        arguments.insert(arguments.begin(), found());
        const auto end = static_cast<std::uint32_t>(at + std::max<std::size_t>(1, found().size()));
        return refuse(kind, {static_cast<std::uint32_t>(at), end}, std::move(arguments));
    };
    if (done_ && frames_.empty()) {
        return say(DiagnosticKind::kJsonTextAfterEnd);
    }
    if (frames_.empty()) {
        return at >= text.size() ? say(DiagnosticKind::kJsonEndsEarly) : explain_word(at);
    }
    const Frame& frame = frames_.back();
    const bool object = frame.node->kind == DataKind::kObject;
    if (frame.after_key) {
        if (!has(':')) {
            return say(DiagnosticKind::kJsonColonExpected);
        }
        at = skip(at + 1);
        return at >= text.size() ? say(DiagnosticKind::kJsonEndsEarly) : explain_word(at);
    }
    if (!frame.node->items.empty()) {
        if (!has(',')) {
            return say(DiagnosticKind::kJsonSeparatorExpected, {object ? "}" : "]"});
        }
        at = skip(at + 1);
    }
    if (object && !has('"')) {
        return say(DiagnosticKind::kJsonKeyExpected);
    }
    return at >= text.size() ? say(DiagnosticKind::kJsonEndsEarly) : explain_word(at);
}

/// A token began well and went wrong inside, or is no token at all.
bool Builder::explain_word(std::size_t begin) {
    const std::string& text = source_.text;
    if (text[begin] == '"') {
        const std::size_t reached = std::min(reached_, text.size());
        const std::size_t from = reached == 0 ? 0 : reached - 1;
        return refuse(DiagnosticKind::kJsonMalformedText,
                      span_to(std::max(begin, from), std::max(begin + 1, reached)));
    }
    const std::size_t end = std::max(end_of_word(begin), begin + 1);
    const std::string word = text.substr(begin, std::min<std::size_t>(end - begin, 40));
    const bool number = word[0] == '-' || word[0] == '+' || (word[0] >= '0' && word[0] <= '9');
    return refuse(
        number ? DiagnosticKind::kJsonMalformedNumber : DiagnosticKind::kJsonValueExpected,
        span_to(begin, end), {word});
}

Status check_size(const Source& source, const JsonLimits& limits) {
    Diagnostic diagnostic;
    diagnostic.source_name = source.name;
    if (source.text.size() > limits.bytes_max) {
        diagnostic.kind = DiagnosticKind::kJsonTooLarge;
        diagnostic.arguments = {std::to_string(source.text.size()),
                                std::to_string(limits.bytes_max)};
        return tl::make_unexpected(std::move(diagnostic));
    }
    if (is_utf8(source.text)) {
        return {};
    }
    std::size_t good = 0;
    for (std::size_t next = 0; next < source.text.size(); good = next) {
        static_cast<void>(next_code_point(source.text, next));
        if (!is_utf8(std::string_view(source.text).substr(good, next - good))) {
            break;
        }
    }
    diagnostic.kind = DiagnosticKind::kNotUtf8;
    diagnostic.arguments = {std::to_string(good + 1)};
    diagnostic.span = {static_cast<std::uint32_t>(good), static_cast<std::uint32_t>(good + 1)};
    return tl::make_unexpected(std::move(diagnostic));
}

}  // namespace

Result<LocatedData> parse_json(const Source& source, const JsonLimits& limits) {
    if (const Status size = check_size(source, limits); !size) {
        return tl::make_unexpected(size.error());
    }
    std::size_t reached = 0;
    Builder builder(source, limits, reached);
    const std::string_view text = source.text;
    const bool good =
        nlohmann::json::sax_parse(CountingIterator(text, 0, &reached),
                                  CountingIterator(text, text.size(), &reached), &builder);
    if (!good) {
        return tl::make_unexpected(std::move(builder.failure()));
    }
    return std::move(builder.root());
}

Result<engine::Data> parse_json(std::string_view text, const JsonLimits& limits) {
    const Result<LocatedData> located = parse_json(Source{"", std::string(text)}, limits);
    if (!located) {
        return tl::make_unexpected(located.error());
    }
    return without_places(*located);
}

}  // namespace onus::adapters
