// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <span>

#include "adapters/json/command_json.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"
#include "grammar/base/text.h"
#include "grammar/literals/date_literal.h"

namespace onus::adapters {
namespace {

using engine::DataKind;

/// A kind of command: the member that tells it, and those that may stand beside it.
struct KindWords {
    std::string_view name;
    std::array<std::string_view, 6> beside{};
};
constexpr auto kKinds = std::to_array<KindWords>({
    {"action", {"data", "force", "reason", "observe", "business_key", "revision"}},
    {"force", {"reason"}},
    {"decide", {}},
    {"withdraw", {"reason"}},
    {"claim", {}},
    {"delegate", {}},
    {"transfer", {}},
    {"excuse", {}},
    {"tick", {}},
    {"delivered", {}},
    {"outage", {}},
    {"clock_suspect", {}},
    {"delivery", {}},
});
/// What happens by itself, or is known to the system alone.
constexpr auto kByNobody =
    std::to_array<std::string_view>({"tick", "delivered", "outage", "clock_suspect", "delivery"});
constexpr auto kCommon = std::to_array<std::string_view>({"by", "on_behalf_of", "at"});

/// What a server says of a command, and the command itself where there is none.
constexpr auto kEdge = std::to_array<std::string_view>({"id", "source", "received"});

bool contains(std::span<const std::string_view> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Takes the parts of one command out of its tree and notes all that is wrong.
class Reader {
  public:
    Reader(const std::string& source_name, const CommandOptions& options)
        : source_name_(source_name), options_(options) {}

    CommandReading read(const LocatedData& data);

  private:
    Diagnostic& add(DiagnosticKind kind, Span span, std::vector<std::string> arguments = {}) {
        Diagnostic diagnostic;
        diagnostic.kind = kind;
        diagnostic.source_name = source_name_;
        diagnostic.span = span;
        diagnostic.arguments = std::move(arguments);
        diagnostics_.push_back(std::move(diagnostic));
        return diagnostics_.back();
    }

    /// Says which known member is near, if one is.
    Diagnostic& add_unknown(const LocatedData& object, std::size_t index,
                            const std::vector<std::string_view>& known);

    /// What there is instead of a kind of command: a slip of the pen is told as that.
    void report_kindless(const LocatedData& data);

    /// Notes members besides `known`.
    void check_members(const LocatedData& object, const std::vector<std::string_view>& known);

    const KindWords* kind_of(const LocatedData& data);
    void check_parts(const LocatedData& data, const KindWords& kind);
    void read_heading(const LocatedData& data, std::string_view kind, WireCommand& wire);
    std::optional<engine::CommandBody> read_body(const LocatedData& data, std::string_view kind);
    engine::CommandBody read_attempt(const LocatedData& data);
    std::optional<engine::CommandBody> read_about(const LocatedData& data, std::string_view kind);

    /// The member as a text; empty, and noted if `required`, when it is not there.
    std::string text(const LocatedData& object, std::string_view name, bool required = false);
    std::uint64_t number(const LocatedData& object, std::string_view name);
    bool yes_no(const LocatedData& object, std::string_view name, bool otherwise = false);
    std::optional<Instant> instant(const LocatedData& object, std::string_view name,
                                   bool required = false);
    engine::MatterName matter(const LocatedData& about, std::string_view kind, bool by_number);
    engine::Decision decision(const LocatedData& about);
    std::optional<std::uint64_t> whole(const LocatedData& value, std::string_view name);

    const std::string& source_name_;
    const CommandOptions& options_;
    Diagnostics diagnostics_;
};

Diagnostic& Reader::add_unknown(const LocatedData& object, std::size_t index,
                                const std::vector<std::string_view>& known) {
    const std::string& name = object.names[index];
    const Span span = object.name_spans[index];
    Diagnostic& diagnostic = add(DiagnosticKind::kCommandPartUnknown, span, {name});
    std::uint32_t best = 5;
    for (const std::string_view candidate : known) {
        // Of two equally near ones, that with the same beginning is meant.
        const std::uint32_t other_start = name.substr(0, 1) == candidate.substr(0, 1) ? 0 : 1;
        const std::uint32_t distance = 2 * edit_distance(name, candidate, 3) + other_start;
        if (distance < best && distance < 2 * candidate.size()) {
            best = distance;
            diagnostic.fix = Fix{span, "\"" + std::string(candidate) + "\""};
        }
    }
    return diagnostic;
}

void Reader::report_kindless(const LocatedData& data) {
    std::vector<std::string_view> known(kCommon.begin(), kCommon.end());
    known.insert(known.end(), kEdge.begin(), kEdge.end());
    std::vector<std::string> kinds;
    for (const KindWords& kind : kKinds) {
        known.push_back(kind.name);
        kinds.push_back("\"" + std::string(kind.name) + "\"");
        for (const std::string_view beside : kind.beside) {
            if (!beside.empty()) {
                known.push_back(beside);
            }
        }
    }
    bool slip = false;
    for (std::size_t i = 0; i < data.names.size(); ++i) {
        const bool ignored = std::find(options_.ignored.begin(), options_.ignored.end(),
                                       data.names[i]) != options_.ignored.end();
        if (!ignored && !contains(known, data.names[i])) {
            const auto& fix = add_unknown(data, i, known).fix;
            slip = slip ||
                   (fix && std::find(kinds.begin(), kinds.end(), fix->replacement) != kinds.end());
        }
    }
    if (!slip) {
        add(DiagnosticKind::kCommandKindMissing, {data.span.begin, data.span.begin + 1});
    }
}

void Reader::check_members(const LocatedData& object, const std::vector<std::string_view>& known) {
    for (std::size_t i = 0; i < object.names.size(); ++i) {
        if (!contains(known, object.names[i])) {
            add_unknown(object, i, known);
        }
    }
}

/// `action` beside `force` is an attempt; otherwise two kinds contradict each other.
const KindWords* Reader::kind_of(const LocatedData& data) {
    const KindWords* found = nullptr;
    for (const KindWords& kind : kKinds) {
        if (data.member(kind.name) == nullptr) {
            continue;
        }
        if (found == nullptr) {
            found = &kind;
        } else if (!contains(found->beside, kind.name)) {
            add(DiagnosticKind::kCommandKindTwice, data.span,
                {std::string(found->name), std::string(kind.name)});
            return nullptr;
        }
    }
    if (found == nullptr) {
        report_kindless(data);
    }
    return found;
}

void Reader::check_parts(const LocatedData& data, const KindWords& kind) {
    std::vector<std::string_view> known(kCommon.begin(), kCommon.end());
    if (!options_.received) {
        known.insert(known.end(), kEdge.begin(), kEdge.end());
    }
    known.push_back(kind.name);
    for (const std::string_view beside : kind.beside) {
        if (!beside.empty()) {
            known.push_back(beside);
        }
    }
    const auto belongs_elsewhere = [](std::string_view name) {
        return std::any_of(kKinds.begin(), kKinds.end(), [&](const KindWords& other) {
            return other.name == name || (!name.empty() && contains(other.beside, name));
        });
    };
    for (std::size_t i = 0; i < data.names.size(); ++i) {
        const std::string& name = data.names[i];
        const bool ignored = std::find(options_.ignored.begin(), options_.ignored.end(), name) !=
                             options_.ignored.end();
        if (contains(known, name) || ignored) {
            continue;
        }
        if (options_.received && contains(kEdge, name)) {
            add(DiagnosticKind::kCommandPartOfServer, data.name_spans[i], {name});
        } else if (belongs_elsewhere(name)) {
            add(DiagnosticKind::kCommandPartMisplaced, data.name_spans[i],
                {name, std::string(kind.name)});
        } else {
            add_unknown(data, i, known);
        }
    }
}

std::string Reader::text(const LocatedData& object, std::string_view name, bool required) {
    const LocatedData* const value = object.member(name);
    if (value == nullptr) {
        if (required) {
            add(DiagnosticKind::kCommandPartMissing, {object.span.begin, object.span.begin + 1},
                {std::string(name)});
        }
        return {};
    }
    if (value->kind != DataKind::kText || value->text.empty()) {
        add(DiagnosticKind::kCommandTextExpected, value->span, {std::string(name)});
        return {};
    }
    return value->text;
}

std::optional<std::uint64_t> Reader::whole(const LocatedData& value, std::string_view name) {
    const std::optional<std::uint64_t> result =
        value.kind == DataKind::kNumber ? whole_number(value.text) : std::nullopt;
    if (!result || *result == 0) {
        add(DiagnosticKind::kCommandNumberExpected, value.span, {std::string(name)});
        return std::nullopt;
    }
    return result;
}

std::uint64_t Reader::number(const LocatedData& object, std::string_view name) {
    const LocatedData* const value = object.member(name);
    return value == nullptr ? 0 : whole(*value, name).value_or(0);
}

bool Reader::yes_no(const LocatedData& object, std::string_view name, bool otherwise) {
    const LocatedData* const value = object.member(name);
    if (value == nullptr) {
        return otherwise;
    }
    if (value->kind != DataKind::kYesNo) {
        add(DiagnosticKind::kCommandYesNoExpected, value->span, {std::string(name)});
        return otherwise;
    }
    return value->text == "true";
}

std::optional<Instant> Reader::instant(const LocatedData& object, std::string_view name,
                                       bool required) {
    const LocatedData* const value = object.member(name);
    if (value == nullptr) {
        if (required) {
            add(DiagnosticKind::kCommandPartMissing, {object.span.begin, object.span.begin + 1},
                {std::string(name)});
        }
        return std::nullopt;
    }
    if (value->kind == DataKind::kText) {
        const auto literal = grammar::parse_timestamp(value->text);
        if (literal && literal->offset_minutes) {
            return to_instant(literal->local, *literal->offset_minutes);
        }
        if (literal) {
            return options_.zone.empty() ? to_instant(literal->local, 0)
                                         : engine::to_instant(options_.zone, literal->local);
        }
    }
    add(DiagnosticKind::kCommandInstantExpected, value->span, {std::string(name)});
    return std::nullopt;
}

void Reader::read_heading(const LocatedData& data, std::string_view kind, WireCommand& wire) {
    const bool by_a_person = !contains(kByNobody, kind);
    engine::Command& command = wire.command;
    command.id = options_.id;
    command.source = options_.source;
    command.actor = text(data, "by", by_a_person);
    command.principal = text(data, "on_behalf_of");
    if (options_.received) {
        wire.received_given = true;
        command.received = *options_.received;
        command.at = instant(data, "at").value_or(command.received);
        return;
    }
    if (std::string id = text(data, "id", options_.id.empty() && kind != "tick"); !id.empty()) {
        command.id = std::move(id);
    }
    if (std::string source = text(data, "source"); !source.empty()) {
        command.source = std::move(source);
    }
    command.at = instant(data, "at", true).value_or(Instant{});
    const std::optional<Instant> received = instant(data, "received");
    wire.received_given = received.has_value();
    command.received = received.value_or(command.at);
}

engine::CommandBody Reader::read_attempt(const LocatedData& data) {
    const std::string action = text(data, "action", true);
    engine::Data payload = engine::object_data();
    if (const LocatedData* const given = data.member("data"); given != nullptr) {
        if (given->kind == DataKind::kObject) {
            payload = without_places(*given);
        } else {
            add(DiagnosticKind::kCommandObjectExpected, given->span, {"data"});
        }
    }
    const bool force = yes_no(data, "force");
    const std::string reason = text(data, "reason");
    const std::string business_key = text(data, "business_key");
    const std::uint64_t revision = number(data, "revision");
    const bool observe = yes_no(data, "observe");
    const std::string_view other = observe ? "observe" : "action";
    for (std::size_t i = 0; i < data.names.size(); ++i) {
        const std::string& name = data.names[i];
        if ((observe && name == "force") || (name == "reason" && !force)) {
            add(DiagnosticKind::kCommandPartMisplaced, data.name_spans[i],
                {name, std::string(other)});
        }
    }
    if (observe) {
        return engine::Observe{action, std::move(payload), business_key, revision};
    }
    return engine::Submit{action, std::move(payload), force, reason, business_key, revision};
}

/// The thing that a decision, claim, delegation or waiver is about.
engine::MatterName Reader::matter(const LocatedData& about, std::string_view kind, bool by_number) {
    engine::MatterName name;
    name.number = by_number ? number(about, "matter") : 0;
    const LocatedData* const duty = about.member("duty");
    if (duty != nullptr && duty->kind == DataKind::kNumber && !by_number) {
        name.number = whole(*duty, "duty").value_or(0);
    } else if (duty != nullptr) {
        name.duty = text(about, "duty");
    }
    name.subject = text(about, "subject");
    if (duty == nullptr && (!by_number || about.member("matter") == nullptr)) {
        add(DiagnosticKind::kCommandMatterMissing, about.span, {std::string(kind)});
    }
    return name;
}

engine::Decision Reader::decision(const LocatedData& about) {
    const std::string word = text(about, "decision", true);
    if (word == "reject") {
        return engine::Decision::kReject;
    }
    if (word == "return") {
        return engine::Decision::kReturn;
    }
    if (word != "approve" && !word.empty()) {
        add(DiagnosticKind::kCommandDecisionUnknown, about.member("decision")->span, {word});
    }
    return engine::Decision::kApprove;
}

std::optional<engine::CommandBody> Reader::read_about(const LocatedData& data,
                                                      std::string_view kind) {
    const LocatedData& about = *data.member(kind);
    if (about.kind != DataKind::kObject) {
        add(DiagnosticKind::kCommandObjectExpected, about.span, {std::string(kind)});
        return std::nullopt;
    }
    if (kind == "decide") {
        check_members(about, {"matter", "duty", "subject", "decision", "opinion"});
        engine::MatterName name = matter(about, kind, true);
        const engine::Decision answer = decision(about);
        return engine::Decide{std::move(name), answer, text(about, "opinion", true)};
    }
    if (kind == "claim") {
        check_members(about, {"duty", "subject"});
        return engine::Claim{matter(about, kind, false)};
    }
    if (kind == "delegate") {
        check_members(about, {"duty", "subject", "to", "until"});
        engine::MatterName name = matter(about, kind, false);
        std::string to = text(about, "to", true);
        return engine::Delegate{std::move(name), std::move(to), instant(about, "until")};
    }
    if (kind == "transfer") {
        check_members(about, {"duty", "subject", "to", "reason"});
        engine::MatterName name = matter(about, kind, false);
        std::string to = text(about, "to", true);
        return engine::Transfer{std::move(name), std::move(to), text(about, "reason")};
    }
    if (kind == "delivery") {
        check_members(about, {"since"});
        return engine::Delivery{instant(about, "since")};
    }
    if (kind == "excuse") {
        check_members(about, {"duty", "subject", "reason"});
        engine::MatterName name = matter(about, kind, false);
        return engine::Excuse{std::move(name), text(about, "reason", true)};
    }
    if (kind == "delivered") {
        check_members(about, {"notice", "reached"});
        const std::uint64_t notice = number(about, "notice");
        if (about.member("notice") == nullptr) {
            add(DiagnosticKind::kCommandPartMissing, about.span, {"notice"});
        }
        return engine::Delivered{notice, yes_no(about, "reached", true)};
    }
    check_members(about, {"from", "until", "source"});
    const Instant from = instant(about, "from", true).value_or(Instant{});
    const Instant until = instant(about, "until", true).value_or(Instant{});
    return engine::Outage{from, until, text(about, "source")};
}

std::optional<engine::CommandBody> Reader::read_body(const LocatedData& data,
                                                     std::string_view kind) {
    if (kind == "action") {
        return read_attempt(data);
    }
    if (kind == "force") {
        const std::uint64_t attempt = number(data, "force");
        return engine::Force{attempt, text(data, "reason", true)};
    }
    if (kind == "withdraw") {
        const std::uint64_t attempt = number(data, "withdraw");
        return engine::Withdraw{attempt, text(data, "reason")};
    }
    if (kind == "tick") {
        yes_no(data, "tick");
        return engine::Tick{};
    }
    if (kind == "clock_suspect") {
        return engine::ClockSuspect{yes_no(data, "clock_suspect")};
    }
    return read_about(data, kind);
}

CommandReading Reader::read(const LocatedData& data) {
    CommandReading reading;
    if (data.kind != DataKind::kObject) {
        add(DiagnosticKind::kCommandNotObject, data.span);
        return {std::nullopt, std::move(diagnostics_)};
    }
    const KindWords* const kind = kind_of(data);
    WireCommand wire;
    if (kind != nullptr) {
        check_parts(data, *kind);
        read_heading(data, kind->name, wire);
        if (auto body = read_body(data, kind->name)) {
            wire.command.body = std::move(*body);
        }
    }
    std::stable_sort(
        diagnostics_.begin(), diagnostics_.end(),
        [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
    if (!has_errors(diagnostics_)) {
        reading.value = std::move(wire);
    }
    reading.diagnostics = std::move(diagnostics_);
    return reading;
}

}  // namespace

CommandReading read_command(const LocatedData& data, const std::string& source_name,
                            const CommandOptions& options) {
    return Reader(source_name, options).read(data);
}

CommandReading parse_command(const Source& source, const CommandOptions& options,
                             const JsonLimits& limits) {
    const Result<LocatedData> data = parse_json(source, limits);
    if (!data) {
        return {std::nullopt, {data.error()}};
    }
    return read_command(*data, source.name, options);
}

}  // namespace onus::adapters
