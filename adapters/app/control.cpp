// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/control.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <thread>
#include <utility>

#include "adapters/app/local_socket.h"
#include "adapters/json/json.h"
#include "adapters/logging/logging.h"
#include "adapters/storage/durable_file.h"
#include "adapters/storage/sqlite_store.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

using Copied = Result<engine::Head>;

/// 512 KiB, which a page cache takes in less than a millisecond.
constexpr int kPagesAtOnce = 128;
constexpr std::int64_t kPauseMs = 2;

/// How soon it is seen that whoever asked has gone.
constexpr std::chrono::milliseconds kLook(100);
constexpr int kLineSeconds = 5;

/// What the asking thread and the chore have in common.
struct Order {
    explicit Order(std::string the_path) : path(std::move(the_path)) {}

    std::string path;
    std::promise<Copied> copied;
    std::atomic<bool> given_up = false;
};

class CopyChore final : public Chore {
  public:
    explicit CopyChore(std::shared_ptr<Order> order) : order_(std::move(order)) {}

    /// The service stopped, or nobody waits any more.
    ~CopyChore() override {
        if (!told_) {
            copy_.reset();
            order_->copied.set_value(failure(DiagnosticKind::kBackupCutOff, {order_->path}));
        }
    }

    std::optional<std::int64_t> step(Workspace& workspace) override {
        if (order_->given_up) {
            copy_.reset();
            return std::nullopt;
        }
        if (copy_ == nullptr) {
            auto begun = workspace.sqlite()->copy_to(order_->path);
            if (!begun) {
                return end(tl::make_unexpected(begun.error()));
            }
            copy_ = std::move(*begun);
        }
        const Result<bool> complete = copy_->step(kPagesAtOnce);
        if (!complete) {
            copy_.reset();
            return end(tl::make_unexpected(complete.error()));
        }
        if (*complete) {
            return end(engine::head_of(workspace.sqlite()->frontier()));
        }
        return kPauseMs;
    }

    /// Not before: a copy must not hold what a power cut could still take from the ledger.
    void kept() override {
        if (result_) {
            told_ = true;
            order_->copied.set_value(std::move(*result_));
        }
    }

  private:
    std::optional<std::int64_t> end(Copied result) {
        result_ = std::move(result);
        return std::nullopt;
    }

    std::shared_ptr<Order> order_;
    std::unique_ptr<StoreCopy> copy_;
    std::optional<Copied> result_;
    bool told_ = false;
};

std::string answer_line(const Copied& copied) {
    engine::Data answer = engine::object_data();
    if (copied) {
        engine::set_member(answer, "head", engine::text_data(engine::to_string(*copied)));
    } else {
        engine::set_member(answer, "code", engine::text_data(code_of(copied.error().kind)));
    }
    return to_json(answer) + '\n';
}

std::string text_member(const std::string& line, std::string_view name) {
    const auto data = parse_json(std::string_view(line));
    const engine::Data* const member = data ? data->member(name) : nullptr;
    return member != nullptr && member->kind == engine::DataKind::kText ? member->text
                                                                        : std::string();
}

/// Faults of a copy, whose one argument is its path.
constexpr std::array kCopyFaults = {
    DiagnosticKind::kBackupExists, DiagnosticKind::kBackupNoRoom,
    DiagnosticKind::kBackupCutOff, DiagnosticKind::kBackupNotWritten,
    DiagnosticKind::kStoreDamaged, DiagnosticKind::kBackupNotAllowed,
};

}  // namespace

class Control::Impl {
  public:
    Impl(Service& service, LocalSocket listener, std::string path)
        : service_(service),
          listener_(std::move(listener)),
          path_(std::move(path)),
          thread_([this] { serve(); }) {}

    ~Impl() {
        stopping_ = true;
        thread_.join();
        ::unlink(path_.c_str());
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

  private:
    void serve() {
        while (!stopping_) {
            if (listener_.is_readable(kLook)) {
                if (std::optional<LocalSocket> client = listener_.accept()) {
                    answer(*client);
                }
            }
        }
    }

    void answer(LocalSocket& client) {
        const std::optional<LocalPeer> peer = client.peer();
        if (!peer || (peer->user != 0 && peer->user != ::geteuid())) {
            client.write(answer_line(failure(DiagnosticKind::kBackupNotAllowed, {path_})));
            return;
        }
        const std::string path = text_member(client.read_line(kLineSeconds), "copy");
        if (!std::filesystem::path(path).is_absolute()) {
            client.write(answer_line(failure(DiagnosticKind::kBackupNotWritten, {path})));
            return;
        }
        const Copied copied = copy(client, path);
        const std::string who = " for user " + std::to_string(peer->user) + ", process " +
                                std::to_string(peer->process);
        if (copied) {
            log_info("copied the ledger to " + path + who + ": head " + engine::to_string(*copied));
        } else {
            log_error("did not copy the ledger to " + path + who + ": " +
                      std::string(code_of(copied.error().kind)));
        }
        client.write(answer_line(copied));
    }

    Copied copy(LocalSocket& client, const std::string& path) {
        const auto order = std::make_shared<Order>(path);
        std::future<Copied> copied = order->copied.get_future();
        service_.add(std::make_unique<CopyChore>(order));
        while (copied.wait_for(kLook) != std::future_status::ready) {
            order->given_up = stopping_ || client.has_hung_up();
        }
        return copied.get();
    }

    Service& service_;
    LocalSocket listener_;
    std::string path_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

std::string control_path(const std::string& ledger) { return real_path(ledger) + ".control"; }

Control::Control(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Control::~Control() = default;

Result<std::unique_ptr<Control>> Control::listen(Service& service, const std::string& ledger) {
    const std::string path = control_path(ledger);
    std::optional<LocalSocket> listener = LocalSocket::listen(path);
    if (!listener) {
        return failure(DiagnosticKind::kControlUnusable, {path});
    }
    return std::unique_ptr<Control>(
        new Control(std::make_unique<Impl>(service, std::move(*listener), path)));
}

Result<engine::Head> ask_for_copy(const std::string& ledger, const std::string& path,
                                  const std::string& holder) {
    std::error_code why;
    std::optional<LocalSocket> server = LocalSocket::connect(control_path(ledger), why);
    if (!server) {
        return why == std::errc::permission_denied
                   ? failure(DiagnosticKind::kBackupNotAllowed, {control_path(ledger)})
                   : failure(DiagnosticKind::kBackupNoAnswer, {ledger, holder});
    }
    engine::Data request = engine::object_data();
    engine::set_member(request, "copy", engine::text_data(path));
    server->write(to_json(request) + '\n');
    const std::string line = server->read_line(0);
    if (const std::string head = text_member(line, "head"); !head.empty()) {
        return engine::parse_head(head);
    }
    const std::string code = text_member(line, "code");
    for (const DiagnosticKind kind : kCopyFaults) {
        if (code == code_of(kind)) {
            return failure(kind, {kind == DiagnosticKind::kStoreDamaged       ? ledger
                                  : kind == DiagnosticKind::kBackupNotAllowed ? control_path(ledger)
                                                                              : path});
        }
    }
    return failure(line.empty() ? DiagnosticKind::kBackupCutOff : DiagnosticKind::kBackupNotWritten,
                   {path});
}

}  // namespace onus::adapters
