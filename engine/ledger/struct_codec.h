// SPDX-License-Identifier: Apache-2.0
//
// Writes and reads plain structs in the canonical binary form of codec.h. For rows of the state
// image; the fields of ledger entries are spelled one by one with flat_codec.h from the same
// description.
//
// A struct describes itself once, for const and mutable use:
//
//     struct OpenDuty {
//         std::uint64_t id = 0;
//         Instant due;
//         std::optional<std::string> note;
//         std::vector<Reminder> reminders;      // Reminder has `fields` as well
//
//         template <class Self, class V>
//         static void fields(Self& self, V& visit) {
//             visit("id", self.id);
//             visit("due", self.due);
//             visit("note", self.note);
//             visit("reminders", self.reminders);
//         }
//     };
//
//     std::string row = encode_struct(duty);
//     Result<OpenDuty> back = decode_struct<OpenDuty>(row);
//
// Known: bool, integers of all widths, enum class, std::string, byte arrays (Digest), Instant,
// CivilDate, TimeOfDay, LocalTime, Duration, Decimal, std::optional, std::vector, std::variant
// (std::monostate may be an alternative), std::map, std::pair, and structs with `fields`. What
// cannot have a member `fields` gets a specialisation of FieldsOf.
//
// Growing a struct: append the new field at the end as `visit("reason", self.reason, Since{2})` and
// add `static constexpr std::uint32_t kVersion = 2;`. Each struct's bytes begin with its version:
// older bytes leave the new field at its default; newer bytes are refused with kLedgerDataNewer.
// Fields and variant alternatives are never removed, reordered or given another type.
//
// An enum is checked on reading if a function `E last_of(E)` is found beside it:
//     constexpr Level last_of(Level) { return Level::kBlock; }
// Decoded values of other enums are only known to fit the underlying type.

#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "engine/ledger/codec.h"
#include "engine/ledger/since.h"
#include "grammar/base/civil.h"
#include "grammar/base/decimal.h"
#include "grammar/base/duration.h"

