// SPDX-License-Identifier: Apache-2.0
#include "engine/redaction.h"

#include <algorithm>
#include <optional>
#include <set>
#include <type_traits>
#include <utility>
#include <variant>

#include "engine/forgetting.h"
#include "engine/ledger/struct_codec.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::engine {

namespace {

constexpr std::string_view kBody = "command.body.";
constexpr std::string_view kPayload = "command.body.payload";

/// What has a member `payload` or a free text, where a command of the kind has one.
template <class T>
const T* member_of(const CommandBody& body, auto get) {
    return std::visit(
        [&](const auto& alternative) -> const T* {
            if constexpr (requires { get(alternative); }) {
                return &get(alternative);
            } else {
                return nullptr;
            }
        },
        body);
}

std::string action_of(const CommandBody& body) {
    const auto* action = member_of<std::string>(
        body, [](const auto& b) -> const std::string& requires requires {
            b.action;
            b.payload;
        } { return b.action; });
    return action == nullptr ? std::string() : *action;
}

/// The parts of a dotted path; an empty rest is none.
std::vector<std::string> parts_of(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('.'), path.size());
        parts.emplace_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return parts;
}

/// The declared type of a value of a payload; nothing if the rulebooks do not know it.
std::optional<ValueType> type_at(const Program& program, const std::string& action,
                                 const std::vector<std::string>& parts) {
    const auto index = program.find_action(action);
    if (!index || parts.empty()) {
        return std::nullopt;
    }
    std::optional<ValueType> type;
    for (const ParameterInfo& parameter : program.actions[*index].parameters) {
        if (parameter.name == parts.front()) {
            type = parameter.type;
        }
    }
    for (std::size_t i = 1; type && i < parts.size(); ++i) {
        const ValueType whole = *type;
        type.reset();
        if (whole.kind == ValueKind::kList) {
            type = program.list_elements[whole.ref];
        } else if (whole.kind == ValueKind::kRecord || whole.kind == ValueKind::kStruct) {
            const RecordInfo& record = program.records[whole.ref];
            for (const std::uint32_t field : record.fields) {
                const FieldInfo& info = program.fields[field];
                if (info.name == parts[i]) {
                    type = info.type;
                    type->kind = info.key ? ValueKind::kRecord : info.type.kind;
                    type->ref = info.key ? whole.ref : info.type.ref;
                }
            }
        }
    }
    return type;
}

bool is_text(const ValueType& type) {
    return type.kind == ValueKind::kText || type.kind == ValueKind::kFile ||
           type.kind == ValueKind::kPerson;
}

class Planning {
  public:
    Planning(const LedgerStore& store, const State& state, const World& world,
             const Redact& request)
        : store_(store), state_(state), world_(world), request_(request) {}

    Status run() {
        auto redactions = redactions_of(store_);
        if (!redactions) {
            return tl::make_unexpected(std::move(redactions.error()));
        }
        redactions_ = std::move(*redactions);
        if (Status found = find_texts(); !found) {
            return found;
        }
        if (request_.reason.empty() || holds_one(request_.reason, plan_.texts)) {
            return failure(DiagnosticKind::kRedactionReason);
        }
        if (Status listed = list_attempts(); !listed) {
            return listed;
        }
        if (Status free = check_free(); !free) {
            return free;
        }
        return each_holding([&](const Entry& entry, const EntryContent& content) {
            return take_out(entry, content);
        });
    }

    RedactionPlan take() { return std::move(plan_); }

  private:
    // ---- which texts

    Status find_texts() {
        const std::uint64_t count = store_.entry_count();
        if (request_.entry < 1 || request_.entry > count) {
            return failure(DiagnosticKind::kLedgerRangeImpossible,
                           {std::to_string(request_.entry), std::to_string(count)});
        }
        const auto bytes = store_.entry(request_.entry);
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        const auto entry = decode_entry(*bytes);
        if (!entry) {
            return tl::make_unexpected(entry.error());
        }
        if (entry->header.kind == kGenesisKind || request_.names.empty()) {
            return unknown(*entry, {});
        }
        const auto content = read_content(*entry, redaction_of(redactions_, request_.entry));
        if (!content) {
            return tl::make_unexpected(content.error());
        }
        for (const std::string& name : request_.names) {
            if (Status found = find_text(*entry, *content, name); !found) {
                return found;
            }
        }
        return {};
    }

    static const EntryField* field_of(const Entry& entry, const std::string& name) {
        for (const std::string_view before : {std::string_view(), kBody, kPayload}) {
            for (const std::string_view after : {std::string_view(), kPayloadValueEnd}) {
                std::string whole(before);
                whole += before == kPayload ? "." : "";
                whole += name;
                whole += after;
                for (const EntryField& field : entry.fields) {
                    if (field.name == whole) {
                        return &field;
                    }
                }
            }
        }
        return nullptr;
    }

