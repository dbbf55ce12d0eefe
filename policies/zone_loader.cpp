// SPDX-License-Identifier: Apache-2.0

#include "policies/zone_loader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace onus::policies {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kZoneBytesMax = std::uintmax_t{1} << 20U;

// "Area/City": no empty, hidden or upward part.
bool is_zone_name(std::string_view name) {
    char previous = '/';
    for (const char c : name) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool is_other = (c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-';
        if (!is_letter && !is_other && (c != '/' || previous == '/')) {
            return false;
        }
        previous = c;
    }
    return previous != '/';
}

std::optional<engine::ZoneTransitions> load(const std::string& folder, std::string_view name) {
    if (name == "UTC") {
        return engine::ZoneTransitions{{Instant{INT64_MIN}, 0}};
    }
    if (!is_zone_name(name)) {
        return std::nullopt;
    }
    const fs::path path = fs::path(folder) / name;
    std::error_code error;
    if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > kZoneBytesMax) {
        return std::nullopt;
    }
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    return parse_zone(bytes);
}

// Files that begin like a zone; the folder holds tables and a second copy of everything as well.
std::vector<std::string> list(const std::string& folder) {
    std::vector<std::string> names = {"UTC"};
    std::error_code error;
    fs::recursive_directory_iterator item(folder, error);
    for (; !error && item != fs::recursive_directory_iterator(); item.increment(error)) {
        const std::string name = item->path().lexically_relative(folder).generic_string();
        if (item->is_directory(error)) {
            if (name == "posix" || name == "right") {
                item.disable_recursion_pending();
            }
            continue;
        }
        char start[4] = {};
        std::ifstream(item->path(), std::ios::binary).read(start, sizeof start);
        if (std::string_view(start, sizeof start) == "TZif") {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

ZoneLookup zones_in(std::string folder) {
    ZoneLookup lookup;
    lookup.find = [folder](std::string_view name) { return load(folder, name); };
    lookup.names = [folder = std::move(folder)] { return list(folder); };
    return lookup;
}

}  // namespace onus::policies
