// SPDX-License-Identifier: Apache-2.0
#include "engine/run/bind.h"

#include "engine/run/data_value.h"
#include "engine/run/finding.h"
#include "engine/run/near_match.h"

namespace onus::engine {

namespace {

/// A place in the payload. As people read it, it is spelled only where something is wrong there.
struct Place {
    const Place* outer = nullptr;  ///< null for the payload itself, which has no name
    std::string_view en;
    std::string_view zh;
    std::size_t item = 0;  ///< counted from 1 in a list, without a name; 0 for a member

    [[nodiscard]] Bilingual spelled() const {
        if (outer == nullptr) {
            return {};
        }
        Bilingual path = outer->spelled();
        if (item > 0) {
            const std::string number = "[" + std::to_string(item) + "]";
            return {path.en + number, path.zh + number};
        }
        path.en.append(path.en.empty() ? "" : ".").append(en);
        path.zh.append(path.zh.empty() ? "" : ".").append(zh);
        return path;
    }
};

class Binder {
  public:
    Binder(const BindInput& input, Arena& arena)
        : input_(input),
          program_(*input.program),
          arena_(arena),
          reader_{input.program, input.calendar,
                  program_.rulebooks[input.action->rulebook].currency} {}

    Bound bind() {
        const auto& parameters = input_.action->parameters;
        values_ = arena_.values(parameters.size());
        bound_.records.resize(parameters.size());
        bound_.given.resize(parameters.size());
        report_unknown(*input_.payload, payload_, [&](const auto& visit) {
            for (const ParameterInfo& parameter : parameters) {
                visit(parameter.name);
            }
        });
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            bind_parameter(static_cast<std::uint32_t>(i));
        }
        bound_.parameters = values_;
        return std::move(bound_);
    }

  private:
    /// `each_name` visits the names that are known.
    template <class EachName>
    void report_unknown(const Data& object, const Place& path, const EachName& each_name) {
        for (const std::string& name : object.names) {
            bool known = false;
            each_name([&](const std::string& each) { known = known || each == name; });
            if (known) {
                continue;
            }
            NearMatch near(name);
            each_name([&](const std::string& each) { near.offer(each); });
            const Bilingual place = Place{&path, name, name}.spelled();
            const Bilingual hint = suggestion(near.best());
            add("unknown_field",
                {stored_text(place.en), stored_text(hint.en), stored_text(hint.zh)});
        }
    }

    void add(std::string_view kind, std::vector<Stored> arguments, Level level = Level::kBlock) {
        bound_.findings.push_back(builtin_finding(kind, level, std::move(arguments)));
    }

    void add_missing(const Place& place) {
        const Bilingual path = place.spelled();
        add("field_missing", {stored_text(path.en), stored_text(path.zh)});
    }

    void add_wrong(const Place& place, const Data& data, const ValueType& type) {
        const Bilingual path = place.spelled();
        const Bilingual expected = expectation(program_, type);
        const std::string shown =
            data.kind == DataKind::kObject || data.kind == DataKind::kList ? "…" : data.text;
        add("wrong_value", {stored_text(path.en), stored_text(path.zh), stored_text(shown),
                            stored_text(expected.en), stored_text(expected.zh)});
    }

    void bind_parameter(std::uint32_t index) {
        const ParameterInfo& parameter = input_.action->parameters[index];
        const Data* data = input_.payload->member(parameter.name);
        const Place path{&payload_, parameter.name, parameter.shown.zh};
        if (data == nullptr || data->kind == DataKind::kNull) {
            if (!parameter.optional) {
                add_missing(path);
            }
            return;
        }
        if (parameter.type.kind == ValueKind::kRecord) {
            bind_record(index, *data, path);
        } else {
            values_[index] = read(parameter.type, *data, path);
        }
    }

    /// A value of any type. Missing, after a finding, if it does not fit.
    Value read(const ValueType& type, const Data& data, const Place& path) {
        if (data.kind == DataKind::kRedacted) {
            ++input_.state->redacted_reads;
            return undetermined(UndeterminedCause::kRedacted);
        }
        if (type.kind == ValueKind::kStruct) {
            return read_struct(type, data, path);
        }
        if (type.kind == ValueKind::kList) {
            return read_list(type, data, path);
        }
        const auto value = read_value(reader_, type, data, arena_);
        if (!value) {
            add_wrong(path, data, type);
            return {};
        }
        if (type.kind == ValueKind::kPerson) {
            require_person(value->text);
        }
        return *value;
    }

    void require_person(std::string_view id) {
        if (input_.organisation == nullptr || input_.organisation->find_person(id)) {
            return;
        }
        NearMatch near(id);
        for (const PersonData& person : input_.organisation->data().persons) {
            near.offer(person.id);
        }
        const Bilingual hint = suggestion(near.best());
        add("unknown_person", {stored_text(id), stored_text(hint.en), stored_text(hint.zh)});
    }

    Value read_struct(const ValueType& type, const Data& data, const Place& path) {
        if (data.kind != DataKind::kObject) {
            add_wrong(path, data, type);
            return {};
        }
        const RecordInfo& record = program_.records[type.ref];
        report_unknown_fields(record, data, path);
        Value* items = arena_.values(record.fields.size());
        for (std::size_t slot = 0; slot < record.fields.size(); ++slot) {
            const FieldInfo& field = program_.fields[record.fields[slot]];
            const Data* given = data.member(field.name);
            const Place place{&path, field.name, field.shown.zh};
            if (given != nullptr && given->kind != DataKind::kNull) {
                items[slot] = read(field.type, *given, place);
            } else if (!field.optional) {
                add_missing(place);
            }
        }
        Value value;
        value.kind = ValueKind::kStruct;
        value.aux = static_cast<std::uint32_t>(record.fields.size());
        value.items = items;
        return value;
    }

