// SPDX-License-Identifier: Apache-2.0

#include "policies/organisation_reader.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/literals/date_literal.h"
#include "policies/organisation_checks.h"
#include "policies/yaml_node.h"
#include "policies/yaml_report.h"

namespace onus::policies {
namespace {

using engine::OrganisationData;
using engine::Validity;

const std::string kDefaultZone = "Asia/Shanghai";
const std::string kVacant = "vacant";
const std::string kVacantChinese = "空缺";

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; });
}

// Reads one organisation. Ids are looked up when everything has been read, since people, units and
// posts may stand in any order.
class OrganisationText {
  public:
    OrganisationText(const YamlNode& root, const ZoneLookup& zones, YamlReport& report)
        : root_(root), zones_(zones), report_(report), mentions_(report) {}

    OrganisationData read() {
        if (!report_.is_map(root_, "organisation",
                            {"organisation", "zone", "fallback", "persons", "units", "posts",
                             "absences", "systems"})) {
            return {};
        }
        if (const YamlNode* id = report_.required(root_, "organisation")) {
            data_.id = report_.id(*id, "organisation").value_or("");
        }
        read_zone();
        read_persons();
        read_units();
        read_posts();
        read_absences();
        read_systems();
        read_fallback();
        mentions_.check(data_);
        check_units(data_, unit_spans_, report_);
        check_heads(data_, head_spans_, report_);
        return std::move(data_);
    }

  private:
    void read_zone() {
        const YamlNode* node = YamlReport::optional(root_, "zone");
        const auto written = node == nullptr ? kDefaultZone : report_.text(*node, "zone");
        if (!written) {
            return;
        }
        if (auto zone = zones_.find(*written)) {
            zone_ = std::move(*zone);
            return;
        }
        report_.add_unknown(DiagnosticKind::kUnknownZone, node == nullptr ? root_.span : node->span,
                            *written, zones_.names());
    }

    enum class Edge : std::uint8_t { kFrom, kUntil };

    std::optional<Instant> read_moment(const YamlNode& map, const std::string& key, Edge edge) {
        const YamlNode* node = YamlReport::optional(map, key);
        const auto written = node == nullptr ? std::nullopt : report_.text(*node, key);
        if (!written) {
            return std::nullopt;
        }
        if (const auto date = grammar::parse_date(*written)) {
            // The last day is included, as in "effective D1 until D2" of a rulebook.
            const std::int32_t day = date->days + (edge == Edge::kUntil ? 1 : 0);
            return engine::to_instant(zone_, {{day}, {0}});
        }
        if (const auto moment = grammar::parse_timestamp(*written)) {
            return moment->offset_minutes ? onus::to_instant(moment->local, *moment->offset_minutes)
                                          : engine::to_instant(zone_, moment->local);
        }
        report_.add(DiagnosticKind::kExpectedMoment, node->span, {*written});
        return std::nullopt;
    }

    Validity read_validity(const YamlNode& map) {
        Validity result;
        result.from = read_moment(map, "from", Edge::kFrom).value_or(result.from);
        result.until = read_moment(map, "until", Edge::kUntil).value_or(result.until);
        if (result.from >= result.until) {
            report_.add(DiagnosticKind::kValidityEmpty, map.span);
        }
        return result;
    }

    // Names in two languages. One alone serves for both where it can; else the id is read.
    void read_names(const YamlNode& map, const std::string& id, std::string& name_en,
                    std::string& name_zh) {
        if (const YamlNode* name = YamlReport::optional(map, "name")) {
            set_names(report_.text(*name, "name").value_or(""), name_en, name_zh);
        }
        if (const YamlNode* name = YamlReport::optional(map, "name_zh")) {
            name_zh = report_.text(*name, "name_zh").value_or("");
        }
        complete_names(id, name_en, name_zh);
    }

    static void set_names(const std::string& text, std::string& name_en, std::string& name_zh) {
        (is_ascii(text) ? name_en : name_zh) = text;
    }

    static void complete_names(const std::string& id, std::string& name_en, std::string& name_zh) {
        if (name_zh.empty()) {
            name_zh = name_en.empty() ? id : name_en;
        }
        if (name_en.empty()) {
            name_en = id;
        }
    }

    // The id that a key is; empty, and noted, if it is none.
    std::string id_of(const YamlEntry& entry) {
        if (is_id(entry.key)) {
            return entry.key;
        }
        report_.add(DiagnosticKind::kYamlExpectedId, entry.key_span, {entry.key});
        return {};
    }

