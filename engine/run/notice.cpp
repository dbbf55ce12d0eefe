// SPDX-License-Identifier: Apache-2.0
#include "engine/run/notice.h"

namespace onus::engine {

void tell(Draft& draft, const std::string& person, Text text, const About& about,
          const std::string& level) {
    Notified notified;
    notified.person = person;
    notified.level = level;
    notified.declaration = about.declaration;
    notified.text = std::move(text);
    notified.attempt = about.attempt;
    notified.duty = about.duty;
    notified.matter = about.matter;
    draft.emit(std::move(notified));
}

}  // namespace onus::engine
