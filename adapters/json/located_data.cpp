// SPDX-License-Identifier: Apache-2.0

#include "adapters/json/located_data.h"

namespace onus::adapters {

const LocatedData* LocatedData::member(std::string_view name) const {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) {
            return &items[i];
        }
    }
    return nullptr;
}

engine::Data without_places(const LocatedData& located) {
    engine::Data data;
    data.kind = located.kind;
    data.text = located.text;
    data.names = located.names;
    data.items.reserve(located.items.size());
    for (const LocatedData& item : located.items) {
        data.items.push_back(without_places(item));
    }
    return data;
}

}  // namespace onus::adapters
