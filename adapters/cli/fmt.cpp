// SPDX-License-Identifier: Apache-2.0
//
// The canonical form of rulebooks, in their own language or in the other one.

#include <filesystem>
#include <fstream>
#include <ostream>

#include "adapters/cli/commands.h"
#include "adapters/cli/rulebook_file.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

namespace fs = std::filesystem;

/// "retail.zh.onus" for "retail.en.onus" and "retail.onus".
std::string translated_path(const std::string& file, Language to) {
    fs::path path = file;
    std::string stem = path.stem().string();
    for (const std::string_view ending : {".en", ".zh"}) {
        if (stem.size() > ending.size() && stem.ends_with(ending)) {
            stem.resize(stem.size() - ending.size());
        }
    }
    const std::string ending = to == Language::kChinese ? ".zh.onus" : ".en.onus";
    return (path.parent_path() / (stem + ending)).string();
}

/// Whole or not at all: a full disk must not cost anybody his rulebook.
bool replace_file(const std::string& target, const std::string& text) {
    const std::string beside = target + ".new";
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    std::error_code error;
    if (out) {
        fs::rename(beside, target, error);
        if (!error) {
            return true;
        }
    }
    fs::remove(beside, error);
    return false;
}

class Formatter {
  public:
    Formatter(const Console& console, const Arguments& arguments, std::optional<Language> to)
        : console_(console), arguments_(arguments), to_(to) {}

    [[nodiscard]] Exit format(const std::string& file) const;

  private:
    [[nodiscard]] Exit put(const std::string& file, const std::string& text,
                           const std::string& formatted, bool translated) const;

    const Console& console_;
    const Arguments& arguments_;
    std::optional<Language> to_;
};

Exit Formatter::put(const std::string& file, const std::string& text, const std::string& formatted,
                    bool translated) const {
    if (arguments_.has("check")) {
        if (text == formatted) {
            return Exit::kEffective;
        }
        console_.report(failure(DiagnosticKind::kFormatDiffers, {file}).value());
        return Exit::kNotEffective;
    }
    if (!arguments_.has("write")) {
        console_.out << formatted;
        return Exit::kEffective;
    }
    const std::string target = translated ? translated_path(file, *to_) : file;
    if (!translated && text == formatted) {
        return Exit::kEffective;
    }
    if (!replace_file(target, formatted)) {
        return console_.fail(failure(DiagnosticKind::kFileNotWritten, {target}).value());
    }
    return Exit::kEffective;
}

Exit Formatter::format(const std::string& file) const {
    const RulebookFile read = read_rulebook_file(console_, file);
    if (!read.is_read()) {
        if (read.exit == Exit::kRulebook) {
            console_.report(failure(DiagnosticKind::kFormatBroken, {file}).value());
        }
        return read.exit;
    }
    const Language own = read.file.language;
    const Language to = to_.value_or(own);
    return put(file, read.source.text, read.in(to), to != own);
}

}  // namespace

Exit run_fmt(const Console& console, const Arguments& arguments) {
    std::optional<Language> to;
    if (const auto word = arguments.value("to")) {
        if (*word != "en" && *word != "zh") {
            return console.fail(
                failure(DiagnosticKind::kUsageValueImpossible, {*word, "--to", "en, zh"}).value());
        }
        to = *word == "zh" ? Language::kChinese : Language::kEnglish;
    }
    const Formatter formatter(console, arguments, to);
    Exit worst = Exit::kEffective;
    for (const std::string& file : arguments.words) {
        worst = std::max(worst, formatter.format(file));
    }
    return worst;
}

}  // namespace onus::adapters
