// SPDX-License-Identifier: Apache-2.0
//
// Spreads a struct over the fields of a ledger entry, so that each value has a commitment of its
// own, and reads it back. Uses the same `fields` descriptions as struct_codec.h.
//
//     flatten("command", command, entry.fields);   // command.id, command.payload.order.promised
//     flatten("event", events, entry.fields);      // event = 2, event.0 = alternative's number, …
//
//     FlatReader reader(entry.fields);
//     reader.read("command", command);
//     reader.read("event", events);
//     Status status = reader.finish();
//
// Paths: members by name; elements of a vector by index, their number at the vector's own path; the
// number of a variant's alternative at the variant's path, the members of a struct alternative
// below it, any other alternative at `.value`; a map like a vector with `.key` and `.value`. An
// absent optional has no field; a present struct has an empty field at its own path.
//
// What was written is read in the same order. A member marked Since{2} or later may be missing.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ledger/entry.h"
#include "engine/ledger/struct_codec.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

namespace codec_detail {

/// The path of the value at hand; segments are pushed and popped in place.
class FieldPath {
  public:
    class Segment {
      public:
        Segment(std::string& path, std::string_view name) : path_(path), size_(path.size()) {
            if (!path_.empty()) {
                path_ += '.';
            }
            path_ += name;
        }
        ~Segment() { path_.resize(size_); }
        Segment(const Segment&) = delete;
        Segment& operator=(const Segment&) = delete;

      private:
        std::string& path_;
        std::size_t size_;
    };

    [[nodiscard]] Segment push(std::string_view name) { return {path_, name}; }
    [[nodiscard]] Segment push(std::size_t index) { return {path_, std::to_string(index)}; }
    [[nodiscard]] const std::string& text() const { return path_; }

  private:
    std::string path_;
};

/// Has a field at its own path, whatever it holds.
template <class T>
inline constexpr bool kMarksItself =
    kIsScalar<T> || kIsA<T, std::vector> || kIsA<T, std::variant> || kIsA<T, std::map>;

class FlatWriter {
  public:
    explicit FlatWriter(std::vector<EntryField>& fields) : fields_(fields) {}

    template <class T>
    void operator()(std::string_view name, const T& value, Since = {}) {
        const auto segment = path_.push(name);
        write(value);
    }

  private:
    void emit(std::string value) { fields_.push_back({path_.text(), std::move(value), {}}); }

    template <class T>
    void emit_scalar(const T& value) {
        Writer writer;
        write_scalar(writer, value);
        emit(writer.take());
    }

    template <class T>
    void write(const T& value) {
        if constexpr (kIsScalar<T>) {
            emit_scalar(value);
        } else if constexpr (kIsA<T, std::optional>) {
            write_optional(value);
        } else if constexpr (kIsA<T, std::vector>) {
            emit_scalar(static_cast<std::uint64_t>(value.size()));
            for (std::size_t i = 0; i < value.size(); ++i) {
                const auto segment = path_.push(i);
                write<typename T::value_type>(value[i]);
            }
        } else if constexpr (kIsA<T, std::variant>) {
            emit_scalar(static_cast<std::uint64_t>(value.index()));
            std::visit([this](const auto& alternative) { this->write_alternative(alternative); },
                       value);
        } else if constexpr (kIsA<T, std::map>) {
            write_map(value);
        } else if constexpr (kIsA<T, std::pair>) {
            (*this)("first", value.first);
            (*this)("second", value.second);
        } else {
            static_assert(Struct<T>, "the codec does not know this type");
            FieldsOf<T>::fields(value, *this);
        }
    }

    template <class T>
    void write_optional(const std::optional<T>& value) {
        static_assert(!kIsA<T, std::optional>, "an optional of an optional has no spelling");
        if (!value) {
            return;
        }
        if constexpr (!kMarksItself<T>) {
            emit({});
        }
        write(*value);
    }

    template <class T>
    void write_alternative(const T& alternative) {
        if constexpr (Struct<T>) {
            write(alternative);
        } else if constexpr (!std::same_as<T, std::monostate>) {
            (*this)("value", alternative);
        }
    }

    template <class Map>
    void write_map(const Map& map) {
        emit_scalar(static_cast<std::uint64_t>(map.size()));
        std::size_t index = 0;
        for (const auto& [key, mapped] : map) {
            const auto segment = path_.push(index++);
            (*this)("key", key);
            (*this)("value", mapped);
        }
    }

    std::vector<EntryField>& fields_;
    FieldPath path_;
};

}  // namespace codec_detail

/// Appends the fields of `value`, their names beginning with `name`.
template <class T>
void flatten(std::string_view name, const T& value, std::vector<EntryField>& fields) {
    codec_detail::FlatWriter writer(fields);
    writer(name, value);
}

/// Reads values back from fields, in order. The first fault sticks. The fields must outlive it.
class FlatReader {
  public:
    explicit FlatReader(std::span<const EntryField> fields) : fields_(fields) {}

    template <class T>
    void read(std::string_view name, T& value) {
        (*this)(name, value);
    }

