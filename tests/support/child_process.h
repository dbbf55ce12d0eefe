// SPDX-License-Identifier: Apache-2.0
//
// A forked child with a pipe back to the test. The child ends without the test program's cleanup.

#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace onus::tests {

class ChildProcess {
  public:
    /// Runs `work(pipe)` in a child. The child waits to be killed after it has returned.
    explicit ChildProcess(const std::function<void(int pipe)>& work) {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) {
            throw std::runtime_error("no pipe");
        }
        process_ = ::fork();
        if (process_ == 0) {
            ::close(ends[0]);
            try {
                work(ends[1]);
            } catch (...) {
                ::_exit(1);
            }
            ::close(ends[1]);
            while (true) {
                ::pause();
            }
        }
        ::close(ends[1]);
        read_end_ = ends[0];
    }
    ~ChildProcess() {
        kill();
        ::close(read_end_);
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    [[nodiscard]] pid_t process() const { return process_; }

    /// The next line that the child wrote; empty at the end.
    [[nodiscard]] std::string line() {
        std::string text;
        char byte = 0;
        while (::read(read_end_, &byte, 1) == 1 && byte != '\n') {
            text += byte;
        }
        return text;
    }

    /// SIGKILL, and waits for the end. What the child wrote can still be read.
    void kill() {
        if (process_ > 0) {
            ::kill(process_, SIGKILL);
            ::waitpid(process_, nullptr, 0);
            process_ = -1;
        }
    }

    /// Writes a line in one piece.
    static void say(int pipe, std::string text) {
        text += '\n';
        if (::write(pipe, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
            ::_exit(1);
        }
    }

  private:
    pid_t process_ = -1;
    int read_end_ = -1;
};

}  // namespace onus::tests
