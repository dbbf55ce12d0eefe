// SPDX-License-Identifier: Apache-2.0
#include "adapters/access/view_log.h"

#include "adapters/json/json.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

constexpr std::int64_t kMsPerHour = 3'600'000;

std::string line_of(const View& view) {
    engine::Data object = engine::object_data();
    engine::set_member(object, "at", engine::text_data(to_string(view.at, 0)));
    engine::set_member(object, "ms", engine::number_data(std::to_string(view.at.ms)));
    engine::set_member(object, "viewer", engine::text_data(view.viewer));
    engine::set_member(object, "person", engine::text_data(view.person));
    engine::set_member(object, "what", engine::text_data(view.what));
    engine::set_member(object, "shown",
                       {engine::DataKind::kYesNo, view.shown ? "true" : "false", {}, {}});
    return to_json(object) + "\n";
}

/// False for a line that a crash cut off.
bool read_line(const std::string& line, View& view) {
    const auto data = parse_json(std::string_view(line));
    if (!data) {
        return false;
    }
    const auto text = [&](std::string_view name) {
        const engine::Data* const member = data->member(name);
        return member == nullptr ? std::string() : member->text;
    };
    const auto ms = whole_number(text("ms"));
    view = {Instant{static_cast<std::int64_t>(ms.value_or(0))}, text("viewer"), text("person"),
            text("what"), text("shown") == "true"};
    return ms.has_value();
}

}  // namespace

ViewLog::ViewLog(const std::string& path) {
    if (path.empty()) {
        return;
    }
    std::ifstream before(path, std::ios::binary);
    bool whole = true;
    for (std::string line; std::getline(before, line);) {
        View view;
        if (read_line(line, view)) {
            keep(view);
        }
        whole = !before.eof();
    }
    has_file_ = true;
    file_.open(path, std::ios::binary | std::ios::app);
    if (!whole) {
        file_ << '\n';
    }
}

bool ViewLog::note(const View& view) {
    const std::lock_guard lock(mutex_);
    const std::int64_t hour = view.at.ms / kMsPerHour;
    if (hour != hour_) {
        hour_ = hour;
        this_hour_.clear();
    }
    const auto key = std::make_tuple(view.viewer, view.person, view.what, view.shown);
    if (this_hour_.contains(key)) {
        return true;
    }
    if (has_file_ && !(file_ << line_of(view) << std::flush)) {
        file_.clear();
        return false;
    }
    this_hour_.insert(key);
    keep(view);
    return true;
}

void ViewLog::keep(const View& view) {
    std::deque<View>& views = by_person_[view.person];
    views.push_front(view);
    if (views.size() > kKept) {
        views.pop_back();
    }
}

std::vector<View> ViewLog::of(std::string_view person) const {
    const std::lock_guard lock(mutex_);
    const auto found = by_person_.find(person);
    return found == by_person_.end()
               ? std::vector<View>()
               : std::vector<View>(found->second.begin(), found->second.end());
}

}  // namespace onus::adapters
