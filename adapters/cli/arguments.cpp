// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/arguments.h"

#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::adapters {
namespace {

/// What a command takes beside the options that all commands have.
struct Shape {
    std::string name;
    std::vector<std::string> words{};  ///< what the words are called; required
    std::size_t more_words = 0;        ///< that may follow
    std::vector<std::string> flags{};
    std::vector<std::string> values{};
};

const std::vector<Shape>& shapes() {
    static const std::vector<Shape> kShapes = {
        {"check", {}, 1000, {"matrix"}, {"organisation", "calendars"}},
        {"fmt", {"FILE"}, 1000, {"check", "write"}, {"to"}},
        {"test", {}, 1000},
        {"validate", {"COMMAND"}},
        {"submit", {"COMMAND"}, 0, {"stop-on-error", "quiet"}},
        {"advance", {}, 0, {}, {"to"}},
        {"matters", {}, 0, {}, {"of"}},
        {"duties", {}, 0, {}, {"of"}},
        {"trace", {"RECORD"}, 1},
        {"why", {"ATTEMPT"}},
        {"play", {"SCENARIO"}, 0, {"step"}},
        {"explain", {"CODE"}},
        {"process",
         {"import|export|draw|list|show|why-late"},
         2,
         {},
         {"out", "of", "state", "process", "at"}},
        {"serve", {}, 0, {}, {"config", "checkpoint", "public"}},
        {"backup", {"LEDGER", "TO"}},
        {"restore", {"FROM", "LEDGER"}, 0, {"replace"}, {"head", "checkpoint", "public"}},
        {"client", {"NAME"}, 0, {"write"}, {"role", "person"}},
        {"ledger",
         {"head|verify|rebuild|rejudge|checkpoint|prove|export|audit|key|redact"},
         1,
         {},
         {"head", "checkpoint", "receipt", "public", "key", "algorithm", "from", "to", "entry",
          "field", "reason", "by", "confirmed-by"}},
    };
    return kShapes;
}

const std::vector<std::string> kCommonFlags = {"json",      "verbose",  "help",
                                               "in-memory", "no-color", "version"};
const std::vector<std::string> kCommonValues = {"lang", "C", "ledger", "hash"};

std::string dashed(const std::string& name) { return (name.size() == 1 ? "-" : "--") + name; }

std::string spelling(const std::string& name) {
    if (name == "help") {
        return "-h,--help";
    }
    return name == "verbose" ? "-v,--verbose" : dashed(name);
}

/// Where the library puts what it finds.
struct Found {
    std::map<std::string, bool> flags;
    std::map<std::string, std::string> values;
    std::vector<std::string> words;
};

void add_options(CLI::App& app, const std::vector<std::string>& flags,
                 const std::vector<std::string>& values, Found& found) {
    for (const std::string& flag : flags) {
        app.add_flag(spelling(flag), found.flags[flag]);
    }
    for (const std::string& value : values) {
        app.add_option(spelling(value), found.values[value])
            ->multi_option_policy(value == "field" ? CLI::MultiOptionPolicy::Join
                                                   : CLI::MultiOptionPolicy::TakeLast);
    }
}

Diagnostic usage(DiagnosticKind kind, std::vector<std::string> arguments) {
    return failure(kind, std::move(arguments)).value();
}

void suggest(Diagnostic& diagnostic, std::string_view word,
             const std::vector<std::string>& candidates) {
    std::uint32_t best = 3;
    for (const std::string& candidate : candidates) {
        const std::uint32_t distance = edit_distance(word, candidate, best);
        if (distance < best) {
            best = distance;
            diagnostic.fix = Fix{{}, candidate};
        }
    }
}

/// Where the first word stands that is no option, which should have been a command; behind the end
/// if there is none.
std::size_t place_of_command(const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (!arguments[i].starts_with('-')) {
            return i;
        }
        const std::string name =
            arguments[i].substr(arguments[i].find_first_not_of('-') == std::string::npos
                                    ? 0
                                    : arguments[i].find_first_not_of('-'));
        if (std::find(kCommonValues.begin(), kCommonValues.end(), name) != kCommonValues.end()) {
            ++i;
        }
    }
    return arguments.size();
}

