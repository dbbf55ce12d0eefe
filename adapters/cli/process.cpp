// SPDX-License-Identifier: Apache-2.0
//
// Processes: BPMN files in and out, and the way to their pictures and runs.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>

#include "adapters/bpmn/import.h"
#include "adapters/cli/commands.h"
#include "adapters/cli/process_diagram.h"
#include "adapters/cli/process_runs.h"
#include "engine/compile/check.h"
#include "engine/run/data.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/name_table.h"
#include "grammar/parser.h"
#include "policies/pack_loader.h"

namespace onus::adapters {
namespace {

namespace fs = std::filesystem;

/// Nothing is written that the next `onus check` would refuse.
bool is_clean(const bpmn::Imported& imported) {
    const Source source{"imported.onus", imported.rulebook};
    const grammar::NameTableResult names =
        grammar::parse_name_table({"imported.names.tsv", imported.names});
    const grammar::ParseResult parsed = grammar::parse(source, names.table);
    return !has_errors(names.diagnostics) && !has_errors(parsed.diagnostics) &&
           !has_errors(engine::check({{&parsed.file, &names.table}}).diagnostics);
}

/// The rulebook and its table of names, both or none, over nothing that is there already.
Exit write(const Console& console, const fs::path& folder, const bpmn::Imported& imported) {
    const std::string& name = imported.outline.name;
    const bool zh = imported.outline.language == Language::kChinese;
    std::vector<std::pair<fs::path, const std::string*>> files{
        {folder / (name + (zh ? ".zh.onus" : ".en.onus")), &imported.rulebook}};
    if (!imported.names.empty()) {
        files.emplace_back(folder / (name + ".names.tsv"), &imported.names);
    }
    std::error_code error;
    for (const auto& [target, text] : files) {
        if (fs::exists(target, error)) {
            return console.fail(failure(DiagnosticKind::kBpmnExists, {target.string()}).value());
        }
    }
    fs::create_directories(folder, error);
    for (const auto& [target, text] : files) {
        std::ofstream out(target, std::ios::binary);
        out << *text;
        out.close();
        if (!out) {
            for (const auto& [written, of] : files) {
                fs::remove(written, error);
            }
            return console.fail(
                failure(DiagnosticKind::kFileNotWritten, {target.string()}).value());
        }
    }
    if (!console.json) {
        for (const auto& [target, text] : files) {
            console.out << target.string() << '\n';
        }
    }
    return Exit::kEffective;
}

engine::Data to_data(const bpmn::Imported& imported) {
    const bpmn::InventoryCount counted = bpmn::count(imported.inventory);
    engine::Data elements = engine::list_data();
    for (const bpmn::InventoryEntry& entry : imported.inventory) {
        engine::Data one = engine::object_data();
        engine::set_member(one, "id", engine::text_data(entry.id));
        engine::set_member(one, "name", engine::text_data(entry.name));
        engine::set_member(one, "kind", engine::text_data(entry.kind));
        engine::set_member(one, "fate", engine::text_data(std::string(bpmn::id_of(entry.fate))));
        engine::set_member(
            one, "reason",
            engine::text_data(std::string(bpmn::words_of(entry.reason, Language::kEnglish))));
        elements.items.push_back(std::move(one));
    }
    const auto number = [](std::size_t value) {
        return engine::number_data(std::to_string(value));
    };
    engine::Data object = engine::object_data();
    engine::set_member(object, "rulebook", engine::text_data(imported.rulebook));
    engine::set_member(object, "names", engine::text_data(imported.names));
    engine::set_member(object, "total", number(counted.total()));
    engine::set_member(object, "carried", number(counted.carried()));
    engine::set_member(object, "listed", number(counted.listed()));
    engine::set_member(object, "elements", std::move(elements));
    return object;
}

/// What became of the elements: a line for each that is not in the rulebook as it was drawn.
void print_account(const Console& console, const bpmn::Imported& imported, std::ostream& out) {
    const bpmn::InventoryCount counted = bpmn::count(imported.inventory);
    const auto number = [&](bpmn::Fate fate) {
        return std::to_string(counted.by_fate[static_cast<std::size_t>(fate)]);
    };
    if (console.language == Language::kEnglish) {
        out << counted.total() << " elements: " << number(bpmn::Fate::kCarried) << " carried, "
            << number(bpmn::Fate::kQuestion) << " as questions, " << number(bpmn::Fate::kRemark)
            << " as remarks, " << counted.listed() << " not carried\n";
    } else {
        out << "共" << counted.total() << "个元素：已导入" << number(bpmn::Fate::kCarried)
            << "个，作为问题" << number(bpmn::Fate::kQuestion) << "个，作为备注"
            << number(bpmn::Fate::kRemark) << "个，未导入" << counted.listed() << "个\n";
    }
    for (const bpmn::InventoryEntry& entry : imported.inventory) {
        if (entry.fate == bpmn::Fate::kCarried) {
            continue;
        }
        out << "  " << bpmn::words_of(entry.fate, console.language) << console.say(": ", "：")
            << entry.kind << ' ' << entry.id;
        if (!entry.name.empty()) {
            out << console.say(" “", "“") << entry.name << "”";
        }
        out << console.say(": ", "：") << bpmn::words_of(entry.reason, console.language) << '\n';
    }
}

Exit import_process(const Console& console, const Arguments& arguments) {
    const std::string& file = arguments.words[1];
    const bpmn::ReadOptions options;
    const Result<std::string> bytes = policies::read_file(file, options.byte_count_max);
    if (!bytes) {
        const Diagnostic& why = bytes.error();
        return console.fail(
            why.kind == DiagnosticKind::kPackFileTooLarge
                ? failure(DiagnosticKind::kXmlTooLarge, {why.arguments[1], why.arguments[2]})
                      .value()
                : why);
    }
    const bpmn::ImportResult result = bpmn::import(file, *bytes, options);
    const Source source{file, result.text};
    if (!result.imported || !result.diagnostics.empty()) {
        if (!console.json || !result.imported) {
            console.report(result.diagnostics, {source});
        }
        if (!result.imported) {
            return exit_code_of(result.diagnostics);
        }
    }
    const bpmn::Imported& imported = *result.imported;
    if (!is_clean(imported)) {
        return console.fail(failure(DiagnosticKind::kBpmnImportBroken, {file}).value());
    }
    if (const auto folder = arguments.value("out")) {
        if (const Exit exit = write(console, *folder, imported); exit != Exit::kEffective) {
            return exit;
        }
    } else if (!console.json) {
        console.out << imported.rulebook;
    }
    if (console.json) {
        console.print(to_data(imported));
    } else {
        print_account(console, imported, arguments.value("out") ? console.out : console.err);
    }
    return Exit::kEffective;
}

}  // namespace

Exit run_process(const Console& console, const Arguments& arguments) {
    struct Way {
        std::string_view name;
        std::vector<std::string> words;  ///< behind the name
        Exit (*run)(const Console& console, const Arguments& arguments);
    };
    static const std::vector<Way> kWays = {
        {"import", {"FILE"}, import_process},     {"export", {"FILE", "NAME"}, export_process},
        {"draw", {"FILE", "NAME"}, draw_process}, {"list", {}, list_runs},
        {"show", {"PROCESS", "KEY"}, show_run},   {"why-late", {"PROCESS", "KEY"}, explain_delay}};
    const std::string& what = arguments.words[0];
    const auto way = std::find_if(kWays.begin(), kWays.end(),
                                  [&](const Way& each) { return each.name == what; });
    if (way == kWays.end()) {
        return console.fail(failure(DiagnosticKind::kUsageValueImpossible,
                                    {what, "process", "import, export, draw, list, show, why-late"})
                                .value());
    }
    const std::size_t given = arguments.words.size() - 1;
    if (given < way->words.size()) {
        return console.fail(
            failure(DiagnosticKind::kUsageWordMissing, {"process " + what, way->words[given]})
                .value());
    }
    if (given > way->words.size()) {
        return console.fail(failure(DiagnosticKind::kUsageWordExtra,
                                    {arguments.words[way->words.size() + 1], "process " + what})
                                .value());
    }
    return way->run(console, arguments);
}

}  // namespace onus::adapters
