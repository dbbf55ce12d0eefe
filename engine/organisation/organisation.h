// SPDX-License-Identifier: Apache-2.0
//
// The organisation chart over time: who held which post, headed which unit, reported to whom, was
// absent, as of any instant.
//
// Immutable after construction; const methods may be called concurrently. Files are read by
// policies/organisation_reader.h.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammar/base/civil.h"

namespace onus::engine {

using PersonIndex = std::uint32_t;
using UnitIndex = std::uint32_t;

inline constexpr std::uint32_t kUnitDepthMax = 16;

/// Valid in [from, until). Open ends are the smallest and largest instant.
struct Validity {
    Instant from{INT64_MIN};
    Instant until{INT64_MAX};

    [[nodiscard]] bool contains(Instant at) const { return from <= at && at < until; }
    friend bool operator==(const Validity&, const Validity&) = default;
};

struct PersonData {
    std::string id;
    std::string name_en;  ///< what people read; falls back to the id
    std::string name_zh;
    std::optional<CivilDate> hired;
    Validity employed;

    friend bool operator==(const PersonData&, const PersonData&) = default;
};

struct UnitData {
    std::string id;
    std::string name_en;
    std::string name_zh;
    std::string parent;  ///< id of the unit above; empty at the top

    friend bool operator==(const UnitData&, const UnitData&) = default;
};

/// One person in one post of one unit for some time.
struct PostData {
    std::string role;
    std::string unit;
    std::string holder;      ///< person id; empty for a vacancy that is kept on the chart
    std::string supervisor;  ///< person id; empty: found by the rules of `supervisor_of`
    std::string deputy;      ///< person id; may be empty
    bool acting = false;     ///< stands in: counts only while nobody holds this post regularly
    Validity held;

    friend bool operator==(const PostData&, const PostData&) = default;
};

/// A person who heads a unit for some time.
struct HeadData {
    std::string unit;
    std::string person;
    Validity held;

    friend bool operator==(const HeadData&, const HeadData&) = default;
};

struct AbsenceData {
    std::string person;
    std::string delegate;  ///< who acts meanwhile; empty if nobody was named
    Validity away;

    friend bool operator==(const AbsenceData&, const AbsenceData&) = default;
};

/// What one organisation file says. Plain data, in the order of the file.
struct OrganisationData {
    std::string id;
    std::string fallback;  ///< person id; answers where the chart ends. Required.
    std::vector<PersonData> persons;
    std::vector<UnitData> units;
    std::vector<PostData> posts;
    std::vector<HeadData> heads;
    std::vector<AbsenceData> absences;
    std::vector<std::string> systems;  ///< client systems that may act as `system`

    friend bool operator==(const OrganisationData&, const OrganisationData&) = default;
};

/// `role A reports to B` of the rulebooks in force: role id to role id.
using ReportingLines = std::map<std::string, std::string, std::less<>>;

/// What an absence means for somebody who should act.
struct Absence {
    bool absent = false;
    std::optional<PersonIndex> delegate;
    Instant until;  ///< end of the absence that holds at the instant asked for

    friend bool operator==(const Absence&, const Absence&) = default;
};

/// Answers from the chart as of any instant.
///
/// Somebody who has left holds no post, heads no unit, supervises, deputises and stands in for
/// nobody, even where the chart was not brought up to date.
class Organisation {
  public:
    /// REQUIRES: ids are unique; every id mentioned exists, the fallback too; the unit tree is
    /// acyclic and at most `kUnitDepthMax` deep (the reader checks and reports this).
    explicit Organisation(OrganisationData data);

    [[nodiscard]] const OrganisationData& data() const { return data_; }

    [[nodiscard]] std::optional<PersonIndex> find_person(std::string_view id) const;
    [[nodiscard]] std::optional<UnitIndex> find_unit(std::string_view id) const;
    [[nodiscard]] const PersonData& person(PersonIndex index) const { return data_.persons[index]; }
    [[nodiscard]] const UnitData& unit(UnitIndex index) const { return data_.units[index]; }
    [[nodiscard]] PersonIndex fallback() const { return fallback_; }
    [[nodiscard]] bool is_system(std::string_view id) const;

    [[nodiscard]] bool is_employed(PersonIndex person, Instant at) const;
    [[nodiscard]] bool has_role(PersonIndex person, std::string_view role, Instant at) const;

    /// True if some post of this role was ever on the chart.
    [[nodiscard]] bool knows_role(std::string_view role) const;

