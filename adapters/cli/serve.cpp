// SPDX-License-Identifier: Apache-2.0

#include <filesystem>
#include <ostream>

#include "adapters/app/outbox.h"
#include "adapters/app/service.h"
#include "adapters/cli/commands.h"
#include "adapters/cli/opened.h"
#include "adapters/clock/clock.h"
#include "adapters/config/server_config.h"
#include "adapters/http/api.h"
#include "adapters/http/feishu_callback.h"
#include "adapters/http/server.h"
#include "grammar/base/diagnostic_kind.h"
#include "policies/pack_loader.h"

namespace onus::adapters {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kConfigName = "serve.yaml";
constexpr std::uintmax_t kConfigBytesMax = 1U << 20U;

std::optional<ServerConfig> configuration(const Console& console, const Arguments& arguments) {
    const std::string path = arguments.value("config").value_or(
        (fs::path(arguments.value("C").value_or(".")) / kConfigName).string());
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

}  // namespace

Exit run_serve(const Console& console, const Arguments& arguments) {
    const std::optional<ServerConfig> config = configuration(console, arguments);
    if (!config) {
        return Exit::kUsage;
    }
    Opened opened = open_workspace(console, arguments, LedgerUse::kServe);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    if (!opened.publish(console, system_now())) {
        return opened.exit;
    }
    if (opened.workspace->session().mode() != engine::TimeMode::kService) {
        return console.fail(
            failure(DiagnosticKind::kLedgerSimulated, {opened.workspace->ledger_path()}).value());
    }
    const Keys keys(config->keys);
    Desk desk({opened.workspace->ledger_path() + ".views.jsonl"});
    Service service(std::move(opened.workspace), {config->limits.waiting});
    Api api(service, keys, desk);
    std::optional<Outbox> outbox;
    if (!config->delivery.empty()) {
        outbox.emplace(service, config->delivery);
    }
    std::optional<FeishuCallback> feishu;
    if (config->delivery.approvals) {
        feishu.emplace(service, *config->delivery.approvals);
    }
    auto server = Server::listen(*config, [&api, &feishu](HttpRequest request, auto reply) {
        if (feishu && request.path == FeishuCallback::kPath) {
            feishu->handle(request, std::move(reply));
        } else {
            api.handle(std::move(request), std::move(reply));
        }
    });
    if (!server) {
        return console.fail(server.error());
    }
    console.err << console.say("Listening at http://", "正在监听http://") << config->address << ':'
                << (*server)->port() << std::endl;
    (*server)->run();
    if (outbox) {
        outbox->stop();
    }
    service.stop();
    console.err << console.say("Stopped.\n", "已停止。\n");
    return Exit::kEffective;
}

}  // namespace onus::adapters
