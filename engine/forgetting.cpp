// SPDX-License-Identifier: Apache-2.0
#include "engine/forgetting.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <variant>

#include "engine/ledger/struct_codec.h"

namespace onus::engine {

namespace {

/// Members of commands and events that nothing is looked up by.
bool is_free(std::string_view member) {
    constexpr auto kFree = std::to_array<std::string_view>({"reason", "opinion", "arguments"});
    return std::find(kFree.begin(), kFree.end(), member) != kFree.end();
}

/// Members that are of no use without what was taken out of them: a digest, or what an earlier
/// redaction put in the place of a value, which has another replacement now.
bool is_whole(std::string_view member) { return member == "seen" || member == "instead"; }

class Forgetting {
  public:
    explicit Forgetting(const std::vector<std::string>& texts) : texts_(texts) {}

    template <class T>
    void operator()(std::string_view name, T& value, Since = {}) {
        forget(name, value);
    }

    template <class T>
    void forget(std::string_view name, T& value) {
        if constexpr (std::is_same_v<T, Data>) {
            forget_data(value);
        } else if constexpr (std::is_same_v<T, Stored>) {
            forget_value(value);
        } else if constexpr (std::is_same_v<T, std::string>) {
            forget_text(name, value);
        } else if constexpr (codec_detail::kIsA<T, std::vector>) {
            for (auto& item : value) {
                forget(name, item);
            }
        } else if constexpr (codec_detail::kIsA<T, std::optional>) {
            if (value) {
                forget(name, *value);
            }
        } else if constexpr (codec_detail::kIsA<T, std::variant>) {
            std::visit([&](auto& alternative) { forget(name, alternative); }, value);
        } else if constexpr (codec_detail::Struct<T>) {
            FieldsOf<T>::fields(value, *this);
        }
    }

  private:
    [[nodiscard]] bool found_in(std::string_view text) const {
        return std::any_of(texts_.begin(), texts_.end(), [&](const std::string& wanted) {
            return text.find(wanted) != std::string_view::npos;
        });
    }

    void forget_data(Data& data) const {
        if (data.kind == DataKind::kText && found_in(data.text)) {
            data.kind = DataKind::kRedacted;
            data.text.clear();
        }
        for (Data& item : data.items) {
            forget_data(item);
        }
    }

    void forget_value(Stored& value) const {
        const bool text = value.kind == ValueKind::kText || value.kind == ValueKind::kFile ||
                          value.kind == ValueKind::kPerson;
        if (text && found_in(value.text)) {
            value = redacted_value();
        }
        for (Stored& item : value.items) {
            forget_value(item);
        }
    }

    void forget_text(std::string_view name, std::string& text) const {
        if (is_whole(name) && found_in(text)) {
            text.clear();
        }
        if (!is_free(name)) {
            return;
        }
        for (const std::string& wanted : texts_) {
            for (std::size_t at = text.find(wanted); at != std::string::npos;
                 at = text.find(wanted)) {
                text.replace(at, wanted.size(), kRedactedMark);
            }
        }
    }

    const std::vector<std::string>& texts_;
};

}  // namespace

void forget(EntryContent& content, const std::vector<std::string>& texts) {
    Forgetting forgetting(texts);
    forgetting.forget("command", content.command);
    forgetting.forget("event", content.events);
}

}  // namespace onus::engine
