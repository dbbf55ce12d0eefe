// SPDX-License-Identifier: Apache-2.0
#include "engine/entry_content.h"

#include <algorithm>

#include "engine/ledger/struct_codec.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

namespace {

template <class T>
std::string bytes_of(const T& value) {
    Writer writer;
    write_value(writer, value);
    return writer.take();
}

/// The form of a payload without its values.
Data shape_of(const Data& data) {
    Data shape;
    // Only texts are ever taken out; the form stays what it was.
    shape.kind = data.kind == DataKind::kRedacted ? DataKind::kText : data.kind;
    shape.names = data.names;
    for (const Data& item : data.items) {
        shape.items.push_back(shape_of(item));
    }
    return shape;
}

std::string child_path(const std::string& path, const Data& data, std::size_t index) {
    return path + "." +
           (data.kind == DataKind::kObject ? data.names[index] : std::to_string(index));
}

class FieldWriter {
  public:
    FieldWriter(std::vector<EntryField>& fields, std::string prefix)
        : fields_(fields), prefix_(std::move(prefix)) {}

    template <class T>
    void operator()(std::string_view name, const T& value, Since = {}) {
        if constexpr (std::is_same_v<T, CommandBody>) {
            const std::string path = path_of(name);
            fields_.push_back({path, bytes_of(std::uint64_t{value.index()}), {}});
            FieldWriter inner(fields_, path);
            std::visit([&](const auto& body) { body.fields(body, inner); }, value);
        } else if constexpr (std::is_same_v<T, Data>) {
            const std::string path = path_of(name);
            fields_.push_back({path, bytes_of(shape_of(value)), {}});
            write_leaves(path, value);
        } else {
            static const std::string kNothing = bytes_of(T{});
            if (std::string bytes = bytes_of(value); bytes != kNothing) {
                fields_.push_back({path_of(name), std::move(bytes), {}});
            }
        }
    }

  private:
    [[nodiscard]] std::string path_of(std::string_view name) const {
        std::string path;
        path.reserve(prefix_.size() + 1 + name.size());
        path.append(prefix_).push_back('.');
        path.append(name);
        return path;
    }

    void write_leaves(const std::string& path, const Data& data) {
        if (data.items.empty() && (!data.text.empty() || data.kind == DataKind::kRedacted)) {
            fields_.push_back({path + std::string(kPayloadValueEnd), data.text, {}});
        }
        for (std::size_t i = 0; i < data.items.size(); ++i) {
            write_leaves(child_path(path, data, i), data.items[i]);
        }
    }

    std::vector<EntryField>& fields_;
    std::string prefix_;
};

/// Reads fields in the order in which they were written.
class FieldReader {
  public:
    FieldReader(const std::vector<EntryField>& fields, const RedactionRow* redaction,
                std::size_t& next, bool& ok)
        : fields_(fields), redaction_(redaction), next_(next), ok_(ok) {}

    void set_prefix(std::string prefix) { prefix_ = std::move(prefix); }

    template <class T>
    void operator()(std::string_view name, T& value, Since = {}) {
        const std::string path = prefix_ + "." + std::string(name);
        if constexpr (std::is_same_v<T, CommandBody>) {
            std::uint64_t index = 0;
            read_field(path, index);
            if (index >= std::variant_size_v<CommandBody>) {
                ok_ = false;
                return;
            }
            codec_detail::emplace_alternative(value, index);
            FieldReader inner(fields_, redaction_, next_, ok_);
            inner.set_prefix(path);
            std::visit([&](auto& body) { body.fields(body, inner); }, value);
        } else if constexpr (std::is_same_v<T, Data>) {
            read_field(path, value);
            read_leaves(path, value);
        } else {
            // Left out was what is nothing, which need not be what the struct begins with: a deed
            // that was not in time is no deed in time.
            if (at(path) == nullptr) {
                value = T{};
            }
            read_field(path, value);
        }
    }

    [[nodiscard]] const EntryField* at(const std::string& path) const {
        return next_ < fields_.size() && fields_[next_].name == path ? &fields_[next_] : nullptr;
    }

    template <class T>
    void read_field(const std::string& path, T& value) {
        const EntryField* field = at(path);
        if (field == nullptr) {
            return;
        }
        ++next_;
        const std::string_view bytes = bytes_of_field(*field);
        if (field->redacted && bytes.empty()) {
            value = T{};
            return;
        }
        Reader reader(bytes);
        read_value(reader, value);
        ok_ = ok_ && reader.finish().has_value();
    }

  private:
    void read_leaves(const std::string& path, Data& data) {
        const std::string leaf = path + std::string(kPayloadValueEnd);
        if (const EntryField* field = data.items.empty() ? at(leaf) : nullptr) {
            data.text = field->value;
            data.kind = field->redacted ? DataKind::kRedacted : data.kind;
            ++next_;
        }
        if (data.kind == DataKind::kObject && data.names.size() != data.items.size()) {
            ok_ = false;
            return;
        }
        for (std::size_t i = 0; i < data.items.size(); ++i) {
            read_leaves(child_path(path, data, i), data.items[i]);
        }
    }

    /// What stands in the field, or is read in its place.
    [[nodiscard]] std::string_view bytes_of_field(const EntryField& field) const {
        if (!field.redacted || redaction_ == nullptr) {
            return field.value;
        }
        const auto found = std::find_if(
            redaction_->replaced.begin(), redaction_->replaced.end(),
            [&](const RedactionRow::Field& replaced) { return replaced.name == field.name; });
        return found == redaction_->replaced.end() ? std::string_view() : found->value;
    }

    const std::vector<EntryField>& fields_;
    const RedactionRow* redaction_;
    std::size_t& next_;
    bool& ok_;
    std::string prefix_;
};

std::string event_path(std::size_t index) { return "event." + std::to_string(index); }

}  // namespace

void write_content(const EntryContent& content, Entry& entry) {
    FieldWriter command(entry.fields, "command");
    Command::fields(content.command, command);
    for (std::size_t i = 0; i < content.events.size(); ++i) {
        const Event& event = content.events[i];
        entry.fields.push_back({event_path(i), bytes_of(std::uint64_t{event.index()}), {}});
        FieldWriter members(entry.fields, event_path(i));
        std::visit([&](const auto& body) { body.fields(body, members); }, event);
    }
}

Result<EntryContent> read_content(const Entry& entry, const RedactionRow* redaction) {
    EntryContent content;
    std::size_t next = 0;
    bool ok = true;
    FieldReader reader(entry.fields, redaction, next, ok);
    reader.set_prefix("command");
    Command::fields(content.command, reader);
    content.command_redacted =
        std::any_of(entry.fields.begin(), entry.fields.begin() + static_cast<std::ptrdiff_t>(next),
                    [](const EntryField& field) { return field.redacted.has_value(); });
    while (ok && next < entry.fields.size()) {
        const std::string path = event_path(content.events.size());
        std::uint64_t index = std::variant_size_v<Event>;
        reader.read_field(path, index);
        if (index >= std::variant_size_v<Event>) {
            ok = false;
            break;
        }
        Event event;
        codec_detail::emplace_alternative(event, index);
        reader.set_prefix(path);
        std::visit([&](auto& body) { body.fields(body, reader); }, event);
        content.events.push_back(std::move(event));
    }
    if (!ok) {
        return failure(DiagnosticKind::kLedgerEntryDamaged,
                       {std::to_string(entry.header.sequence)});
    }
    return content;
}

}  // namespace onus::engine
