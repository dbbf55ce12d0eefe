// SPDX-License-Identifier: Apache-2.0

#include "policies/yaml_node.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::policies {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Leaves the library's parser as soon as a limit is passed. Caught in `parse_yaml`.
struct Stopped {};

// yaml-cpp writes the escapes `\_` (U+00A0) and `\N` (U+0085) as one byte each, which is no UTF-8.
std::string as_utf8(const std::string& value) {
    if (is_utf8(value)) {
        return value;
    }
    std::string mended;
    for (std::size_t offset = 0; offset < value.size();) {
        const std::size_t begin = offset;
        const auto byte = static_cast<unsigned char>(value[begin]);
        const char32_t read = next_code_point(value, offset);
        append_utf8(mended, offset == begin + 1 ? char32_t{byte} : read);
    }
    return mended;
}

std::uint32_t to_offset(std::size_t position) { return static_cast<std::uint32_t>(position); }

// Builds the tree from the parser's events.
class Builder final : public YAML::EventHandler {
  public:
    Builder(const Source& source, const ReadLimits& limits, Diagnostics& diagnostics)
        : source_(source), limits_(limits), diagnostics_(diagnostics) {
        mark_size_ = source.text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    }

    [[nodiscard]] YamlNodePtr root() const { return root_; }

    [[nodiscard]] std::uint32_t offset_of(const YAML::Mark& mark) const {
        const auto position = static_cast<std::size_t>(std::max(mark.pos, 0)) + mark_size_;
        return to_offset(std::min(position, source_.text.size()));
    }

    void report(DiagnosticKind kind, Span span, std::vector<std::string> arguments = {}) {
        Diagnostic diagnostic;
        diagnostic.kind = kind;
        diagnostic.source_name = source_.name;
        diagnostic.span = span;
        diagnostic.arguments = std::move(arguments);
        diagnostics_.push_back(std::move(diagnostic));
    }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1) {
            stop(DiagnosticKind::kYamlSeveralDocuments, mark);
        }
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        place(mark, anchor, start(YamlNode::Kind::kNothing, mark));
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        check_tag(mark, tag);
        auto node = start(YamlNode::Kind::kText, mark);
        node->text = to_nfc(as_utf8(value));
        node->span.end = end_of_scalar(node->span.begin, value);
        place(mark, anchor, std::move(node));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        count_alias(mark);
        const auto found = anchored_.find(anchor);
        if (found == anchored_.end()) {
            // An alias inside its own anchor.
            stop(DiagnosticKind::kYamlUnreadable, mark);
        }
        count_values(mark, found->second.size);
        add(mark, found->second.node);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        open(mark, tag, anchor, YamlNode::Kind::kList);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        open(mark, tag, anchor, YamlNode::Kind::kMap);
    }
    void OnMapEnd() override { close(); }

  private:
    using MutableNode = std::shared_ptr<YamlNode>;

    // A list or map that is not closed yet.
    struct Level {
        MutableNode node;
        YAML::Mark mark;
        YAML::anchor_t anchor = YAML::NullAnchor;
        std::size_t values_before = 0;
        bool has_key = false;
        std::string key;
        Span key_span;
        std::unordered_map<std::string, Span> keys;
    };

    struct Anchored {
        YamlNodePtr node;
        std::size_t size = 0;  ///< values, aliases written out
    };

    [[noreturn]] void stop(DiagnosticKind kind, const YAML::Mark& mark,
                           std::vector<std::string> arguments = {}) {
        const std::uint32_t begin = offset_of(mark);
        report(kind, {begin, begin}, std::move(arguments));
        throw Stopped{};
    }

    void check_tag(const YAML::Mark& mark, const std::string& tag) {
        // "?" is a plain value, "!" a quoted one.
        if (!tag.empty() && tag != "?" && tag != "!") {
            const std::uint32_t begin = offset_of(mark);
            report(DiagnosticKind::kYamlTag, {begin, begin}, {tag});
        }
    }

    void count_values(const YAML::Mark& mark, std::size_t count) {
        values_ += count;
        if (values_ > limits_.values_max) {
            stop(DiagnosticKind::kYamlTooManyValues, mark, {std::to_string(limits_.values_max)});
        }
    }

    void count_alias(const YAML::Mark& mark) {
        if (++aliases_ > limits_.aliases_max) {
            stop(DiagnosticKind::kYamlTooManyAliases, mark, {std::to_string(limits_.aliases_max)});
        }
    }

    MutableNode start(YamlNode::Kind kind, const YAML::Mark& mark) {
        count_values(mark, 1);
        auto node = std::make_shared<YamlNode>();
        node->kind = kind;
        node->span.begin = offset_of(mark);
        node->span.end = node->span.begin;
        return node;
    }

    // The library tells where a value begins. A plain one stands there as it is; of others the rest
    // of the line is taken.
    [[nodiscard]] std::uint32_t end_of_scalar(std::uint32_t begin, const std::string& value) const {
        const std::string_view text = source_.text;
        if (text.substr(begin, value.size()) == value) {
            return begin + to_offset(value.size());
        }
        if (text.substr(begin + 1, value.size()) == value) {
            return begin + to_offset(value.size()) + 2;
        }
        return to_offset(std::min(text.find_first_of("\r\n", begin), text.size()));
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
              YamlNode::Kind kind) {
        check_tag(mark, tag);
        if (levels_.size() >= limits_.depth_max) {
            stop(DiagnosticKind::kYamlTooDeep, mark, {std::to_string(limits_.depth_max)});
        }
        Level level;
        level.values_before = values_;
        level.node = start(kind, mark);
        level.mark = mark;
        level.anchor = anchor;
        levels_.push_back(std::move(level));
    }

    void close() {
        Level level = std::move(levels_.back());
        levels_.pop_back();
        if (level.anchor != YAML::NullAnchor) {
            count_alias(level.mark);
            anchored_[level.anchor] = {level.node, values_ - level.values_before};
        }
        add(level.mark, std::move(level.node));
    }

    void place(const YAML::Mark& mark, YAML::anchor_t anchor, MutableNode node) {
        if (anchor != YAML::NullAnchor) {
            count_alias(mark);
            anchored_[anchor] = {node, 1};
        }
        add(mark, std::move(node));
    }

    // Puts a finished node where it belongs: the root, a list, a key, or the value of a key.
    void add(const YAML::Mark& mark, YamlNodePtr node) {
        if (levels_.empty()) {
            root_ = std::move(node);
            return;
        }
        Level& level = levels_.back();
        if (level.node->kind == YamlNode::Kind::kList) {
            level.node->items.push_back(std::move(node));
            return;
        }
        if (!level.has_key) {
            if (node->kind != YamlNode::Kind::kText) {
                stop(DiagnosticKind::kYamlUnreadable, mark);
            }
            level.has_key = true;
            level.key = node->text;
            level.key_span = node->span;
            return;
        }
        level.has_key = false;
        const auto [first, is_new] = level.keys.emplace(level.key, level.key_span);
        if (is_new) {
            level.node->entries.push_back({std::move(level.key), level.key_span, std::move(node)});
            return;
        }
        report(DiagnosticKind::kYamlDuplicateKey, level.key_span, {level.key});
        diagnostics_.back().related.push_back({source_.name, first->second});
    }

    const Source& source_;
    const ReadLimits& limits_;
    Diagnostics& diagnostics_;
    std::size_t mark_size_ = 0;
    std::size_t documents_ = 0;
    std::size_t values_ = 0;
    std::size_t aliases_ = 0;
    std::vector<Level> levels_;
    std::unordered_map<YAML::anchor_t, Anchored> anchored_;
    YamlNodePtr root_;
};

