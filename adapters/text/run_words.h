// SPDX-License-Identifier: Apache-2.0
//
// Internal to adapters/text: the words that all reports on one run share.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/elapsed.h"
#include "adapters/text/event_words.h"
#include "engine/process/course.h"
#include "engine/run/elapsed.h"
#include "engine/run/render.h"

namespace onus::adapters {

class RunWords {
  public:
    RunWords(const Narrator& narrator, const engine::Course& course, Instant as_of)
        : words_(narrator, course.program, as_of),
          context_(narrator.context(course.program, as_of)),
          course_(course),
          language_(narrator.language()) {}

    [[nodiscard]] std::string say(std::string_view en, std::string_view zh,
                                  const std::vector<std::string>& arguments = {}) const {
        return words_.say(en, zh, arguments);
    }
    [[nodiscard]] std::string time(Instant at) const { return words_.time(at); }
    [[nodiscard]] std::string deadline(Instant at) const { return words_.deadline(at); }
    [[nodiscard]] std::string person(const std::string& id) const { return words_.person(id); }
    [[nodiscard]] std::string elapsed(std::int64_t ms) const {
        return elapsed_words(ms, language_);
    }
    /// Counted in the units of the deadline.
    [[nodiscard]] std::string taken(Duration time) const {
        return engine::elapsed_words(time, context_.calendar, language_);
    }
    [[nodiscard]] const std::string& in(const engine::Bilingual& text) const {
        return engine::in(text, language_);
    }

    /// Several in one line.
    [[nodiscard]] std::string list(const std::vector<engine::Bilingual>& texts) const {
        std::string all;
        for (const engine::Bilingual& text : texts) {
            all += (all.empty() ? "" : say("; ", "；")) + in(text);
        }
        return all;
    }

    [[nodiscard]] std::string process() const { return in(course_.process->title); }
    [[nodiscard]] std::string step(std::uint32_t number) const {
        return in(course_.process->steps[number].title);
    }

    /// "Sun (sun), Marketing"
    [[nodiscard]] std::string who(const std::string& person_id,
                                  const std::string& department) const {
        if (department.empty()) {
            return person(person_id);
        }
        engine::Stored unit;
        unit.kind = engine::ValueKind::kUnit;
        unit.text = department;
        return person(person_id) + say(", ", "，") + engine::render(context_, unit, language_);
    }

    [[nodiscard]] std::string status(engine::ProcessStatus status) const {
        switch (status) {
            case engine::ProcessStatus::kRunning:
                return say("under way", "进行中");
            case engine::ProcessStatus::kSuspended:
                return say("suspended", "已暂停");
            case engine::ProcessStatus::kEnded:
                return say("ended", "已结束");
            case engine::ProcessStatus::kCancelled:
                return say("cancelled", "已取消");
        }
        return {};
    }

  private:
    EventWords words_;
    engine::RenderContext context_;
    const engine::Course& course_;
    Language language_;
};

}  // namespace onus::adapters