    // The entries of a map under `key` of the file; none, and noted, where it is something else.
    const std::vector<YamlEntry>& entries_of(const std::string& key, bool is_required) {
        static const std::vector<YamlEntry> kNone;
        const YamlNode* node =
            is_required ? report_.required(root_, key) : YamlReport::optional(root_, key);
        return node != nullptr && report_.is_map(*node, key) ? node->entries : kNone;
    }

    void read_persons() {
        for (const YamlEntry& entry : entries_of("persons", true)) {
            engine::PersonData person;
            person.id = id_of(entry);
            const YamlNode& value = *entry.value;
            if (value.kind == YamlNode::Kind::kText) {
                set_names(value.text, person.name_en, person.name_zh);
                complete_names(person.id, person.name_en, person.name_zh);
            } else if (value.kind == YamlNode::Kind::kNothing) {
                complete_names(person.id, person.name_en, person.name_zh);
            } else if (report_.is_map(value, entry.key,
                                      {"name", "name_zh", "hired", "from", "until"})) {
                read_names(value, person.id, person.name_en, person.name_zh);
                person.hired = read_hired(value);
                person.employed = read_validity(value);
            }
            data_.persons.push_back(std::move(person));
        }
    }

    std::optional<CivilDate> read_hired(const YamlNode& person) {
        const YamlNode* node = YamlReport::optional(person, "hired");
        if (node == nullptr) {
            return std::nullopt;
        }
        const auto range = report_.days(*node, "hired");
        return range ? std::optional(range->first) : std::nullopt;
    }

    void read_units() {
        for (const YamlEntry& entry : entries_of("units", true)) {
            engine::UnitData unit;
            unit.id = id_of(entry);
            const YamlNode& value = *entry.value;
            if (value.kind == YamlNode::Kind::kText) {
                set_names(value.text, unit.name_en, unit.name_zh);
                complete_names(unit.id, unit.name_en, unit.name_zh);
            } else if (value.kind == YamlNode::Kind::kNothing) {
                complete_names(unit.id, unit.name_en, unit.name_zh);
            } else if (report_.is_map(value, entry.key, {"name", "name_zh", "parent", "head"})) {
                read_names(value, unit.id, unit.name_en, unit.name_zh);
                unit.parent = read_unit_mention(value, "parent");
                read_heads(value, unit.id);
            }
            unit_spans_.push_back(entry.key_span);
            data_.units.push_back(std::move(unit));
        }
    }

    // A head is a person, or several, one after the other, each with a time.
    void read_heads(const YamlNode& unit, const std::string& unit_id) {
        const YamlNode* node = YamlReport::optional(unit, "head");
        if (node == nullptr) {
            return;
        }
        const auto read_head = [&](const YamlNode& item) {
            engine::HeadData head;
            head.unit = unit_id;
            if (item.kind == YamlNode::Kind::kMap) {
                report_.is_map(item, "head", {"person", "from", "until"});
                if (report_.required(item, "person") != nullptr) {
                    head.person = read_person_mention(item, "person");
                }
                head.held = read_validity(item);
            } else {
                head.person = person_mention(item, "head");
            }
            head_spans_.push_back(item.span);
            data_.heads.push_back(std::move(head));
        };
        if (node->kind != YamlNode::Kind::kList) {
            read_head(*node);
            return;
        }
        for (const YamlNodePtr& item : node->items) {
            read_head(*item);
        }
    }

    // Unit, then role, then one holder or several.
    void read_posts() {
        for (const YamlEntry& unit : entries_of("posts", false)) {
            mentions_.add_unit(unit.key, unit.key_span);
            if (!report_.is_map(*unit.value, unit.key)) {
                continue;
            }
            for (const YamlEntry& role : unit.value->entries) {
                if (role.value->kind != YamlNode::Kind::kList) {
                    read_post(unit.key, id_of(role), *role.value);
                    continue;
                }
                for (const YamlNodePtr& item : role.value->items) {
                    read_post(unit.key, id_of(role), *item);
                }
            }
        }
    }