// Where the text stops being UTF-8.
std::size_t first_malformed(std::string_view text) {
    std::size_t valid = 0;
    std::size_t malformed = text.size();
    // Cutting inside a character is malformed too, so this finds the end of the last good
    // character.
    while (valid < malformed) {
        std::size_t offset = valid;
        static_cast<void>(next_code_point(text, offset));
        if (!is_utf8(text.substr(valid, offset - valid))) {
            return valid;
        }
        valid = offset;
    }
    return malformed;
}

// Control characters besides line breaks and tabs. The library takes one of them for the end.
std::size_t first_control(std::string_view text) {
    const auto* const found = std::find_if(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
    });
    return static_cast<std::size_t>(found - text.begin());
}

bool is_indented_with_tab(std::string_view line) {
    const std::size_t content = line.find_first_not_of(" \t");
    return line.substr(0, content).find('\t') != std::string_view::npos;
}

// False if the text is not even worth parsing.
bool check_text(const Source& source, const ReadLimits& limits, Builder& builder) {
    const std::string_view text = source.text;
    if (text.size() > limits.bytes_max || text.size() > UINT32_MAX) {
        builder.report(DiagnosticKind::kYamlTooLarge, {},
                       {std::to_string(text.size()), std::to_string(limits.bytes_max)});
        return false;
    }
    if (!is_utf8(text)) {
        const std::uint32_t offset = to_offset(first_malformed(text));
        builder.report(DiagnosticKind::kNotUtf8, {offset, offset}, {std::to_string(offset + 1)});
        return false;
    }
    const std::size_t control = first_control(text);
    if (control != text.size()) {
        const auto byte = static_cast<unsigned char>(text[control]);
        constexpr std::string_view kHex = "0123456789ABCDEF";
        const std::string name = std::string("U+00") + kHex[byte >> 4U] + kHex[byte & 0xFU];
        builder.report(DiagnosticKind::kYamlControlCharacter,
                       {to_offset(control), to_offset(control + 1)}, {name});
        return false;
    }
    return true;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
    for (const YamlEntry& entry : entries) {
        if (entry.key == key) {
            return entry.value.get();
        }
    }
    return nullptr;
}

YamlNodePtr parse_yaml(const Source& source, const ReadLimits& limits, Diagnostics& diagnostics) {
    Builder builder(source, limits, diagnostics);
    if (!check_text(source, limits, builder)) {
        return nullptr;
    }
    try {
        std::istringstream stream(source.text);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Stopped&) {
        return nullptr;
    } catch (const YAML::Exception& exception) {
        const std::uint32_t offset = builder.offset_of(exception.mark);
        const bool tab = is_indented_with_tab(line_at(source.text, offset));
        builder.report(tab ? DiagnosticKind::kYamlTab : DiagnosticKind::kYamlUnreadable,
                       {offset, offset});
        return nullptr;
    } catch (const std::exception&) {
        builder.report(DiagnosticKind::kYamlUnreadable, {});
        return nullptr;
    }
    if (builder.root() == nullptr || builder.root()->kind == YamlNode::Kind::kNothing) {
        builder.report(DiagnosticKind::kYamlEmpty, {});
        return nullptr;
    }
    return builder.root();
}

}  // namespace onus::policies