    /// Everybody who holds the role, in the order of the file, without doubles.
    [[nodiscard]] std::vector<PersonIndex> holders(std::string_view role, Instant at) const;

    /// Holders of the role in the unit or, if none, in the nearest unit above it that has one.
    [[nodiscard]] std::vector<PersonIndex> holders_near(std::string_view role, UnitIndex unit,
                                                        Instant at) const;

    /// Unit of the person's first post as of then, else the first unit that the person heads.
    [[nodiscard]] std::optional<UnitIndex> unit_of(PersonIndex person, Instant at) const;

    /// Roles the person holds, in the order of the file.
    [[nodiscard]] std::vector<std::string_view> roles_of(PersonIndex person, Instant at) const;

    /// Head of the unit: the declared head, else nobody.
    [[nodiscard]] std::optional<PersonIndex> head_of(UnitIndex unit, Instant at) const;

    [[nodiscard]] std::optional<UnitIndex> parent_of(UnitIndex unit) const;

    /// Who answers for the person. In order: the supervisor named at the person's first post; the
    /// one holder of the role that the role of that post reports to, nearest in the unit tree, and
    /// where nobody holds it, of the role that it reports to in turn; the head of the unit; the
    /// heads above. Never the person himself. Nobody at the top. Several holders of the role in the
    /// nearest unit that has one leave the question to the head.
    [[nodiscard]] std::optional<PersonIndex> supervisor_of(PersonIndex person, Instant at,
                                                           const ReportingLines& lines) const;

    /// The chain of supervisors upwards, nearest first; ends at the top, at a circle or after 16.
    [[nodiscard]] std::vector<PersonIndex> supervisors_of(PersonIndex person, Instant at,
                                                          const ReportingLines& lines) const;

    [[nodiscard]] std::optional<PersonIndex> deputy_of(PersonIndex person, Instant at) const;

    /// True if by the chart nobody is to stand above the person: a vacant post above him would be
    /// another thing.
    [[nodiscard]] bool is_on_top(PersonIndex person, Instant at, const ReportingLines& lines) const;

    [[nodiscard]] Absence absence_of(PersonIndex person, Instant at) const;

    /// Whole years of service on the date; nothing if the date of hire is unknown or later.
    [[nodiscard]] std::optional<std::int64_t> years_of_service(PersonIndex person,
                                                               CivilDate on) const;

  private:
    using Indexes = std::vector<std::uint32_t>;

    // Lets hash maps of strings be asked with a view.
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    template <class Value>
    using ById = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

    // A post, head or absence with its ids looked up.
    struct PostLink {
        UnitIndex unit = 0;
        std::optional<PersonIndex> holder;
        std::optional<PersonIndex> supervisor;
        std::optional<PersonIndex> deputy;
    };
    struct HeadLink {
        UnitIndex unit = 0;
        PersonIndex person = 0;
    };

    void index_persons_and_units();
    void index_posts();
    void index_heads_and_absences();

    [[nodiscard]] PersonIndex person_named(std::string_view id) const;
    [[nodiscard]] UnitIndex unit_named(std::string_view id) const;
    [[nodiscard]] std::optional<PersonIndex> person_if_named(std::string_view id) const;

    [[nodiscard]] bool is_held(std::uint32_t post, Instant at) const;
    [[nodiscard]] bool counts(std::uint32_t post, Instant at) const;
    [[nodiscard]] std::optional<std::uint32_t> first_post(PersonIndex person, Instant at) const;
    [[nodiscard]] std::optional<PersonIndex> if_employed(std::optional<PersonIndex> person,
                                                         Instant at) const;
    [[nodiscard]] std::optional<PersonIndex> holder_by_lines(PersonIndex person, std::uint32_t post,
                                                             Instant at,
                                                             const ReportingLines& lines) const;

    OrganisationData data_;
    PersonIndex fallback_ = 0;
    // Lookup tables are rebuilt from `data_`; hash maps are never iterated.
    ById<PersonIndex> person_by_id_;
    ById<UnitIndex> unit_by_id_;
    ById<Indexes> posts_of_role_;
    std::vector<PostLink> post_links_;
    std::vector<HeadLink> head_links_;
    std::vector<std::optional<PersonIndex>> delegates_;  // of the absences
    std::vector<Indexes> posts_of_person_;
    std::vector<Indexes> heads_of_unit_;
    std::vector<Indexes> heads_of_person_;
    std::vector<Indexes> absences_of_person_;
    std::vector<std::optional<UnitIndex>> parent_of_unit_;
};

}  // namespace onus::engine
