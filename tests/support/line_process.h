// SPDX-License-Identifier: Apache-2.0
//
// A program that answers each line of its input with a line.

#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include <catch2/catch.hpp>

namespace onus::tests {

class LineProcess {
  public:
    /// `command` is the shell's.
    explicit LineProcess(const std::string& command) {
        int to[2];
        int from[2];
        REQUIRE((pipe(to) == 0 && pipe(from) == 0));
        child_ = fork();
        REQUIRE(child_ >= 0);
        if (child_ == 0) {
            dup2(to[0], 0);
            dup2(from[1], 1);
            for (const int end : {to[0], to[1], from[0], from[1]}) {
                close(end);
            }
            execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
            _exit(127);
        }
        close(to[0]);
        close(from[1]);
        to_ = fdopen(to[1], "w");
        from_ = fdopen(from[0], "r");
    }
    ~LineProcess() {
        std::fclose(to_);
        std::fclose(from_);
        waitpid(child_, nullptr, 0);
    }
    LineProcess(const LineProcess&) = delete;
    LineProcess& operator=(const LineProcess&) = delete;

    /// The answer without its line end; empty if the program has ended.
    std::string ask(const std::string& line) {
        std::fputs((line + "\n").c_str(), to_);
        std::fflush(to_);
        std::string answer;
        for (int c = std::fgetc(from_); c != EOF && c != '\n'; c = std::fgetc(from_)) {
            answer += static_cast<char>(c);
        }
        return answer;
    }

  private:
    pid_t child_ = -1;
    std::FILE* to_ = nullptr;
    std::FILE* from_ = nullptr;
};

}  // namespace onus::tests
