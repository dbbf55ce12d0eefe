// SPDX-License-Identifier: Apache-2.0
//
// A workspace as it lies on disk, and what its manifest says.
//
//   name: retail
//   language: zh                     # which file of a rulebook is put in force; en unless said
//   rulebooks: [retail_returns]      # retail_returns.onus, .en.onus or .zh.onus; all unless said
//   use: [../law-cn]                 # packs whose rulebooks and calendars are needed
//   organisation: organisation.yaml
//   calendars: [../calendars]        # files, or folders of files
//   ledger: .onus/ledger.sqlite

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/organisation/organisation.h"
#include "engine/session.h"
#include "engine/time/calendar.h"
#include "grammar/base/language.h"
#include "grammar/base/source.h"
#include "policies/reading.h"

namespace onus::policies {

/// Where a workspace keeps its ledger unless its manifest says otherwise.
inline constexpr const char* kDefaultLedger = ".onus/ledger.sqlite";

/// A name in a manifest, with its place.
struct ManifestName {
    std::string text;
    Span span;

    friend bool operator==(const ManifestName&, const ManifestName&) = default;
};

/// What an `onus.yaml` says. What it leaves out is found by convention.
struct Manifest {
    std::string name;
    std::optional<Language> language;
    std::optional<std::vector<ManifestName>> rulebooks;
    std::vector<ManifestName> uses;
    std::optional<ManifestName> organisation;
    std::optional<std::vector<ManifestName>> calendars;
    std::optional<std::string> ledger;
};

/// Reads the text of a manifest; opens nothing.
[[nodiscard]] Reading<Manifest> read_manifest(const Source& source, const ReadLimits& limits = {});

/// Everything a ledger is started with.
struct Pack {
    std::string name;
    Language language = Language::kEnglish;

    /// Its own rulebooks, then those of the packs it uses. Files are named from the pack's folder.
    engine::RulebookSet rulebooks;

    /// How many of them are its own.
    std::size_t own_rulebooks = 0;
    std::optional<engine::OrganisationData> organisation;
    std::vector<engine::CalendarData> calendars;

    /// Path of the ledger's file: what the manifest says, else `.onus/ledger.sqlite` beside it.
    std::string ledger;
};

}  // namespace onus::policies
