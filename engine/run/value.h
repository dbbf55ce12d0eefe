// SPDX-License-Identifier: Apache-2.0
//
// Values while rules are evaluated. A value is a small view: texts and lists belong to the program,
// to the state or to the arena of the evaluation. `Stored` is the owning form that the state and
// the ledger keep.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/base/civil.h"
#include "grammar/base/decimal.h"
#include "grammar/base/duration.h"

namespace onus::engine {

/// The numbers are part of the stored format.
enum class ValueKind : std::uint8_t {
    kMissing = 0,       ///< an optional field without a value; a path that denotes nobody
    kUndetermined = 1,  ///< cannot be evaluated; `aux` is an UndeterminedCause
    kYesNo = 2,
    kNumber = 3,
    kMoney = 4,
    kPercent = 5,
    kDuration = 6,
    kDate = 7,
    kTimestamp = 8,
    kTimeOfDay = 9,
    kText = 10,
    kFile = 11,
    kPerson = 12,
    kRole = 13,
    kUnit = 14,
    kEnum = 15,    ///< number: ordinal; text: the value's id
    kRecord = 16,  ///< a reference; text: the key
    kStruct = 17,  ///< a record without a key; items: its fields in order
    kList = 18,
    kDuty = 19,  ///< number: the duty's number
};

/// Why a value could not be found.
enum class UndeterminedCause : std::uint32_t {
    kOverflow,
    kDivisionByZero,
    kNoCalendar,
    kUncoveredDate,
    kExceptionsConflict,
    kNoTableRow,
    kSeveralTableRows,
    kUnknownRecord,
    kMissingValue,
    kStepLimit,
    kHistoryGap,
    kRedacted,
};

struct Value {
    ValueKind kind = ValueKind::kMissing;
    DurationKind duration{};
    /// Enum index (kEnum), record index (kRecord, kStruct), cause, item count.
    std::uint32_t aux = 0;
    union {
        Int128 number = 0;
        const Value* items;
    };
    std::string_view text;

    [[nodiscard]] bool missing() const { return kind == ValueKind::kMissing; }
    [[nodiscard]] bool undetermined() const { return kind == ValueKind::kUndetermined; }
    [[nodiscard]] bool yes() const { return kind == ValueKind::kYesNo && number != 0; }
};

[[nodiscard]] inline Value yes_no(bool yes) {
    Value value;
    value.kind = ValueKind::kYesNo;
    value.number = yes ? 1 : 0;
    return value;
}

[[nodiscard]] inline Value undetermined(UndeterminedCause cause) {
    Value value;
    value.kind = ValueKind::kUndetermined;
    value.aux = static_cast<std::uint32_t>(cause);
    return value;
}

/// A value whose content is its number: ordinal, units of a Decimal, days, milliseconds.
[[nodiscard]] inline Value numeric(ValueKind kind, Int128 number) {
    Value value;
    value.kind = kind;
    value.number = number;
    return value;
}

[[nodiscard]] inline Value decimal_value(ValueKind kind, Decimal decimal) {
    return numeric(kind, decimal.units());
}

[[nodiscard]] inline Value duration_value(Duration duration) {
    Value value = numeric(ValueKind::kDuration, duration.amount);
    value.duration = duration.kind;
    return value;
}

[[nodiscard]] inline Value textual(ValueKind kind, std::string_view text) {
    Value value;
    value.kind = kind;
    value.text = text;
    return value;
}

[[nodiscard]] inline Decimal decimal_of(const Value& value) {
    return Decimal::from_units(value.number);
}
[[nodiscard]] inline std::int64_t int_of(const Value& value) {
    return static_cast<std::int64_t>(value.number);
}
[[nodiscard]] inline Duration duration_of(const Value& value) {
    return {value.duration, int_of(value)};
}

/// True if both are the same thing. Missing equals nothing, not even missing.
[[nodiscard]] bool same(const Value& a, const Value& b);

/// -1, 0, 1 by size, date or rank. REQUIRES: both of one ordered kind.
[[nodiscard]] int compare(const Value& a, const Value& b);

/// The owning form of a value.
struct Stored {
    ValueKind kind = ValueKind::kMissing;
    DurationKind duration{};
    std::uint32_t aux = 0;
    Decimal number;  ///< its units are the number of the Value
    std::string text;
    std::vector<Stored> items;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("kind", self.kind);
        visit("duration", self.duration);
        visit("aux", self.aux);
        visit("number", self.number);
        visit("text", self.text);
        visit("items", self.items);
    }
    friend bool operator==(const Stored&, const Stored&) = default;
};

[[nodiscard]] Stored store(const Value& value);

/// `Stored::aux` of an instant until which somebody has time: at midnight, 24:00 of the day before.
inline constexpr std::uint32_t kIsDeadline = 1;

/// What is left of a value that was taken out of the ledger.
[[nodiscard]] Stored redacted_value();

/// True if it, or a part of it, was taken out.
[[nodiscard]] bool holds_redacted(const Stored& value);

[[nodiscard]] inline bool is_redacted(const Value& value) {
    return value.undetermined() &&
           value.aux == static_cast<std::uint32_t>(UndeterminedCause::kRedacted);
}

/// Memory of one evaluation: arrays of values and texts that live until `clear`.
class Arena {
  public:
    /// `count` missing values.
    [[nodiscard]] Value* values(std::size_t count);
    [[nodiscard]] std::string_view text(std::string_view text);

    /// Forgets everything but keeps the memory for the next evaluation.
    void clear();

  private:
    template <class T>
    struct Pool {
        std::vector<std::vector<T>> blocks;
        std::size_t block = 0;
        std::size_t used = 0;
        T* take(std::size_t count, std::size_t block_size);
    };
    Pool<Value> values_;
    Pool<char> texts_;
};

/// A view of `stored`, which must outlive it; arrays are made in the arena.
[[nodiscard]] Value view(const Stored& stored, Arena& arena);

}  // namespace onus::engine
