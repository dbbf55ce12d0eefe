// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/opened.h"

#include <filesystem>
#include <istream>
#include <iterator>
#include <ostream>

#include "adapters/json/event_json.h"
#include "grammar/base/diagnostic_kind.h"
#include "policies/pack_loader.h"

namespace onus::adapters {
namespace {

constexpr std::uintmax_t kInputBytesMax = 16U << 20U;

/// One line for everything that was new: "In force from 2025-07-10 09:00: organisation, rulebooks."
void say_published(const Console& console, const Workspace& workspace,
                   const std::vector<engine::Reply>& replies) {
    if (replies.empty()) {
        return;
    }
    std::size_t calendars = 0;
    std::string rest;
    const auto add = [&](std::string_view word, const std::string& id) {
        rest += rest.empty() ? "" : console.say(", ", "、");
        rest += std::string(word) + (id.empty() ? "" : " " + id);
    };
    for (const engine::Reply& reply : replies) {
        for (const engine::Event& event : reply.events) {
            const auto* const published = std::get_if<engine::Published>(&event);
            if (published == nullptr) {
                continue;
            }
            switch (published->kind) {
                case engine::PublishedKind::kCalendar:
                    ++calendars;
                    break;
                case engine::PublishedKind::kOrganisation:
                    add(console.say("organisation", "组织"), published->id);
                    break;
                case engine::PublishedKind::kRulebooks:
                    add(console.say("rulebooks of", "规章"), workspace.pack().name);
                    break;
            }
        }
    }
    if (calendars > 0) {
        add(console.say("calendars:", "日历数"), std::to_string(calendars));
    }
    engine::RenderContext context;
    context.calendar = workspace.first_calendar();
    console.err << console.say("Put in force from ", "自")
                << engine::render(context, replies.front().received)
                << console.say(": ", "起生效：") << rest << console.say(".\n", "。\n");
}

}  // namespace

WorkspaceOptions workspace_options(const Arguments& arguments) {
    WorkspaceOptions options;
    options.folder = arguments.value("C").value_or(".");
    options.ledger = arguments.value("ledger");
    options.in_memory = arguments.has("in-memory");
    return options;
}

Opened open_workspace(const Console& console, const Arguments& arguments, LedgerUse use) {
    WorkspaceOptions options = workspace_options(arguments);
    options.in_memory = options.in_memory || use == LedgerUse::kMemory;
    options.create = use == LedgerUse::kWrite || use == LedgerUse::kServe;
    options.service = use == LedgerUse::kServe;
    Opened opened;
    if (const std::optional<std::string> hash = arguments.value("hash")) {
        if (*hash != "sha256" && *hash != "sm3") {
            opened.exit = console.fail(
                failure(DiagnosticKind::kUsageValueImpossible, {*hash, "--hash", "sha256, sm3"})
                    .value());
            return opened;
        }
        options.hash =
            *hash == "sm3" ? engine::HashAlgorithm::kSm3 : engine::HashAlgorithm::kSha256;
    }
    Diagnostics diagnostics;
    opened.workspace = Workspace::open(options, diagnostics, opened.sources);
    console.report(diagnostics, opened.sources);
    if (opened.workspace == nullptr) {
        opened.exit = exit_code_of(diagnostics);
    }
    return opened;
}

bool Opened::publish(const Console& console, Instant at) {
    Result<PublishReport> report = workspace->publish(at);
    if (!report) {
        exit = console.fail(report.error(), sources);
        return false;
    }
    // What is only good to know is said by `onus check`.
    Diagnostics& found = report->diagnostics;
    std::erase_if(found, [](const Diagnostic& diagnostic) {
        return severity_of(diagnostic.kind) == Severity::kInfo;
    });
    console.report(found, sources);
    if (!console.json && !workspace->in_memory()) {
        say_published(console, *workspace, report->replies);
    }
    if (report->refused && workspace->session().world().epochs().empty()) {
        exit = Exit::kRulebook;
        console.report(failure(DiagnosticKind::kRulesMissing).value());
        return false;
    }
    if (report->refused) {
        console.report(failure(DiagnosticKind::kRulesStay).value());
    }
    return true;
}

Narrator Opened::narrator(const Console& console) const {
    NarratorOptions options;
    options.language = console.language;
    options.colour = console.colour;
    return {workspace->session().world(), workspace->session().state(), std::move(options)};
}

void Opened::say(const Console& console, const engine::Reply& reply) const {
    const engine::Session& session = workspace->session();
    const Narrator words = narrator(console);
    if (!console.json) {
        console.out << words.reply(reply);
        return;
    }
    const engine::RenderContext context =
        words.context(session.world().program_at(reply.received), reply.received);
    console.print(to_data(reply, context));
}

Result<Source> read_input(const Console& console, const std::string& word) {
    const std::size_t first = word.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && (word[first] == '{' || word[first] == '[')) {
        return Source{std::string(console.say("command line", "命令行")), word};
    }
    if (word == "-") {
        std::string text((std::istreambuf_iterator<char>(console.in)),
                         std::istreambuf_iterator<char>());
        return Source{std::string(console.say("standard input", "标准输入")), std::move(text)};
    }
    Result<std::string> text = policies::read_file(word, kInputBytesMax);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    return Source{word, std::move(*text)};
}

}  // namespace onus::adapters
