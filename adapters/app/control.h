// SPDX-License-Identifier: Apache-2.0
//
// The socket LEDGER.control, at which the server that holds a ledger is asked for a copy of it.
//
// One line of JSON each way: {"copy":"/absolute/path"}, and {"head":"12:5dc9…"} or
// {"code":"N0962"}. It is open to the server's own user and root alone, who can read the ledger's
// file anyway; so nothing else is asked of whoever asks. A copy changes nothing that is judged: it
// stands in the log of the server and not in the ledger.

#pragma once

#include <memory>
#include <string>

#include "adapters/app/service.h"
#include "engine/ledger/verify.h"
#include "grammar/base/diagnostic.h"

namespace onus::adapters {

[[nodiscard]] std::string control_path(const std::string& ledger);

class Control {
  public:
    /// REQUIRES: the service outlives it, and this process holds the ledger.
    /// Errors: kControlUnusable.
    [[nodiscard]] static Result<std::unique_ptr<Control>> listen(Service& service,
                                                                 const std::string& ledger);

    /// Gives up the copy that is being made, and removes the socket.
    ~Control();
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;

  private:
    class Impl;
    explicit Control(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// Has the server that holds the ledger copy it to `path`, and waits for that. The copy is complete
/// and not yet verified. Errors: kBackupNoAnswer with `holder`, kBackupNotAllowed, kBackupCutOff,
/// those of copying.
[[nodiscard]] Result<engine::Head> ask_for_copy(const std::string& ledger, const std::string& path,
                                                const std::string& holder);

}  // namespace onus::adapters