Result<Arguments> finish(const Shape& shape, Found found, const std::vector<std::string>& extras) {
    for (const std::string& extra : extras) {
        if (extra.starts_with('-') && extra.size() > 1) {
            Diagnostic diagnostic = usage(DiagnosticKind::kUsageOptionUnknown, {extra, shape.name});
            std::vector<std::string> known;
            for (const auto* names : {&kCommonFlags, &kCommonValues, &shape.flags, &shape.values}) {
                std::transform(names->begin(), names->end(), std::back_inserter(known), dashed);
            }
            suggest(diagnostic, extra, known);
            return tl::make_unexpected(std::move(diagnostic));
        }
        found.words.push_back(extra);
    }
    Arguments result;
    result.command = shape.name;
    for (const auto& [flag, given] : found.flags) {
        if (given) {
            result.flags.insert(flag);
        }
    }
    for (auto& [name, value] : found.values) {
        if (!value.empty()) {
            result.values.emplace(name, std::move(value));
        }
    }
    if (result.has("help") || result.has("version")) {
        return result;
    }
    if (found.words.size() < shape.words.size()) {
        return failure(DiagnosticKind::kUsageWordMissing,
                       {shape.name, shape.words[found.words.size()]});
    }
    if (found.words.size() > shape.words.size() + shape.more_words) {
        return failure(DiagnosticKind::kUsageWordExtra,
                       {found.words[shape.words.size() + shape.more_words], shape.name});
    }
    result.words = std::move(found.words);
    return result;
}

/// "--to" of the library's "--to: 1 required TEXT missing".
std::string option_of(const CLI::Error& error) {
    const std::string text = error.what();
    return text.substr(0, text.find(':'));
}

}  // namespace

std::optional<std::string> Arguments::value(std::string_view name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<std::string>& command_names() {
    static const std::vector<std::string> kNames = [] {
        std::vector<std::string> names;
        for (const Shape& shape : shapes()) {
            names.push_back(shape.name);
        }
        return names;
    }();
    return kNames;
}

Result<Arguments> parse_arguments(const std::vector<std::string>& arguments) {
    Found found;
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    add_options(app, kCommonFlags, kCommonValues, found);
    // The library is told of options alone: a word behind the command may bear the name of another.
    const std::size_t place = place_of_command(arguments);
    const std::string word = place < arguments.size() ? arguments[place] : std::string();
    const auto shape = std::find_if(shapes().begin(), shapes().end(),
                                    [&](const Shape& each) { return each.name == word; });
    std::vector<std::string> rest = arguments;
    if (shape != shapes().end()) {
        add_options(app, shape->flags, shape->values, found);
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(place));
    }
    try {
        // The library reads from the back.
        app.parse(std::vector<std::string>(rest.rbegin(), rest.rend()));
    } catch (const CLI::ArgumentMismatch& error) {
        return failure(DiagnosticKind::kUsageValueMissing, {option_of(error)});
    } catch (const CLI::Error& error) {
        return failure(DiagnosticKind::kUsageValueMissing, {option_of(error)});
    }
    if (shape != shapes().end()) {
        return finish(*shape, std::move(found), app.remaining());
    }
    for (const char* const flag : {"help", "version"}) {
        if (found.flags[flag]) {
            return Arguments{{}, {}, {}, {flag}};
        }
    }
    if (word.empty()) {
        return failure(DiagnosticKind::kUsageCommandMissing);
    }
    Diagnostic diagnostic = usage(DiagnosticKind::kUsageCommandUnknown, {word});
    suggest(diagnostic, word, command_names());
    return tl::make_unexpected(std::move(diagnostic));
}

}  // namespace onus::adapters
