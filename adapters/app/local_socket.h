// SPDX-License-Identifier: Apache-2.0
//
// A socket of this machine with a name in a folder, for its owner alone; lines of text over it.

#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace onus::adapters {

/// Who is at the other end, as the operating system says.
struct LocalPeer {
    uid_t user = 0;
    pid_t process = 0;
};

class LocalSocket {
  public:
    /// Takes the place of a socket that nobody listens at any more. Nothing if it cannot be made.
    [[nodiscard]] static std::optional<LocalSocket> listen(const std::string& path);

    [[nodiscard]] static std::optional<LocalSocket> connect(const std::string& path,
                                                            std::error_code& why);

    LocalSocket(LocalSocket&& other) noexcept : descriptor_(other.descriptor_) {
        other.descriptor_ = -1;
    }
    LocalSocket& operator=(LocalSocket&&) = delete;
    LocalSocket(const LocalSocket&) = delete;
    LocalSocket& operator=(const LocalSocket&) = delete;
    ~LocalSocket();

    /// Of a socket that listens.
    [[nodiscard]] std::optional<LocalSocket> accept();

    /// True if there is something to read or to accept within that time.
    [[nodiscard]] bool is_readable(std::chrono::milliseconds wait) const;

    /// The other end is closed.
    [[nodiscard]] bool has_hung_up() const;

    [[nodiscard]] std::optional<LocalPeer> peer() const;

    /// The next line without its end, at most 8,192 bytes; empty if none comes. Waits at most
    /// `seconds`; 0: for ever.
    [[nodiscard]] std::string read_line(int seconds);

    /// Whoever does not read it misses it.
    void write(std::string_view text);

  private:
    explicit LocalSocket(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

}  // namespace onus::adapters
