// SPDX-License-Identifier: Apache-2.0
//
// Runs of processes: all that may be seen, one with its steps, and why one is late.

#include "adapters/app/process_runs.h"
#include "adapters/http/answers.h"
#include "adapters/http/problem.h"
#include "adapters/http/run_access.h"
#include "adapters/json/process_json.h"
#include "engine/process/runs.h"

namespace onus::adapters {
namespace {

/// Runs that are looked at for one page; more would keep the others waiting.
constexpr std::size_t kLookedAtMax = 500;

/// What is asked of all runs.
struct Question {
    Page page;
    RunFilter filter{};
    std::string process;
};

tl::expected<Question, HttpResponse> question_of(const Call& call) {
    const auto page = page_of(call);
    if (!page) {
        return tl::make_unexpected(page.error());
    }
    const auto filter = parse_run_filter(call.query("state"));
    if (!filter) {
        return tl::make_unexpected(
            wrong_parameter("state", call.query("state"), "active, late, ended"));
    }
    Question question{*page, *filter, {}};
    if (const std::string word(call.query("process")); !word.empty()) {
        const auto id = find_process_id(call.workspace.session().world(), word);
        if (!id) {
            return tl::make_unexpected(problem(id.error()));
        }
        question.process = *id;
    }
    return question;
}

/// The run that the path names, if the asker may see it.
struct Found {
    const engine::ProcessRow* row = nullptr;
    std::optional<RunAt> run;
};

tl::expected<Found, HttpResponse> find(const Call& call) {
    const engine::Session& session = call.workspace.session();
    const auto row = find_run(call.workspace, call.part("process"), call.part("key"));
    auto run = row ? run_at(session, **row, call.received) : std::nullopt;
    if (!run) {
        return tl::make_unexpected(nothing_here(call));
    }
    if (!may_see_run(call, run->overview)) {
        const auto noted = look_at(call, run->overview.owner);
        return tl::make_unexpected(noted ? nothing_here(call) : noted.error());
    }
    if (const auto noted = note_run(call, run->overview); !noted) {
        return tl::make_unexpected(noted.error());
    }
    return Found{*row, std::move(run)};
}

engine::RenderContext context_of(const Call& call, const engine::Course& course) {
    return context_of(call, course.program, call.received);
}

}  // namespace

HttpResponse answer_processes(const Call& call) {
    const auto question = question_of(call);
    if (!question) {
        return question.error();
    }
    const engine::Session& session = call.workspace.session();
    engine::Data items = engine::list_data();
    std::optional<HttpResponse> failed;
    std::optional<std::uint64_t> next;
    std::uint64_t passed = question->page.after;
    std::size_t looked_at = 0;
    const auto visit = [&](const engine::ProcessRow& row) {
        if (rules_out(question->filter, row)) {
            ++passed;
            return true;
        }
        if (items.items.size() == question->page.most || looked_at == kLookedAtMax) {
            next = passed;
            return false;
        }
        ++looked_at;
        ++passed;
        const auto run = run_at(session, row, call.received);
        if (!run || (question->filter == RunFilter::kLate && !run->is_late()) ||
            !may_see_run(call, run->overview)) {
            return true;
        }
        if (const auto noted = note_run(call, run->overview); !noted) {
            failed = noted.error();
            return false;
        }
        items.items.push_back(
            run_data(run->overview, run->delay, context_of(call, run->overview.course)));
        return true;
    };
    const Status read =
        engine::each_run(call.workspace.store(), question->process, question->page.after, visit);
    if (!read) {
        return problem(read.error());
    }
    return failed ? *failed : json_response(page_data(std::move(items), next));
}

HttpResponse answer_process(const Call& call) {
    const auto found = find(call);
    if (!found) {
        return found.error();
    }
    const RunAt& run = *found->run;
    return json_response(
        steps_data(run.overview, run.delay, context_of(call, run.overview.course)));
}

HttpResponse answer_why_late(const Call& call) {
    const auto found = find(call);
    if (!found) {
        return found.error();
    }
    const auto delay = delay_at(call.workspace.session(), *found->row, call.received);
    return delay ? json_response(delay_data(*delay, context_of(call, delay->course)))
                 : nothing_here(call);
}

}  // namespace onus::adapters
