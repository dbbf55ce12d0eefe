// SPDX-License-Identifier: Apache-2.0
#include "engine/run/data.h"

namespace onus::engine {

const Data* Data::member(std::string_view name) const {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) {
            return &items[i];
        }
    }
    return nullptr;
}

void set_member(Data& object, std::string_view name, Data value) {
    for (std::size_t i = 0; i < object.names.size(); ++i) {
        if (object.names[i] == name) {
            object.items[i] = std::move(value);
            return;
        }
    }
    object.names.emplace_back(name);
    object.items.push_back(std::move(value));
}

}  // namespace onus::engine