namespace onus::engine {

/// The description of a struct's fields. Specialise for types that cannot have the member.
template <class T>
struct FieldsOf {
    template <class Self, class V>
    static void fields(Self& self, V& visit) requires requires {
        T::fields(self, visit);
    }
    { T::fields(self, visit); }
};

namespace codec_detail {

struct AnyVisitor {
    template <class T>
    void operator()(std::string_view, T&, Since = {}) {}
};

template <class T>
concept Struct = std::is_class_v<T> && requires(T& value, AnyVisitor& visit) {
    FieldsOf<T>::fields(value, visit);
};

template <class T>
constexpr std::uint32_t version_of() {
    if constexpr (requires { T::kVersion; }) {
        return T::kVersion;
    } else {
        return 1;
    }
}

template <class T, template <class...> class Template>
inline constexpr bool kIsA = false;
template <template <class...> class Template, class... Args>
inline constexpr bool kIsA<Template<Args...>, Template> = true;

template <class T>
inline constexpr bool kIsByteArray = false;
template <std::size_t size>
inline constexpr bool kIsByteArray<std::array<std::uint8_t, size>> = true;

template <class T>
inline constexpr bool kAlwaysFalse = false;

/// Held in one field of an entry; everything else is spread over several.
template <class T>
inline constexpr bool kIsScalar =
    std::is_arithmetic_v<T> || std::is_enum_v<T> || kIsByteArray<T> ||
    std::same_as<T, std::string> || std::same_as<T, Instant> || std::same_as<T, CivilDate> ||
    std::same_as<T, TimeOfDay> || std::same_as<T, LocalTime> || std::same_as<T, Duration> ||
    std::same_as<T, Decimal>;

/// Calls `use` with the default value of the alternative `index`, wrapped in a new variant.
/// REQUIRES: index < number of alternatives.
template <class Variant>
void emplace_alternative(Variant& variant, std::size_t index) {
    [&]<std::size_t... indices>(std::index_sequence<indices...>) {
        static_cast<void>(
            ((indices == index ? (variant.template emplace<indices>(), true) : false) || ...));
    }
    (std::make_index_sequence<std::variant_size_v<Variant>>{});
}

}  // namespace codec_detail

template <class T>
void write_value(Writer& writer, const T& value);
template <class T>
void read_value(Reader& reader, T& value);

namespace codec_detail {

template <class T>
void write_scalar(Writer& writer, const T& value) {
    if constexpr (std::same_as<T, bool>) {
        writer.boolean(value);
    } else if constexpr (std::is_enum_v<T>) {
        write_scalar(writer, static_cast<std::underlying_type_t<T>>(value));
    } else if constexpr (std::unsigned_integral<T>) {
        writer.unsigned_number(value);
    } else if constexpr (std::signed_integral<T>) {
        writer.signed_number(value);
    } else if constexpr (std::same_as<T, std::string>) {
        writer.bytes(value);
    } else if constexpr (kIsByteArray<T>) {
        writer.raw({reinterpret_cast<const char*>(value.data()), value.size()});
    } else if constexpr (std::same_as<T, Instant> || std::same_as<T, TimeOfDay>) {
        writer.signed_number(value.ms);
    } else if constexpr (std::same_as<T, CivilDate>) {
        writer.signed_number(value.days);
    } else if constexpr (std::same_as<T, LocalTime>) {
        writer.signed_number(value.date.days);
        writer.signed_number(value.time.ms);
    } else if constexpr (std::same_as<T, Duration>) {
        write_scalar(writer, value.kind);
        writer.signed_number(value.amount);
    } else if constexpr (std::same_as<T, Decimal>) {
        writer.wide_number(value.units());
    } else {
        static_assert(kAlwaysFalse<T>, "the codec does not know this type");
    }
}

template <std::signed_integral T>
void read_signed(Reader& reader, T& value) {
    const std::int64_t wide = reader.signed_number();
    if (wide < std::numeric_limits<T>::min() || wide > std::numeric_limits<T>::max()) {
        reader.fail_damaged();
        return;
    }
    value = static_cast<T>(wide);
}

template <class Enum>
void read_enum(Reader& reader, Enum& value) {
    using Underlying = std::underlying_type_t<Enum>;
    static_assert(std::unsigned_integral<Underlying>, "stored enums have an unsigned type");
    Underlying last = std::numeric_limits<Underlying>::max();
    if constexpr (requires { last_of(value); }) {
        last = static_cast<Underlying>(last_of(value));
    }
    value = static_cast<Enum>(reader.unsigned_number_to(last));
}

constexpr Int128 kDecimalUnitsEnd = Int128{1'000'000'000'000'000'000} * Decimal::kScale;

template <class T>
void read_scalar(Reader& reader, T& value) {
    if constexpr (std::same_as<T, bool>) {
        value = reader.boolean();
    } else if constexpr (std::is_enum_v<T>) {
        read_enum(reader, value);
    } else if constexpr (std::unsigned_integral<T>) {
        value = static_cast<T>(reader.unsigned_number_to(std::numeric_limits<T>::max()));
    } else if constexpr (std::signed_integral<T>) {
        read_signed(reader, value);
    } else if constexpr (std::same_as<T, std::string>) {
        value = reader.bytes();
    } else if constexpr (kIsByteArray<T>) {
        const std::string_view raw = reader.raw(value.size());
        for (std::size_t i = 0; i < raw.size(); ++i) {
            value[i] = static_cast<std::uint8_t>(raw[i]);
        }
    } else if constexpr (std::same_as<T, Instant> || std::same_as<T, TimeOfDay>) {
        read_signed(reader, value.ms);
    } else if constexpr (std::same_as<T, CivilDate>) {
        read_signed(reader, value.days);
    } else if constexpr (std::same_as<T, LocalTime>) {
        read_signed(reader, value.date.days);
        read_signed(reader, value.time.ms);
    } else if constexpr (std::same_as<T, Duration>) {
        constexpr auto kLast = static_cast<std::uint64_t>(DurationKind::kWorkingDays);
        value.kind = static_cast<DurationKind>(reader.unsigned_number_to(kLast));
        value.amount = reader.signed_number();
    } else if constexpr (std::same_as<T, Decimal>) {
        const Int128 units = reader.wide_number();
        if (units <= -kDecimalUnitsEnd || units >= kDecimalUnitsEnd) {
            reader.fail_damaged();
            return;
        }
        value = Decimal::from_units(units);
    } else {
        static_assert(kAlwaysFalse<T>, "the codec does not know this type");
    }
}

struct FieldWriter {
    Writer& writer;

    template <class T>
    void operator()(std::string_view, const T& value, Since = {}) {
        write_value(writer, value);
    }
};

struct FieldReader {
    Reader& reader;
    std::uint32_t version;

