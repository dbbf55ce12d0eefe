// SPDX-License-Identifier: Apache-2.0
//
// Values and texts in words, in either language. Pure: what is shown depends on the arguments only.

#pragma once

#include <string>
#include <string_view>

#include "engine/organisation/organisation.h"
#include "engine/run/event.h"
#include "engine/run/program.h"
#include "engine/run/value.h"
#include "engine/time/calendar.h"
#include "grammar/base/language.h"

namespace onus::engine {

/// The text in a language; the English one where there is no Chinese.
[[nodiscard]] const std::string& in(const Bilingual& text, Language language);

/// Where names come from. Each may be null: ids are shown then, and instants in UTC.
struct RenderContext {
    const Program* program = nullptr;
    const Organisation* organisation = nullptr;
    const Calendar* calendar = nullptr;

    /// Three letters; empty: amounts are shown without a currency.
    std::string_view currency{};
};

/// "7 days", "¥50,000", "Li", "store" / "7天", "¥50,000", "小李", "门店".
[[nodiscard]] std::string render(const RenderContext& context, const Stored& value,
                                 Language language);

/// A text of the program or a built-in one, with its values filled in. A text that is not known
/// gives its id.
[[nodiscard]] std::string render(const RenderContext& context, const Text& text, Language language);

/// Why something is undetermined.
[[nodiscard]] Bilingual words_of(UndeterminedCause cause);

/// The value in the form in which a payload gives it: it reads back as the same value.
[[nodiscard]] Data data_of(const Stored& value);

/// What stands in the place of a value that the reader may not see. It is never stored.
[[nodiscard]] Stored hidden_value();
[[nodiscard]] bool is_hidden(const Stored& value);

/// The same in a payload, and in the place of a record's key.
[[nodiscard]] Data hidden_data();
inline constexpr std::string_view kHiddenKey = "***";

/// A point in time in the zone of the calendar: "2025-07-11 09:05".
[[nodiscard]] std::string render(const RenderContext& context, Instant instant);

/// Like `render`, but the first instant of a day is the end of the day before, "2025-07-13 24:00",
/// since a deadline includes it.
[[nodiscard]] std::string render_deadline(const RenderContext& context, Instant due);

/// The name of a person in the language, else the id.
[[nodiscard]] std::string render_person(const RenderContext& context, std::string_view id,
                                        Language language);

/// The name of a declaration, role or action as people read it, else the id.
[[nodiscard]] std::string render_name(const RenderContext& context, std::string_view id,
                                      Language language);

}  // namespace onus::engine
