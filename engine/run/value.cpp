// SPDX-License-Identifier: Apache-2.0
#include "engine/run/value.h"

#include <algorithm>
#include <cstring>

namespace onus::engine {

namespace {

bool is_textual(ValueKind kind) {
    switch (kind) {
        case ValueKind::kText:
        case ValueKind::kFile:
        case ValueKind::kPerson:
        case ValueKind::kRole:
        case ValueKind::kUnit:
        case ValueKind::kRecord:
            return true;
        default:
            return false;
    }
}

bool has_items(ValueKind kind) { return kind == ValueKind::kStruct || kind == ValueKind::kList; }

}  // namespace

bool same(const Value& a, const Value& b) {
    if (a.kind != b.kind || a.missing() || a.undetermined()) {
        return false;
    }
    if (has_items(a.kind)) {
        return a.aux == b.aux && std::equal(a.items, a.items + a.aux, b.items, same);
    }
    // An enum shared with an upper layer has another index there; its value ids are what counts.
    if (is_textual(a.kind) || a.kind == ValueKind::kEnum) {
        return a.text == b.text;
    }
    return a.number == b.number && (a.kind != ValueKind::kDuration || a.duration == b.duration);
}

int compare(const Value& a, const Value& b) {
    return a.number < b.number ? -1 : (a.number > b.number ? 1 : 0);
}

Stored store(const Value& value) {
    Stored stored;
    stored.kind = value.kind;
    stored.duration = value.duration;
    stored.aux = value.aux;
    if (value.undetermined()) {
        return stored;  // What else is known of it (unknown.h) is told, not kept.
    }
    stored.text = std::string(value.text);
    if (has_items(value.kind)) {
        stored.aux = 0;
        stored.items.reserve(value.aux);
        for (std::uint32_t i = 0; i < value.aux; ++i) {
            stored.items.push_back(store(value.items[i]));
        }
    } else {
        stored.number = Decimal::from_units(value.number);
    }
    if (value.kind == ValueKind::kEnum || value.kind == ValueKind::kRecord) {
        stored.aux = 0;  // Indices belong to one program; what is stored outlives it.
    }
    return stored;
}

Stored redacted_value() { return store(undetermined(UndeterminedCause::kRedacted)); }

bool holds_redacted(const Stored& value) {
    return (value.kind == ValueKind::kUndetermined &&
            value.aux == static_cast<std::uint32_t>(UndeterminedCause::kRedacted)) ||
           std::any_of(value.items.begin(), value.items.end(), holds_redacted);
}

template <class T>
T* Arena::Pool<T>::take(std::size_t count, std::size_t block_size) {
    while (block < blocks.size() && used + count > blocks[block].size()) {
        ++block;
        used = 0;
    }
    if (block == blocks.size()) {
        blocks.emplace_back(std::max(count, block_size));
        used = 0;
    }
    T* taken = blocks[block].data() + used;
    used += count;
    return taken;
}

Value* Arena::values(std::size_t count) {
    Value* taken = values_.take(count, 64);
    std::fill(taken, taken + count, Value{});
    return taken;
}

std::string_view Arena::text(std::string_view text) {
    char* taken = texts_.take(text.size(), 1024);
    if (!text.empty()) {
        std::memcpy(taken, text.data(), text.size());
    }
    return {taken, text.size()};
}

void Arena::clear() {
    values_.block = values_.used = 0;
    texts_.block = texts_.used = 0;
}

Value view(const Stored& stored, Arena& arena) {
    Value value;
    value.kind = stored.kind;
    value.duration = stored.duration;
    value.aux = stored.aux;
    value.text = stored.text;
    if (has_items(stored.kind)) {
        Value* items = arena.values(stored.items.size());
        for (std::size_t i = 0; i < stored.items.size(); ++i) {
            items[i] = view(stored.items[i], arena);
        }
        value.items = items;
        value.aux = static_cast<std::uint32_t>(stored.items.size());
    } else {
        value.number = stored.number.units();
    }
    return value;
}

}  // namespace onus::engine