    static bool is_payload_value(const std::string& name) {
        return name.starts_with(kPayload) && name.ends_with(kPayloadValueEnd);
    }

    static bool is_free_text(const std::string& name) {
        return name == "command.body.reason" || name == "command.body.opinion";
    }

    Status unknown(const Entry& entry, const std::string& name) const {
        std::string known;
        for (const EntryField& field : entry.fields) {
            if (!field.redacted && (is_payload_value(field.name) || is_free_text(field.name))) {
                std::string shown = field.name.substr(kBody.size());
                if (is_payload_value(field.name)) {
                    shown.resize(shown.size() - kPayloadValueEnd.size());
                }
                known += (known.empty() ? "" : ", ") + shown;
            }
        }
        return failure(
            DiagnosticKind::kRedactionFieldUnknown,
            {std::to_string(request_.entry), name, known.empty() ? known : " (" + known + ")"});
    }

    Status find_text(const Entry& entry, const EntryContent& content, const std::string& name) {
        const EntryField* field = field_of(entry, name);
        const bool value = field != nullptr && is_payload_value(field->name);
        if (field == nullptr || (!value && !is_free_text(field->name))) {
            return unknown(entry, name);
        }
        if (field->redacted) {
            return failure(DiagnosticKind::kRedactionDone, {std::to_string(request_.entry), name});
        }
        std::string text = field->value;
        if (value) {
            if (Status fits = check_kind(content, *field, name); !fits) {
                return fits;
            }
        } else {
            Reader reader(field->value);
            text = reader.bytes();
        }
        if (text.size() < kRedactedBytesMin) {
            return failure(DiagnosticKind::kRedactionShort,
                           {name, std::to_string(kRedactedBytesMin)});
        }
        plan_.texts.push_back(to_nfc(text));
        if (plan_.texts.back() != text) {
            plan_.texts.push_back(std::move(text));
        }
        return {};
    }

    /// A text in JSON may be read as a date, an amount or a key.
    Status check_kind(const EntryContent& content, const EntryField& field,
                      const std::string& name) const {
        std::string path = field.name.substr(kPayload.size());
        path.resize(path.size() - kPayloadValueEnd.size());
        const std::vector<std::string> parts =
            parts_of(path.empty() ? std::string_view() : std::string_view(path).substr(1));
        const auto* payload = member_of<Data>(
            content.command.body, [](const auto& b) -> const Data& requires requires {
                b.payload;
            } { return b.payload; });
        const Data* data = payload;
        for (std::size_t i = 0; data != nullptr && i < parts.size(); ++i) {
            if (data->kind == DataKind::kObject) {
                data = data->member(parts[i]);
            } else {
                const std::size_t index = std::stoul("0" + parts[i]);
                data = index < data->items.size() ? &data->items[index] : nullptr;
            }
        }
        const Program* program = world_.program_at(content.command.at);
        const std::optional<ValueType> type =
            program == nullptr ? std::nullopt
                               : type_at(*program, action_of(content.command.body), parts);
        if (data != nullptr && data->kind == DataKind::kText && (!type || is_text(*type))) {
            return {};
        }
        return failure(DiagnosticKind::kRedactionKind, {name});
    }

    // ---- where they stand

    template <class Visit>
    Status each_holding(const Visit& visit) const {
        for (std::uint64_t sequence = 1; sequence <= store_.entry_count(); ++sequence) {
            const auto bytes = store_.entry(sequence);
            if (!bytes) {
                return tl::make_unexpected(bytes.error());
            }
            const RedactionRow* redaction = redaction_of(redactions_, sequence);
            const bool replaced =
                redaction != nullptr &&
                std::any_of(redaction->replaced.begin(), redaction->replaced.end(),
                            [&](const RedactionRow::Field& field) {
                                return holds_one(field.value, plan_.texts);
                            });
            if (!replaced && !holds_one(*bytes, plan_.texts)) {
                continue;
            }
            const auto entry = decode_entry(*bytes);
            if (!entry) {
                return tl::make_unexpected(entry.error());
            }
            if (entry->header.kind == kGenesisKind) {
                continue;
            }
            const auto content = read_content(*entry, redaction);
            if (!content) {
                return tl::make_unexpected(content.error());
            }
            if (Status done = visit(*entry, *content); !done) {
                return done;
            }
        }
        return {};
    }

