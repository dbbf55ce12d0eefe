// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>

#include "adapters/app/control.h"
#include "adapters/app/heartbeat.h"
#include "adapters/app/outbox.h"
#include "adapters/app/scrub.h"
#include "adapters/app/service.h"
#include "adapters/app/start_check.h"
#include "adapters/cli/commands.h"
#include "adapters/cli/ledger_evidence.h"
#include "adapters/cli/opened.h"
#include "adapters/clock/clock.h"
#include "adapters/config/server_config.h"
#include "adapters/http/api.h"
#include "adapters/http/feishu_callback.h"
#include "adapters/http/server.h"
#include "adapters/logging/logging.h"
#include "engine/run/render.h"
#include "grammar/base/diagnostic_kind.h"
#include "policies/pack_loader.h"

namespace onus::adapters {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kConfigName = "serve.yaml";
constexpr std::uintmax_t kConfigBytesMax = 1U << 20U;

std::string config_path(const Arguments& arguments) {
    return arguments.value("config").value_or(
        (fs::path(arguments.value("C").value_or(".")) / kConfigName).string());
}

std::optional<ServerConfig> configuration(const Console& console, const Arguments& arguments) {
    const std::string path = config_path(arguments);
    Result<std::string> text = policies::read_file(path, kConfigBytesMax);
    if (!text) {
        console.report(text.error());
        return std::nullopt;
    }
    const Source source{path, std::move(*text)};
    auto reading = read_server_config(source);
    console.report(reading.diagnostics, {source});
    return std::move(reading.value);
}

/// False, and it was said why, if the keys cannot be used.
bool read_tokens(const Console& console, const ServerConfig& config, Tokens& tokens) {
    if (!config.tokens) {
        return true;
    }
    const std::string& path = config.tokens->jwks;
    const Result<std::string> text = policies::read_file(path, kConfigBytesMax);
    if (!text) {
        console.report(text.error());
        return false;
    }
    std::string flaw;
    auto read = Tokens::read({path, *text}, config.tokens->rules, flaw);
    if (!read) {
        console.report(failure(DiagnosticKind::kConfigFileUnusable, {path, flaw}).value());
        return false;
    }
    tokens = std::move(*read);
    return true;
}

/// False, and it was said why, if receipts were to be signed and cannot be.
bool read_signing_key(const Console& console, const ServerConfig& config, DeskOptions& options) {
    if (config.signing_key.empty()) {
        return true;
    }
    auto key = SigningKey::load_private(config.signing_key);
    if (!key) {
        console.report(key.error());
        return false;
    }
    options.signing_key = std::make_shared<const SigningKey>(std::move(*key));
    return true;
}

std::string scheme_of(const ServerConfig& config) { return config.tls ? "https://" : "http://"; }

DeskOptions desk_options(const ServerConfig& config, const std::string& ledger) {
    const ServerLimits& limits = config.limits;
    DeskOptions options;
    options.view_log = ledger + ".views.jsonl";
    options.publications = ledger + ".publications.jsonl";
    options.requests = {limits.requests_per_second, 1000,
                        limits.burst != 0
                            ? limits.burst
                            : std::max<std::size_t>(1, 2 * limits.requests_per_second)};
    options.failures = {limits.unknown_per_minute, 60'000, limits.unknown_per_minute};
    options.public_url = config.public_url.empty() ? scheme_of(config) + config.address + ":" +
                                                         std::to_string(config.port)
                                                   : config.public_url;
    return options;
}

/// Nothing is served that does not verify; with --checkpoint it must still be the ledger of then.
Exit check_ledger(const Console& console, const Arguments& arguments, Workspace& workspace) {
    std::optional<engine::Head> known;
    if (arguments.value("checkpoint")) {
        const Result<Checkpoint> checkpoint = given_checkpoint(console, arguments);
        if (!checkpoint) {
            return fail_evidence(console, checkpoint.error());
        }
        const Result<std::string> origin = origin_of(workspace.store());
        if (origin && *origin != checkpoint->origin) {
            return console.fail(
                failure(DiagnosticKind::kCheckpointForeign, {checkpoint->origin, *origin}).value());
        }
        known = checkpoint->head;
    }
    const Result<std::uint64_t> checked = check_start(workspace.store(), known);
    if (!checked) {
        return console.fail(checked.error());
    }
    log_info("verified the last " + std::to_string(*checked) + " of " +
             std::to_string(workspace.store().entry_count()) + " entries");
    return Exit::kEffective;
}

/// Nobody is to wonder later why a deadline moved.
void tell_outage(const Console& console, const Workspace& workspace, const engine::GapNoted& gap) {
    engine::RenderContext context;
    context.calendar = workspace.first_calendar();
    console.err << console.say("Not available from ", "自") << engine::render(context, gap.from)
                << console.say(" to ", "至") << engine::render(context, gap.until)
                << console.say("; deadlines in that time move by its length.",
                               "不可用；期间到期的期限按其时长顺延。")
                << std::endl;
}

}  // namespace

Exit run_serve(const Console& console, const Arguments& arguments) {
    log_at_least(LogLevel::kInfo);
    const std::optional<ServerConfig> config = configuration(console, arguments);
    if (!config) {
        return Exit::kUsage;
    }
    Arguments with_hash = arguments;
    if (!config->ledger_hash.empty()) {
        with_hash.values.try_emplace("hash", config->ledger_hash);
    }
    Opened opened = open_workspace(console, with_hash, LedgerUse::kServe);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    if (const Exit checked = check_ledger(console, arguments, *opened.workspace);
        checked != Exit::kEffective) {
        return checked;
    }
    DeskOptions options = desk_options(*config, opened.workspace->ledger_path());
    if (!read_tokens(console, *config, options.tokens) ||
        !read_signing_key(console, *config, options)) {
        return Exit::kUsage;
    }
    Desk desk(options);
    keep_what_was_published(desk.publications, *opened.workspace);
    // Before anything else can happen: what was due while nobody could act is put off.
    const auto outage = note_outage(*opened.workspace, system_now());
    if (!outage) {
        return console.fail(outage.error());
    }
    if (outage->has_value()) {
        tell_outage(console, *opened.workspace, **outage);
    }
    if (!opened.publish(console, system_now())) {
        return opened.exit;
    }
    if (opened.workspace->session().mode() != engine::TimeMode::kService) {
        return console.fail(
            failure(DiagnosticKind::kLedgerSimulated, {opened.workspace->ledger_path()}).value());
    }
    if (const Status told =
            note_delivery(opened.workspace->session(), config->delivery, system_now());
        !told) {
        return console.fail(told.error());
    }
    const Keys keys(config->keys);
    const std::string ledger = opened.workspace->ledger_path();
    Service service(std::move(opened.workspace), {config->limits.waiting});
    service.add(std::make_unique<Scrub>(
        [&service](const ScrubFigures& figures) { service.tell_scrub(figures); }));
    EventStreams streams(service, desk);
    desk.streams = &streams;
    Api api(service, keys, desk);
    std::optional<Outbox> outbox;
    if (!config->delivery.empty()) {
        outbox.emplace(service, config->delivery);
    }
    std::optional<FeishuCallback> feishu;
    if (config->delivery.approvals) {
        feishu.emplace(service, *config->delivery.approvals);
    }
    auto server = Server::listen(
        *config,
        [&api, &feishu](HttpRequest request, std::function<void(HttpResponse)> reply) {
            if (feishu && request.path == FeishuCallback::kPath) {
                feishu->handle(request, reply);
            } else {
                api.handle(std::move(request), std::move(reply));
            }
        },
        [&api, &feishu](const HttpGlance& glance) {
            // What people decided elsewhere is theirs, too.
            return feishu && glance.target == FeishuCallback::kPath
                       ? nullptr
                       : api.turned_away(glance.target, glance.authorization);
        });
    if (!server) {
        return console.fail(server.error());
    }
    // In one piece: other threads log to the same place.
    const std::string listening = std::string(console.say("Listening at ", "正在监听")) +
                                  scheme_of(*config) + config->address + ':' +
                                  std::to_string((*server)->port()) + '\n';
    console.err << listening << std::flush;
    auto control = Control::listen(service, ledger);
    if (!control) {
        console.report(control.error());
    }
    (*server)->on_stop([&streams] { streams.stop(); });
    (*server)->run();
    if (control) {
        control->reset();
    }
    streams.stop();
    if (outbox) {
        outbox->stop();
    }
    service.stop();
    desk.worker.stop();
    console.err << console.say("Stopped.\n", "已停止。\n");
    return Exit::kEffective;
}

}  // namespace onus::adapters
