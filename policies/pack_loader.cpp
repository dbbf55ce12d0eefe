// SPDX-License-Identifier: Apache-2.0

#include "policies/pack_loader.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include "grammar/base/diagnostic_kind.h"
#include "policies/calendar_reader.h"
#include "policies/organisation_reader.h"
#include "policies/yaml_report.h"

namespace onus::policies {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kManifestName = "onus.yaml";
constexpr std::string_view kOrganisationName = "organisation.yaml";
constexpr std::string_view kCalendarFolder = "calendars";
constexpr std::string_view kRulebookEnding = ".onus";

/// Files of a folder with an ending, sorted by name.
std::vector<fs::path> files_of(const fs::path& folder, std::string_view ending) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator item(folder, error); !error && item != fs::directory_iterator();
         item.increment(error)) {
        const std::string name = item->path().filename().string();
        if (name.size() > ending.size() && name.ends_with(ending) && !name.starts_with('.')) {
            files.push_back(item->path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// "retail" for "retail.zh.onus".
std::string rulebook_name(const fs::path& file) {
    std::string name = file.stem().string();
    for (const std::string_view language : {".en", ".zh"}) {
        if (name.size() > language.size() && name.ends_with(language)) {
            name.resize(name.size() - language.size());
            break;
        }
    }
    return name;
}

/// The file of a rulebook, in the language asked for if there is one.
std::optional<fs::path> rulebook_file(const fs::path& folder, const std::string& name,
                                      Language language) {
    const bool chinese = language == Language::kChinese;
    const auto endings =
        std::to_array<std::string_view>({chinese ? ".zh" : ".en", "", chinese ? ".en" : ".zh"});
    std::error_code error;
    for (const std::string_view ending : endings) {
        fs::path file = folder / (name + std::string(ending) + std::string(kRulebookEnding));
        if (fs::is_regular_file(file, error)) {
            return file;
        }
    }
    return std::nullopt;
}

class Loader {
  public:
    Loader(const ZoneLookup& zones, const LoadOptions& options)
        : zones_(zones), options_(options) {}

    LoadResult load(const fs::path& folder);
    LoadResult load(const FileSet& files);

  private:
    /// A folder on its way in, and the manifest that its names are written in.
    struct Folder {
        fs::path path;
        Manifest manifest;
        std::string manifest_name;  ///< empty: there is no manifest
    };

    /// Within a workspace by the way from its folder, otherwise as it was given.
    [[nodiscard]] std::string shown(const fs::path& file) const {
        if (root_.empty()) {
            return file.string();
        }
        const fs::path relative = file.lexically_normal().lexically_relative(root_);
        return relative.empty() ? file.generic_string() : relative.generic_string();
    }

    void add(Diagnostic diagnostic, const Folder* folder = nullptr, Span span = {}) {
        if (folder != nullptr && !folder->manifest_name.empty()) {
            diagnostic.source_name = folder->manifest_name;
            diagnostic.span = span;
        }
        result_.diagnostics.push_back(std::move(diagnostic));
    }
    void add(DiagnosticKind kind, std::vector<std::string> arguments,
             const Folder* folder = nullptr, Span span = {}) {
        add(failure(kind, std::move(arguments)).value(), folder, span);
    }

    /// The text of a file; null, and noted, if it cannot be read. The pointer is good until the
    /// next file is read.
    const Source* read(const fs::path& file, std::uintmax_t bytes_max,
                       const Folder* folder = nullptr, Span span = {});

    std::optional<Folder> open(const fs::path& path);
    void take_rulebooks(const Folder& folder);
    void take_rulebook(const Folder& folder, const ManifestName& name);
    void take_rulebook(const fs::path& file, const Folder* folder, Span span);
    void find_calendars(const Folder& folder);
    void take_calendars(const fs::path& path);
    void take_organisation(const Folder& folder);
    void take_organisation(const fs::path& file, const Folder* folder, Span span);
    void take_used(const Folder& folder);
    void read_calendar_files();
    void sort_diagnostics();
    LoadResult finish();

    const ZoneLookup& zones_;
    const LoadOptions& options_;
    fs::path root_;
    LoadResult result_;
    Pack pack_;
    std::set<fs::path> folders_;       ///< taken
    std::vector<fs::path> calendars_;  ///< files, in the order found
    std::uint32_t file_count_ = 0;
};

const Source* Loader::read(const fs::path& file, std::uintmax_t bytes_max, const Folder* folder,
                           Span span) {
    if (++file_count_ > options_.file_count_max) {
        if (file_count_ == options_.file_count_max + 1) {
            add(DiagnosticKind::kPackTooManyFiles, {std::to_string(options_.file_count_max)});
        }
        return nullptr;
    }
    Result<std::string> text = read_file(file.string(), bytes_max);
    if (!text) {
        Diagnostic diagnostic = text.error();
        diagnostic.arguments.at(0) = shown(file);
        add(std::move(diagnostic), folder, span);
        return nullptr;
    }
    result_.sources.push_back({shown(file), std::move(*text)});
    return &result_.sources.back();
}

std::optional<Loader::Folder> Loader::open(const fs::path& path) {
    Folder folder{path, {}, {}};
    const fs::path manifest = path / kManifestName;
    std::error_code error;
    if (!fs::exists(manifest, error)) {
        return folder;
    }
    const Source* const source = read(manifest, options_.yaml.bytes_max);
    if (source == nullptr) {
        return std::nullopt;
    }
    Reading<Manifest> reading = read_manifest(*source, options_.yaml);
    result_.diagnostics.insert(result_.diagnostics.end(), reading.diagnostics.begin(),
                               reading.diagnostics.end());
    if (!reading.value) {
        return std::nullopt;
    }
    folder.manifest = std::move(*reading.value);
    folder.manifest_name = source->name;
    return folder;
}

void Loader::take_rulebooks(const Folder& folder) {
    if (folder.manifest.rulebooks) {
        for (const ManifestName& name : *folder.manifest.rulebooks) {
            take_rulebook(folder, name);
        }
        return;
    }
    std::set<std::string> names;
    for (const fs::path& file : files_of(folder.path, kRulebookEnding)) {
        names.insert(rulebook_name(file));
    }
    for (const std::string& name : names) {
        take_rulebook(folder, {name, {}});
    }
}

void Loader::take_rulebook(const Folder& folder, const ManifestName& name) {
    const std::optional<fs::path> file = rulebook_file(folder.path, name.text, pack_.language);
    if (!file) {
        std::vector<std::string> candidates;
        for (const fs::path& other : files_of(folder.path, kRulebookEnding)) {
            candidates.push_back(rulebook_name(other));
        }
        add(DiagnosticKind::kPackRulebookMissing, {name.text}, &folder, name.span);
        if (const auto near = nearest(name.text, candidates)) {
            result_.diagnostics.back().fix = Fix{name.span, *near};
        }
        return;
    }
    take_rulebook(*file, &folder, name.span);
}

void Loader::take_rulebook(const fs::path& file, const Folder* folder, Span span) {
    const Source* source = read(file, options_.rulebook_bytes_max, folder, span);
    if (source == nullptr) {
        return;
    }
    engine::RulebookText text{source->name, source->text, {}};
    const fs::path table = file.parent_path() / (rulebook_name(file) + ".names.tsv");
    std::error_code error;
    if (fs::exists(table, error)) {
        source = read(table, options_.rulebook_bytes_max, folder, span);
        text.names = source == nullptr ? "" : source->text;
    }
    pack_.rulebooks.rulebooks.push_back(std::move(text));
}

void Loader::take_calendars(const fs::path& path) {
    const auto take = [this](const fs::path& file) {
        const fs::path normal = file.lexically_normal();
        if (std::find(calendars_.begin(), calendars_.end(), normal) == calendars_.end()) {
            calendars_.push_back(normal);
        }
    };
    std::error_code error;
    if (fs::is_directory(path, error)) {
        for (const fs::path& file : files_of(path, ".yaml")) {
            take(file);
        }
        return;
    }
    take(path);
}

void Loader::find_calendars(const Folder& folder) {
    std::error_code error;
    if (!folder.manifest.calendars) {
        if (fs::is_directory(folder.path / kCalendarFolder, error)) {
            take_calendars(folder.path / kCalendarFolder);
        }
        return;
    }
    for (const ManifestName& name : *folder.manifest.calendars) {
        if (!fs::exists(folder.path / name.text, error)) {
            add(DiagnosticKind::kPackFileMissing, {name.text}, &folder, name.span);
            continue;
        }
        take_calendars(folder.path / name.text);
    }
}

void Loader::read_calendar_files() {
    std::vector<Source> sources;
    for (const fs::path& file : calendars_) {
        if (const Source* const source = read(file, options_.yaml.bytes_max)) {
            sources.push_back(*source);
        }
    }
    auto reading = read_calendars(sources, zones_, options_.yaml);
    result_.diagnostics.insert(result_.diagnostics.end(), reading.diagnostics.begin(),
                               reading.diagnostics.end());
    if (reading.value) {
        pack_.calendars = std::move(*reading.value);
    }
}

void Loader::take_organisation(const Folder& folder) {
    const std::optional<ManifestName>& named = folder.manifest.organisation;
    const fs::path file =
        folder.path / (named ? fs::path(named->text) : fs::path(kOrganisationName));
    std::error_code error;
    if (!named && !fs::exists(file, error)) {
        return;
    }
    take_organisation(file, &folder, named ? named->span : Span{});
}

void Loader::take_organisation(const fs::path& file, const Folder* folder, Span span) {
    const Source* const source = read(file, options_.yaml.bytes_max, folder, span);
    if (source == nullptr) {
        return;
    }
    auto reading = read_organisation(*source, zones_, options_.yaml);
    result_.diagnostics.insert(result_.diagnostics.end(), reading.diagnostics.begin(),
                               reading.diagnostics.end());
    pack_.organisation = std::move(reading.value);
}

/// Packs that are used, and those that they use; each once, whatever way leads to it.
void Loader::take_used(const Folder& folder) {
    std::vector<Folder> open_folders = {folder};
    while (!open_folders.empty()) {
        const Folder user = std::move(open_folders.front());
        open_folders.erase(open_folders.begin());
        for (const ManifestName& name : user.manifest.uses) {
            const fs::path path = (user.path / name.text).lexically_normal();
            std::error_code error;
            if (!fs::is_directory(path, error)) {
                add(DiagnosticKind::kPackFileMissing, {name.text}, &user, name.span);
                continue;
            }
            if (!folders_.insert(fs::weakly_canonical(path, error)).second) {
                continue;
            }
            std::optional<Folder> used = open(path);
            if (used) {
                take_rulebooks(*used);
                find_calendars(*used);
                open_folders.push_back(std::move(*used));
            }
        }
    }
}

/// File by file, from the top of each.
void Loader::sort_diagnostics() {
    const auto rank = [this](const Diagnostic& diagnostic) {
        const Source* const source = result_.source(diagnostic.source_name);
        return source == nullptr ? -1 : source - result_.sources.data();
    };
    std::stable_sort(result_.diagnostics.begin(), result_.diagnostics.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) {
                         return std::pair(rank(a), a.span.begin) < std::pair(rank(b), b.span.begin);
                     });
}

LoadResult Loader::load(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        add(DiagnosticKind::kPackFolderMissing, {folder.string()});
        return std::move(result_);
    }
    root_ = folder.lexically_normal();
    folders_.insert(fs::weakly_canonical(folder, error));
    const std::optional<Folder> own = open(root_);
    if (!own) {
        return std::move(result_);
    }
    pack_.name = own->manifest.name.empty() ? fs::weakly_canonical(root_, error).filename().string()
                                            : own->manifest.name;
    pack_.language =
        own->manifest.language.value_or(options_.language.value_or(Language::kEnglish));
    pack_.ledger = (root_ / own->manifest.ledger.value_or(kDefaultLedger)).string();
    take_rulebooks(*own);
    pack_.own_rulebooks = pack_.rulebooks.rulebooks.size();
    find_calendars(*own);
    take_used(*own);
    take_organisation(*own);
    read_calendar_files();
    if (pack_.rulebooks.rulebooks.empty() && !has_errors(result_.diagnostics)) {
        add(DiagnosticKind::kPackEmpty, {folder.string()});
    }
    return finish();
}

LoadResult Loader::load(const FileSet& files) {
    for (const std::string& file : files.rulebooks) {
        take_rulebook(file, nullptr, {});
    }
    pack_.own_rulebooks = pack_.rulebooks.rulebooks.size();
    if (files.organisation) {
        take_organisation(*files.organisation, nullptr, {});
    }
    if (files.calendars) {
        take_calendars(*files.calendars);
        read_calendar_files();
    }
    return finish();
}

LoadResult Loader::finish() {
    sort_diagnostics();
    if (!has_errors(result_.diagnostics)) {
        result_.pack = std::move(pack_);
    }
    return std::move(result_);
}

}  // namespace

