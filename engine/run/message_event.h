// SPDX-License-Identifier: Apache-2.0
//
// Events of what people are told, and of what is entered against them.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/ledger/since.h"
#include "engine/run/value.h"

namespace onus::engine {

constexpr ValueKind last_of(ValueKind) { return ValueKind::kDuty; }

/// A text of the program with the values that fill it: rendered on reading, in either language.
struct Text {
    std::string id;  ///< of a MessageInfo, or of a built-in text (run/texts.def)
    std::vector<Stored> arguments;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("id", self.id);
        visit("arguments", self.arguments);
    }
    friend bool operator==(const Text&, const Text&) = default;
};

/// `log NAME against PERSON +n points`
struct Logged {
    std::string name;
    std::string person;
    std::string declaration;
    std::optional<Decimal> points;
    Text text;
    std::uint64_t attempt = 0;
    std::uint64_t duty = 0;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("name", self.name);
        visit("person", self.person);
        visit("declaration", self.declaration);
        visit("points", self.points);
        visit("text", self.text);
        visit("attempt", self.attempt);
        visit("duty", self.duty);
    }
    friend bool operator==(const Logged&, const Logged&) = default;
};

/// A message to one person; the outbox reads these. `number` is its own.
struct Notified {
    std::uint64_t number = 0;
    std::string person;
    std::string level;  ///< "", "yellow", "orange", "red"
    std::string declaration;
    Text text;
    std::uint64_t attempt = 0;
    std::uint64_t duty = 0;
    std::uint64_t matter = 0;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("number", self.number);
        visit("person", self.person);
        visit("level", self.level);
        visit("declaration", self.declaration);
        visit("text", self.text);
        visit("attempt", self.attempt);
        visit("duty", self.duty);
        visit("matter", self.matter);
    }
    friend bool operator==(const Notified&, const Notified&) = default;
};

/// A message came to its receiver, or could not. Nothing more is tried.
struct NoticeClosed {
    std::uint64_t notice = 0;
    bool reached = false;
    std::string person;  ///< its receiver
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("notice", self.notice);
        visit("reached", self.reached);
        visit("person", self.person);
    }
    friend bool operator==(const NoticeClosed&, const NoticeClosed&) = default;
};

/// Messages are delivered from now on, those since an instant; or none are any more.
struct DeliveryChanged {
    std::optional<Instant> since;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("since", self.since);
    }
    friend bool operator==(const DeliveryChanged&, const DeliveryChanged&) = default;
};

}  // namespace onus::engine