    Value read_list(const ValueType& type, const Data& data, const Place& path) {
        if (data.kind != DataKind::kList) {
            add_wrong(path, data, type);
            return {};
        }
        Value* items = arena_.values(data.items.size());
        for (std::size_t i = 0; i < data.items.size(); ++i) {
            items[i] =
                read(program_.list_elements[type.ref], data.items[i], Place{&path, {}, {}, i + 1});
        }
        Value value;
        value.kind = ValueKind::kList;
        value.aux = static_cast<std::uint32_t>(data.items.size());
        value.items = items;
        return value;
    }

    void report_unknown_fields(const RecordInfo& record, const Data& data, const Place& path) {
        report_unknown(data, path, [&](const auto& visit) {
            for (const std::uint32_t field : record.fields) {
                visit(program_.fields[field].name);
            }
        });
    }

    void bind_record(std::uint32_t index, const Data& data, const Place& path) {
        const ParameterInfo& parameter = input_.action->parameters[index];
        const RecordInfo& record = program_.records[parameter.type.ref];
        const auto key = read_value(reader_, parameter.type, data, arena_);
        if (!key) {
            const FieldInfo& field = program_.fields[record.key_field];
            if (data.kind == DataKind::kObject) {
                report_unknown_fields(record, data, path);
                add_missing({&path, field.name, field.shown.zh});
            } else {
                add_wrong(path, data, parameter.type);
            }
            return;
        }
        values_[index] = *key;
        merge(index, record, *key, data, path);
    }

    [[nodiscard]] bool creates(std::uint32_t index) const {
        const auto& creates = input_.action->creates;
        return std::find(creates.begin(), creates.end(), index) != creates.end();
    }
    [[nodiscard]] bool changes(std::uint32_t index, std::uint32_t field) const {
        const auto& changes = input_.action->changes;
        return std::any_of(changes.begin(), changes.end(), [&](const ActionInfo::Change& change) {
            return change.parameter == index && change.field == field;
        });
    }

    /// Claims over memory. Claims about what the action does not write are for this verdict only.
    void merge(std::uint32_t index, const RecordInfo& record, const Value& key, const Data& data,
               const Place& path) {
        const bool known = input_.state->records.find(joined_key(record.id, key.text)) != nullptr;
        const bool is_new = creates(index);
        if (is_new && known && !input_.again) {
            add("record_exists", {stored_text(record.shown.en), stored_text(record.shown.zh),
                                  stored_text(key.text)});
        }
        const bool claims = data.kind == DataKind::kObject && data.names.size() > 1;
        if (data.kind == DataKind::kObject) {
            report_unknown_fields(record, data, path);
        }
        Value* slots = arena_.values(record.fields.size());
        Value* before = arena_.values(record.fields.size());
        bound_.given[index].resize(record.fields.size());
        for (std::size_t slot = 0; slot < record.fields.size(); ++slot) {
            const std::uint32_t field = record.fields[slot];
            const FieldInfo& info = program_.fields[field];
            if (info.key) {
                slots[slot] = before[slot] = textual(info.type.kind, key.text);
                bound_.given[index][slot] = true;
                continue;
            }
            before[slot] = known ? remembered_field(*input_.state, program_, info.record, key.text,
                                                    field, arena_)
                                 : Value{};
            const Data* given = data.kind == DataKind::kObject ? data.member(info.name) : nullptr;
            const Place place{&path, info.name, info.shown.zh};
            if (given == nullptr) {
                slots[slot] = before[slot];
                if (slots[slot].missing() && !info.optional) {
                    if (is_new || (claims && !known)) {
                        add_missing(place);
                    }
                    slots[slot] = undetermined(UndeterminedCause::kUnknownRecord);
                }
                continue;
            }
            bound_.given[index][slot] = true;
            if (given->kind == DataKind::kNull) {
                if (!info.optional) {
                    add_missing(place);
                }
                continue;
            }
            slots[slot] = read(info.type, *given, place);
            if (known && !is_new && !changes(index, field) && !before[slot].missing() &&
                !is_redacted(slots[slot]) && !is_redacted(before[slot]) &&
                !same(slots[slot], before[slot])) {
                const Bilingual shown = place.spelled();
                add("record_drift",
                    {stored_text(shown.en), stored_text(shown.zh), store(slots[slot]),
                     store(before[slot])},
                    Level::kNote);
            }
        }
        bound_.records[index] = {parameter_record(index), key.text, slots, before};
    }

    [[nodiscard]] std::uint32_t parameter_record(std::uint32_t index) const {
        return input_.action->parameters[index].type.ref;
    }

    const BindInput& input_;
    const Program& program_;
    Arena& arena_;
    DataReader reader_;
    const Place payload_{};
    Bound bound_;
    Value* values_ = nullptr;
};

}  // namespace

Bound bind(const BindInput& input, Arena& arena) { return Binder(input, arena).bind(); }

}  // namespace onus::engine
