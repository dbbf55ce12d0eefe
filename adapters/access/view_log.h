// SPDX-License-Identifier: Apache-2.0
//
// Who looked at whose records, and who tried: one line of JSON each, in a file beside the ledger.
//
// Not in the ledger: a view changes nothing that is judged, and whoever may read could fill the
// ledger by reading. Here one line stands for all views of one kind by one client of one person
// within an hour, so that the file grows with the people and not with the requests.

#pragma once

#include <cstddef>
#include <deque>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "grammar/base/civil.h"

namespace onus::adapters {

struct View {
    Instant at;
    std::string viewer;  ///< id of the key or token
    std::string person;  ///< whose records
    std::string what;    ///< the operation: "records", "attempt", …
    bool shown = true;   ///< false: refused
};

/// Safe for use by several threads.
class ViewLog {
  public:
    /// Reads what the file has and goes on writing it. Empty path: kept in memory alone.
    explicit ViewLog(const std::string& path = {});

    /// Writes a line unless one of this hour says the same. False if the disk refused it: then the
    /// records must not be shown either.
    [[nodiscard]] bool note(const View& view);

    /// The latest views of a person's records, newest first, at most kKept.
    [[nodiscard]] std::vector<View> of(std::string_view person) const;

    static constexpr std::size_t kKept = 200;

  private:
    void keep(const View& view);

    mutable std::mutex mutex_;
    std::ofstream file_;
    bool has_file_ = false;
    std::map<std::string, std::deque<View>, std::less<>> by_person_;
    std::int64_t hour_ = INT64_MIN;
    std::set<std::tuple<std::string, std::string, std::string, bool>> this_hour_;
};

}  // namespace onus::adapters
