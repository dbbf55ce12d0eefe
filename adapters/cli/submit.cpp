// SPDX-License-Identifier: Apache-2.0
//
// One command, or a stream of them. A line that cannot be read records nothing; the rest goes on.
//
// The lines of a file are written to the disk in groups: waiting for it after each would take
// hours for a year of history. Nothing is answered before it is written. Whoever feeds standard
// input may wait for each answer and gets it.

#include <fstream>
#include <istream>
#include <ostream>
#include <sstream>

#include "adapters/cli/commands.h"
#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "adapters/storage/sqlite_store.h"
#include "grammar/base/diagnostic_kind.h"
#include "policies/pack_loader.h"

namespace onus::adapters {
namespace {

constexpr std::uint64_t kProgressEvery = 10'000;
constexpr std::uint64_t kGroup = 200;

/// What has become of the commands so far.
struct Tally {
    std::uint64_t done = 0;
    std::uint64_t effective = 0;
    std::uint64_t not_effective = 0;
    std::uint64_t repeated = 0;
    std::uint64_t broken = 0;

    [[nodiscard]] Exit exit() const {
        if (broken > 0) {
            return Exit::kUsage;
        }
        return not_effective > 0 ? Exit::kNotEffective : Exit::kEffective;
    }
};

class Submission {
  public:
    Submission(const Console& console, const Arguments& arguments, Opened& opened)
        : out_(console.out),
          console_{console.in, held_, console.err, console.language, console.json, console.colour},
          arguments_(arguments),
          opened_(opened) {}

    /// One command in the text of `source`, whose first line has the number `line`.
    void take(const Source& source, std::uint64_t line);

    /// One command on each line; written `in_groups`, or one by one.
    void take_stream(std::istream& input, const std::string& name, std::string first,
                     bool in_groups);

    [[nodiscard]] bool stopped() const { return stop_.has_value(); }
    [[nodiscard]] const Tally& tally() const { return tally_; }

    void print_summary(bool stream);
    [[nodiscard]] Exit exit() const { return stop_.value_or(tally_.exit()); }

  private:
    void say_broken(const Diagnostics& diagnostics, const Source& source, std::uint64_t line);
    void say(const engine::Reply& reply, bool effective) const;
    void carry_out(const WireCommand& wire, const Source& source, std::uint64_t line);
    void begin_group();
    void end_group();

    /// Answers what has been held until it was written.
    void answer();