    void read_post(const std::string& unit, const std::string& role, const YamlNode& node) {
        engine::PostData post;
        post.unit = unit;
        post.role = role;
        if (node.kind != YamlNode::Kind::kMap) {
            post.holder = read_holder(node, role);
        } else {
            report_.is_map(node, role,
                           {"holder", "from", "until", "supervisor", "deputy", "acting"});
            if (const YamlNode* holder = report_.required(node, "holder")) {
                post.holder = read_holder(*holder, "holder");
            }
            post.held = read_validity(node);
            post.supervisor = read_person_mention(node, "supervisor", post.holder);
            post.deputy = read_person_mention(node, "deputy", post.holder);
            if (const YamlNode* acting = YamlReport::optional(node, "acting")) {
                post.acting = report_.yes_no(*acting, "acting").value_or(false);
            }
        }
        data_.posts.push_back(std::move(post));
    }

    std::string read_holder(const YamlNode& node, const std::string& name) {
        const bool is_vacant = node.text == kVacant || node.text == kVacantChinese;
        return is_vacant ? std::string() : person_mention(node, name);
    }

    void read_absences() {
        const YamlNode* list = YamlReport::optional(root_, "absences");
        if (list == nullptr || !report_.is_list(*list, "absences")) {
            return;
        }
        for (const YamlNodePtr& item : list->items) {
            if (!report_.is_map(*item, "absences", {"person", "from", "until", "delegate"})) {
                continue;
            }
            engine::AbsenceData absence;
            if (report_.required(*item, "person") != nullptr) {
                absence.person = read_person_mention(*item, "person");
            }
            static_cast<void>(report_.required(*item, "from"));
            absence.away = read_validity(*item);
            absence.delegate = read_person_mention(*item, "delegate", absence.person);
            data_.absences.push_back(std::move(absence));
        }
    }

    void read_systems() {
        const YamlNode* node = YamlReport::optional(root_, "systems");
        if (node == nullptr) {
            return;
        }
        for (const YamlNode* item : report_.texts(*node, "systems")) {
            const auto id = report_.id(*item, "systems");
            if (!id) {
                continue;
            }
            const bool is_person =
                std::any_of(data_.persons.begin(), data_.persons.end(),
                            [&](const engine::PersonData& person) { return person.id == *id; });
            if (is_person) {
                report_.add(DiagnosticKind::kIdUsedTwice, item->span, {*id});
            }
            data_.systems.push_back(*id);
        }
    }

    void read_fallback() {
        const YamlNode* node = YamlReport::optional(root_, "fallback");
        if (node == nullptr) {
            report_.add(DiagnosticKind::kFallbackMissing, root_.span);
            return;
        }
        data_.fallback = person_mention(*node, "fallback");
        for (const engine::PersonData& person : data_.persons) {
            if (person.id == data_.fallback && !(person.employed == Validity{})) {
                report_.add(DiagnosticKind::kFallbackLeaves, node->span, {person.id});
            }
        }
    }

    std::string person_mention(const YamlNode& node, const std::string& name) {
        const auto id = report_.text(node, name);
        if (id) {
            mentions_.add_person(*id, node.span);
        }
        return id.value_or("");
    }

    // The person under `key`; empty without one. Somebody else than `other`.
    std::string read_person_mention(const YamlNode& map, const std::string& key,
                                    const std::string& other = "") {
        const YamlNode* node = YamlReport::optional(map, key);
        if (node == nullptr) {
            return {};
        }
        std::string id = person_mention(*node, key);
        if (!other.empty() && id == other) {
            report_.add(DiagnosticKind::kOwnSupervisor, node->span, {id});
        }
        return id;
    }

    std::string read_unit_mention(const YamlNode& map, const std::string& key) {
        const YamlNode* node = YamlReport::optional(map, key);
        const auto id = node == nullptr ? std::nullopt : report_.text(*node, key);
        if (id) {
            mentions_.add_unit(*id, node->span);
        }
        return id.value_or("");
    }

    const YamlNode& root_;
    const ZoneLookup& zones_;
    YamlReport& report_;
    Mentions mentions_;
    engine::ZoneTransitions zone_ = {{Instant{INT64_MIN}, 0}};
    OrganisationData data_;
    std::vector<Span> unit_spans_;  // of the units, in their order
    std::vector<Span> head_spans_;
};

}  // namespace

Reading<OrganisationData> read_organisation(const Source& source, const ZoneLookup& zones,
                                            const ReadLimits& limits) {
    YamlReport report(source);
    Reading<OrganisationData> reading;
    if (const YamlNodePtr root = parse_yaml(source, limits, report.diagnostics())) {
        OrganisationData data = OrganisationText(*root, zones, report).read();
        if (!report.has_errors()) {
            reading.value = std::move(data);
        }
    }
    reading.diagnostics = report.take();
    return reading;
}

}  // namespace onus::policies