    template <class T>
    void operator()(std::string_view, T& value, Since since = {}) {
        if (since.version <= version) {
            read_value(reader, value);
        }
    }
};

template <class T>
void read_struct(Reader& reader, T& value) {
    if (!reader.enter()) {
        return;
    }
    const std::uint64_t version = reader.unsigned_number();
    if (version > version_of<T>()) {
        reader.fail_newer(version, version_of<T>());
    } else if (version == 0) {
        reader.fail_damaged();
    } else {
        FieldReader read{reader, static_cast<std::uint32_t>(version)};
        FieldsOf<T>::fields(value, read);
    }
    reader.leave();
}

/// Keys ascend strictly: one map has one spelling.
template <class Map>
void read_map(Reader& reader, Map& map) {
    map.clear();
    for (std::size_t left = reader.count(); left > 0 && reader.ok(); --left) {
        typename Map::key_type key{};
        read_value(reader, key);
        if (!map.empty() && !(map.rbegin()->first < key)) {
            reader.fail_damaged();
            return;
        }
        read_value(
            reader,
            map.emplace_hint(map.end(), std::move(key), typename Map::mapped_type{})->second);
    }
}

}  // namespace codec_detail

/// Appends the canonical bytes of `value`.
template <class T>
void write_value(Writer& writer, const T& value) {
    namespace detail = codec_detail;
    if constexpr (detail::kIsScalar<T>) {
        detail::write_scalar(writer, value);
    } else if constexpr (detail::kIsA<T, std::optional>) {
        writer.boolean(value.has_value());
        if (value) {
            write_value(writer, *value);
        }
    } else if constexpr (detail::kIsA<T, std::vector>) {
        writer.unsigned_number(value.size());
        for (const typename T::value_type& element : value) {
            write_value(writer, element);
        }
    } else if constexpr (detail::kIsA<T, std::variant>) {
        writer.unsigned_number(value.index());
        std::visit([&](const auto& alternative) { write_value(writer, alternative); }, value);
    } else if constexpr (detail::kIsA<T, std::map>) {
        writer.unsigned_number(value.size());
        for (const auto& [key, mapped] : value) {
            write_value(writer, key);
            write_value(writer, mapped);
        }
    } else if constexpr (detail::kIsA<T, std::pair>) {
        write_value(writer, value.first);
        write_value(writer, value.second);
    } else if constexpr (detail::Struct<T>) {
        writer.unsigned_number(detail::version_of<T>());
        detail::FieldWriter write{writer};
        FieldsOf<T>::fields(value, write);
    } else {
        static_assert(std::same_as<T, std::monostate>, "the codec does not know this type");
    }
}

/// Reads into `value`; after a fault of the reader it holds something valid but meaningless.
template <class T>
void read_value(Reader& reader, T& value) {
    namespace detail = codec_detail;
    if constexpr (detail::kIsScalar<T>) {
        detail::read_scalar(reader, value);
    } else if constexpr (detail::kIsA<T, std::optional>) {
        value.reset();
        if (reader.boolean()) {
            read_value(reader, value.emplace());
        }
    } else if constexpr (detail::kIsA<T, std::vector>) {
        value.clear();
        for (std::size_t left = reader.count(); left > 0 && reader.ok(); --left) {
            typename T::value_type element{};
            read_value(reader, element);
            value.push_back(std::move(element));
        }
    } else if constexpr (detail::kIsA<T, std::variant>) {
        detail::emplace_alternative(value, reader.unsigned_number_to(std::variant_size_v<T> - 1));
        std::visit([&](auto& alternative) { read_value(reader, alternative); }, value);
    } else if constexpr (detail::kIsA<T, std::map>) {
        detail::read_map(reader, value);
    } else if constexpr (detail::kIsA<T, std::pair>) {
        read_value(reader, value.first);
        read_value(reader, value.second);
    } else if constexpr (detail::Struct<T>) {
        detail::read_struct(reader, value);
    } else {
        static_assert(std::same_as<T, std::monostate>, "the codec does not know this type");
    }
}

/// The bytes of one row.
template <class T>
[[nodiscard]] std::string encode_struct(const T& value) {
    Writer writer;
    write_value(writer, value);
    return writer.take();
}

/// Reads one row to its end. Errors: kLedgerEntryDamaged, kLedgerDataNewer.
template <class T>
[[nodiscard]] Result<T> decode_struct(std::string_view bytes) {
    Reader reader(bytes);
    T value{};
    read_value(reader, value);
    if (Status status = reader.finish(); !status) {
        return tl::make_unexpected(std::move(status.error()));
    }
    return value;
}

}  // namespace onus::engine