    /// The attempts that were about the texts. A digest of what a person saw when he decided would
    /// give a short text away, so that it goes too.
    Status list_attempts() {
        Status listed = each_holding([&](const Entry&, const EntryContent& content) -> Status {
            for (const Event& event : content.events) {
                if (const auto* judged = std::get_if<Judged>(&event)) {
                    attempts_.insert(judged->attempt);
                }
            }
            return {};
        });
        for (const std::uint64_t number : attempts_) {
            const AttemptRow* attempt = state_.attempt(number);
            for (std::size_t i = 0; attempt != nullptr && i < attempt->matters.size(); ++i) {
                const MatterRow* matter = state_.matter(attempt->matters[i]);
                if (matter != nullptr && !matter->seen.empty()) {
                    plan_.texts.push_back(matter->seen);
                }
            }
        }
        return listed;
    }

    [[nodiscard]] Status check_free() const {
        for (const std::uint64_t number : state_.open_duties()) {
            const DutyRow& duty = *state_.duty(number);
            if (attempts_.contains(duty.opened.attempt) ||
                holds_one(encode_struct(duty), plan_.texts)) {
                return failure(DiagnosticKind::kRedactionInUse, {std::to_string(number)});
            }
        }
        for (const std::uint64_t number : state_.open_matters()) {
            const MatterRow& matter = *state_.matter(number);
            if (attempts_.contains(matter.opened.attempt) ||
                holds_one(encode_struct(matter), plan_.texts)) {
                return failure(DiagnosticKind::kRedactionUndecided, {std::to_string(number)});
            }
        }
        return {};
    }

    // ---- taking them out

    Status take_out(const Entry& entry, const EntryContent& content) {
        EntryContent without = content;
        forget(without, plan_.texts);
        Entry before;
        Entry after;
        write_content(content, before);
        write_content(without, after);
        std::map<std::string, std::string> left;
        for (EntryField& field : after.fields) {
            left.emplace(std::move(field.name), std::move(field.value));
        }
        Entry rewritten = entry;
        for (const EntryField& field : before.fields) {
            const std::string value = left[field.name];
            if (holds_one(value, plan_.texts) || holds_one(field.name, plan_.texts)) {
                return failure(DiagnosticKind::kRedactionFixed,
                               {std::to_string(entry.header.sequence), field.name});
            }
            if (value == field.value) {
                continue;
            }
            const auto at =
                std::find_if(rewritten.fields.begin(), rewritten.fields.end(),
                             [&](const EntryField& stored) { return stored.name == field.name; });
            if (at == rewritten.fields.end()) {
                return failure(DiagnosticKind::kRedactionFixed,
                               {std::to_string(entry.header.sequence), field.name});
            }
            redact(rewritten, static_cast<std::size_t>(at - rewritten.fields.begin()));
            plan_.events.push_back({entry.header.sequence, field.name, value});
        }
        plan_.rewritten.push_back({entry.header.sequence, encode_entry(rewritten)});
        if (holds_one(plan_.rewritten.back().bytes, plan_.texts)) {
            return failure(DiagnosticKind::kRedactionFixed,
                           {std::to_string(entry.header.sequence), "…"});
        }
        return {};
    }

    const LedgerStore& store_;
    const State& state_;
    const World& world_;
    const Redact& request_;
    Redactions redactions_;
    std::set<std::uint64_t> attempts_;
    RedactionPlan plan_;
};

}  // namespace

const RedactionRow* redaction_of(const Redactions& redactions, std::uint64_t sequence) {
    const auto found = redactions.find(sequence);
    return found == redactions.end() ? nullptr : &found->second;
}

Result<Redactions> redactions_of(const LedgerStore& store) {
    State taken;
    Redactions redactions;
    for (std::uint64_t sequence = 1; sequence <= store.entry_count(); ++sequence) {
        const auto stored = store.stored_entry(sequence);
        if (!stored) {
            return tl::make_unexpected(stored.error());
        }
        const auto header = *stored ? header_of((*stored)->bytes) : Result<EntryHeader>();
        if (!header || header->kind != kRedactionKindOfEntry) {
            continue;  // Whoever reads the entries themselves finds out what is wrong with one.
        }
        const auto entry = decode_entry((*stored)->bytes);
        const auto content = entry ? read_content(*entry) : tl::make_unexpected(entry.error());
        if (!content) {
            return tl::make_unexpected(content.error());
        }
        for (const Event& event : content->events) {
            if (const auto* redacted = std::get_if<Redacted>(&event)) {
                apply(taken, event, sequence, 0, entry->header.received);
                redactions[redacted->entry] = *taken.redactions.find(number_key(redacted->entry));
            }
        }
    }
    return redactions;
}

Result<RedactionPlan> plan_redaction(const LedgerStore& store, const State& state,
                                     const World& world, const Redact& request) {
    Planning planning(store, state, world, request);
    if (Status done = planning.run(); !done) {
        return tl::make_unexpected(std::move(done.error()));
    }
    return planning.take();
}

bool holds_one(std::string_view bytes, const std::vector<std::string>& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
        return bytes.find(text) != std::string_view::npos;
    });
}

}  // namespace onus::engine
