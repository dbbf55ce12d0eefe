// SPDX-License-Identifier: Apache-2.0
//
// A payload as it was sent: a tree of texts, numbers, lists and named members, not yet held against
// any rulebook. Numbers stay text, so that no digit is lost on the way.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace onus::engine {

/// The numbers are part of the stored format.
enum class DataKind : std::uint8_t {
    kNull = 0,
    kYesNo = 1,
    kNumber = 2,
    kText = 3,
    kList = 4,
    kObject = 5,

    /// A text that was taken out of the ledger. Nobody sends it.
    kRedacted = 6,
};

struct Data {
    DataKind kind = DataKind::kNull;

    /// kYesNo: "true" or "false"; kNumber: its digits; kText: the text.
    std::string text;

    /// kObject: names of `items`, in the order sent, unique.
    std::vector<std::string> names;
    std::vector<Data> items;

    /// The member of an object; null if there is none.
    [[nodiscard]] const Data* member(std::string_view name) const;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("kind", self.kind);
        visit("text", self.text);
        visit("names", self.names);
        visit("items", self.items);
    }
    friend bool operator==(const Data&, const Data&) = default;
};

/// Stands in a free text for what was taken out of it.
inline constexpr std::string_view kRedactedMark = "███";

[[nodiscard]] inline Data text_data(std::string_view text) {
    return Data{DataKind::kText, std::string(text), {}, {}};
}
[[nodiscard]] inline Data number_data(std::string_view digits) {
    return Data{DataKind::kNumber, std::string(digits), {}, {}};
}
[[nodiscard]] inline Data object_data() { return Data{DataKind::kObject, {}, {}, {}}; }
[[nodiscard]] inline Data list_data() { return Data{DataKind::kList, {}, {}, {}}; }

/// Adds or replaces a member. REQUIRES: `object` is an object.
void set_member(Data& object, std::string_view name, Data value);

}  // namespace onus::engine