    std::ostream& out_;
    std::ostringstream held_;
    const Console console_;  ///< speaks to `held_`
    const Arguments& arguments_;
    Opened& opened_;
    Tally tally_;
    std::optional<Exit> stop_;
    bool published_ = false;
    std::optional<Tally> before_group_;
};

/// A line is shown at its place in the file: as many empty lines stand before it.
void Submission::say_broken(const Diagnostics& diagnostics, const Source& source,
                            std::uint64_t line) {
    ++tally_.broken;
    const auto shift = static_cast<std::uint32_t>(line - 1);
    const Source shown{source.name, std::string(shift, '\n') + source.text};
    Diagnostics moved = diagnostics;
    for (Diagnostic& diagnostic : moved) {
        diagnostic.source_name = source.name;
        diagnostic.span.begin += shift;
        diagnostic.span.end += shift;
        if (diagnostic.fix) {
            diagnostic.fix->span.begin += shift;
            diagnostic.fix->span.end += shift;
        }
    }
    console_.report(moved, {shown});
    if (arguments_.has("stop-on-error")) {
        stop_ = Exit::kUsage;
    }
}

void Submission::say(const engine::Reply& reply, bool effective) const {
    if (arguments_.has("quiet") && effective) {
        return;
    }
    opened_.say(console_, reply);
}

void Submission::carry_out(const WireCommand& wire, const Source& source, std::uint64_t line) {
    std::vector<engine::Reply> fired;
    const Result<engine::Reply> reply = opened_.workspace->execute(wire, &fired);
    for (const engine::Reply& each : fired) {
        say(each, true);
    }
    if (!reply) {
        // The store's mistakes end the run; a command's own do not.
        const Exit code = exit_code_of({reply.error()});
        say_broken({reply.error()}, source, line);
        if (code == Exit::kInternal) {
            stop_ = code;
        }
        return;
    }
    const bool effective = takes_effect(reply->events).value_or(true);
    tally_.repeated += reply->repeated ? 1U : 0U;
    ++(effective ? tally_.effective : tally_.not_effective);
    say(*reply, effective);
}

void Submission::take(const Source& source, std::uint64_t line) {
    ++tally_.done;
    const CommandReading reading = parse_command(source, opened_.workspace->command_options());
    if (!reading.value) {
        say_broken(reading.diagnostics, source, line);
        return;
    }
    if (!published_) {
        published_ = true;
        if (!opened_.publish(console_, reading.value->command.at)) {
            stop_ = opened_.exit;
            return;
        }
    }
    carry_out(*reading.value, source, line);
}

void Submission::begin_group() {
    if (!before_group_ && opened_.workspace->sqlite() != nullptr) {
        before_group_ = tally_;
        opened_.workspace->sqlite()->begin_group();
    }
}

void Submission::end_group() {
    if (before_group_) {
        if (const Status written = opened_.workspace->sqlite()->end_group(); !written) {
            held_.str({});
            tally_ = *before_group_;
            stop_ = stop_ ? *stop_ : console_.fail(written.error());
        }
        before_group_.reset();
    }
    answer();
}

void Submission::answer() {
    out_ << held_.str() << std::flush;
    held_.str({});
}

void Submission::take_stream(std::istream& input, const std::string& name, std::string first,
                             bool in_groups) {
    std::string text = std::move(first);
    std::uint64_t line = 1;
    do {
        if (in_groups) {
            begin_group();
        }
        if (text.ends_with('\r')) {
            text.pop_back();
        }
        if (text.find_first_not_of(" \t") != std::string::npos) {
            take({name, text}, line);
            if (tally_.done % kProgressEvery == 0) {
                console_.err << tally_.done << console_.say(" commands …\n", "条命令……\n");
            }
        }
        if (!in_groups || line % kGroup == 0) {
            end_group();
        }
        ++line;
    } while (!stopped() && std::getline(input, text));
    end_group();
}

void Submission::print_summary(bool stream) {
    const std::string head = engine::to_string(opened_.workspace->session().head());
    if (console_.json) {
        engine::Data summary = engine::object_data();
        const auto add = [&summary](std::string_view name, std::uint64_t number) {
            engine::set_member(summary, name, engine::number_data(std::to_string(number)));
        };
        add("commands", tally_.done);
        add("take_effect", tally_.effective);
        add("do_not_take_effect", tally_.not_effective);
        add("answered_before", tally_.repeated);
        add("broken", tally_.broken);
        engine::set_member(summary, "head", engine::text_data(head));
        engine::Data object = engine::object_data();
        engine::set_member(object, "summary", std::move(summary));
        console_.print(object);
        answer();
        return;
    }
    if (stream && console_.language == Language::kEnglish) {
        console_.out << tally_.done << (tally_.done == 1 ? " command: " : " commands: ")
                     << tally_.effective << " carried out, " << tally_.not_effective
                     << " without effect, " << tally_.broken << " broken";
        if (tally_.repeated > 0) {
            console_.out << "; " << tally_.repeated << " had been answered before";
        }
        console_.out << '\n';
    } else if (stream) {
        console_.out << tally_.done << "条命令：执行" << tally_.effective << "条，未生效"
                     << tally_.not_effective << "条，无法读取" << tally_.broken << "条";
        if (tally_.repeated > 0) {
            console_.out << "；其中" << tally_.repeated << "条此前已答复";
        }
        console_.out << '\n';
    }
    console_.out << console_.say("Head ", "台账当前值 ") << head << '\n';
    answer();
}

/// A first line that is one whole value begins a stream; otherwise the text is one command.
bool begins_stream(const std::string& line) {
    return parse_json(std::string_view(line)).has_value() ||
           parse_json(std::string_view(line)).error().kind != DiagnosticKind::kJsonEndsEarly;
}

void take_input(std::istream& input, const std::string& name, Submission& submission,
                bool in_groups, bool& stream) {
    std::string first;
    std::uint64_t blank_lines = 0;
    while (std::getline(input, first) && first.find_first_not_of(" \t\r") == std::string::npos) {
        first.clear();
        ++blank_lines;
    }
    if (first.empty()) {
        return;
    }
    if (begins_stream(first)) {
        stream = true;
        submission.take_stream(input, name, std::move(first), in_groups);
        return;
    }
    std::ostringstream rest;
    rest << input.rdbuf();
    submission.take({name, first + "\n" + rest.str()}, blank_lines + 1);
}

}  // namespace

Exit run_submit(const Console& console, const Arguments& arguments) {
    const std::string& word = arguments.words.front();
    const bool is_json = word.find_first_not_of(" \t\r\n") != std::string::npos &&
                         word[word.find_first_not_of(" \t\r\n")] == '{';
    std::ifstream file;
    if (!is_json && word != "-") {
        file.open(word, std::ios::binary);
        const Result<std::string> probe = policies::read_file(word, UINT64_MAX);
        if (!probe) {
            return console.fail(probe.error());
        }
    }
    Opened opened = open_workspace(console, arguments, LedgerUse::kWrite);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    Submission submission(console, arguments, opened);
    bool stream = false;
    if (is_json) {
        submission.take({std::string(console.say("command line", "命令行")), word}, 1);
    } else if (word == "-") {
        take_input(console.in, std::string(console.say("standard input", "标准输入")), submission,
                   false, stream);
    } else {
        take_input(file, word, submission, true, stream);
    }
    if (submission.tally().done == 0) {
        return console.fail(failure(DiagnosticKind::kCommandMissing, {word}).value());
    }
    submission.print_summary(stream);
    return submission.exit();
}

}  // namespace onus::adapters