    /// The first fault so far. Errors: kLedgerFieldMissing, kLedgerFieldRedacted,
    /// kLedgerFieldDamaged, each with the field's name.
    [[nodiscard]] Status status() const {
        return fault_ ? failure(*fault_, {fault_name_}) : Status();
    }

    /// As `status`; a field that is left over is kLedgerFieldUnknown.
    [[nodiscard]] Status finish() {
        if (next_ < fields_.size()) {
            fail(DiagnosticKind::kLedgerFieldUnknown, fields_[next_].name);
        }
        return status();
    }

    template <class T>
    void operator()(std::string_view name, T& value, Since since = {}) {
        const auto segment = path_.push(name);
        if (!fault_ && (since.version <= 1 || is_next())) {
            read_at(value);
        }
    }

  private:
    static constexpr std::uint64_t kElementsMax = 1U << 20U;

    void fail(DiagnosticKind kind, const std::string& name) {
        if (!fault_) {
            fault_ = kind;
            fault_name_ = name;
        }
    }

    /// True if the next field is at the current path or below it.
    [[nodiscard]] bool is_next() const {
        if (next_ == fields_.size()) {
            return false;
        }
        const std::string_view name = fields_[next_].name;
        const std::string& path = path_.text();
        return name.starts_with(path) && (name.size() == path.size() || name[path.size()] == '.');
    }

    /// The value at the current path itself; nothing after recording why there is none.
    [[nodiscard]] std::optional<std::string_view> take() {
        if (fault_) {
            return std::nullopt;
        }
        if (next_ == fields_.size() || fields_[next_].name != path_.text()) {
            fail(DiagnosticKind::kLedgerFieldMissing, path_.text());
            return std::nullopt;
        }
        const EntryField& field = fields_[next_++];
        if (field.redacted) {
            fail(DiagnosticKind::kLedgerFieldRedacted, field.name);
            return std::nullopt;
        }
        return field.value;
    }

    template <class T>
    void take_scalar(T& value) {
        if (const auto bytes = take()) {
            Reader reader(*bytes);
            codec_detail::read_scalar(reader, value);
            if (!reader.finish()) {
                fail(DiagnosticKind::kLedgerFieldDamaged, path_.text());
            }
        }
    }

    [[nodiscard]] std::uint64_t take_number(std::uint64_t limit) {
        std::uint64_t number = 0;
        take_scalar(number);
        if (number > limit) {
            fail(DiagnosticKind::kLedgerFieldDamaged, path_.text());
        }
        return fault_ ? 0 : number;
    }

    template <class T>
    void read_at(T& value) {
        namespace detail = codec_detail;
        if constexpr (detail::kIsScalar<T>) {
            take_scalar(value);
        } else if constexpr (detail::kIsA<T, std::optional>) {
            read_optional(value);
        } else if constexpr (detail::kIsA<T, std::vector>) {
            value.clear();
            const std::uint64_t count = take_number(kElementsMax);
            for (std::size_t i = 0; i < count && !fault_; ++i) {
                const auto segment = path_.push(i);
                typename T::value_type element{};
                read_at(element);
                value.push_back(std::move(element));
            }
        } else if constexpr (detail::kIsA<T, std::variant>) {
            detail::emplace_alternative(value, take_number(std::variant_size_v<T> - 1));
            std::visit([this](auto& alternative) { this->read_alternative(alternative); }, value);
        } else if constexpr (detail::kIsA<T, std::map>) {
            read_map(value);
        } else if constexpr (detail::kIsA<T, std::pair>) {
            (*this)("first", value.first);
            (*this)("second", value.second);
        } else {
            static_assert(detail::Struct<T>, "the codec does not know this type");
            FieldsOf<T>::fields(value, *this);
        }
    }

    template <class T>
    void read_optional(std::optional<T>& value) {
        value.reset();
        if (!is_next()) {
            return;
        }
        if constexpr (!codec_detail::kMarksItself<T>) {
            const auto mark = take();
            if (mark && !mark->empty()) {
                fail(DiagnosticKind::kLedgerFieldDamaged, path_.text());
            }
        }
        read_at(value.emplace());
    }

    template <class T>
    void read_alternative(T& alternative) {
        if constexpr (codec_detail::Struct<T>) {
            read_at(alternative);
        } else if constexpr (!std::same_as<T, std::monostate>) {
            (*this)("value", alternative);
        }
    }

    template <class Map>
    void read_map(Map& map) {
        map.clear();
        const std::uint64_t count = take_number(kElementsMax);
        for (std::size_t i = 0; i < count && !fault_; ++i) {
            const auto segment = path_.push(i);
            typename Map::key_type key{};
            (*this)("key", key);
            if (!map.empty() && !(map.rbegin()->first < key)) {
                fail(DiagnosticKind::kLedgerFieldDamaged, path_.text());
            }
            (*this)("value", map[std::move(key)]);
        }
    }

    std::span<const EntryField> fields_;
    std::size_t next_ = 0;
    codec_detail::FieldPath path_;
    std::optional<DiagnosticKind> fault_;
    std::string fault_name_;
};

}  // namespace onus::engine