const Source* LoadResult::source(std::string_view name) const {
    const auto found = std::find_if(sources.begin(), sources.end(),
                                    [&](const Source& source) { return source.name == name; });
    return found == sources.end() ? nullptr : &*found;
}

LoadResult load_pack(const std::string& folder, const ZoneLookup& zones,
                     const LoadOptions& options) {
    return Loader(zones, options).load(folder);
}

LoadResult load_files(const FileSet& files, const ZoneLookup& zones, const LoadOptions& options) {
    return Loader(zones, options).load(files);
}

Result<std::string> read_file(const std::string& path, std::uintmax_t bytes_max) {
    std::error_code error;
    if (!fs::exists(path, error)) {
        return failure(DiagnosticKind::kPackFileMissing, {path});
    }
    // A device or a pipe may have no end, or nobody who writes into it.
    if (!fs::is_regular_file(path, error)) {
        return failure(DiagnosticKind::kPackFileUnreadable, {path});
    }
    const std::uintmax_t size = fs::file_size(path, error);
    if (size > bytes_max) {
        return failure(DiagnosticKind::kPackFileTooLarge,
                       {path, std::to_string(size), std::to_string(bytes_max)});
    }
    std::ifstream file(path, std::ios::binary);
    if (!file.is_open()) {
        return failure(DiagnosticKind::kPackFileUnreadable, {path});
    }
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (file.bad()) {
        return failure(DiagnosticKind::kPackFileUnreadable, {path});
    }
    return text;
}

}  // namespace onus::policies
