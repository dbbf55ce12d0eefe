// SPDX-License-Identifier: Apache-2.0
//
// Role x field x endpoint: nobody gets a value that his grants do not allow, wherever it might
// stand. Every field of a record has a value of its own that is found again in any text.

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "adapters/evidence/base64.h"
#include "adapters/evidence/evidence.h"
#include "tests/adapters/http/served.h"

namespace onus::tests {
namespace {

using adapters::HttpResponse;
using adapters::Role;

constexpr std::size_t kFields = 12;
constexpr std::size_t kRoles = 6;

/// Fields 0 to 7 are texts, the others amounts.
bool is_text(std::size_t field) { return field < 8; }

std::string name_of(std::size_t field) { return "f" + std::to_string(field); }

/// The value of a field, `round` times changed. Amounts are looked for by their digits.
std::string canary(std::size_t field, int round) {
    const std::string tail = std::to_string(field + 10) + std::to_string(round);
    return is_text(field) ? "Canary" + tail + "x" : "7391" + tail + "57";
}

/// As one comes to stand in an answer: bare, with group marks, written out.
bool has_canary(const std::string& text, std::size_t field) {
    for (int round = 0; round < 3; ++round) {
        const std::string bare = canary(field, round);
        if (text.find(bare) != std::string::npos) {
            return true;
        }
        if (!is_text(field)) {
            std::string grouped = bare;
            for (std::size_t at = 3; at < bare.size(); at += 3) {
                grouped.insert(bare.size() - at, ",");
            }
            if (text.find(grouped) != std::string::npos) {
                return true;
            }
        }
    }
    return false;
}

/// The grants of the pack, written down a second time.
bool may_read(std::size_t role, std::size_t field) { return (role + field) % 3 == 0; }

std::string payload(const std::string& key, int round) {
    std::string data = R"({"number":")" + key + '"';
    for (std::size_t field = 0; field < kFields; ++field) {
        const std::string quote = is_text(field) ? "\"" : "";
        data += ",\"" + name_of(field) + "\":" + quote + canary(field, round) + quote;
    }
    return data + "}";
}

std::string act(const std::string& action, const std::string& key, int round,
                const std::string& by = "cleo") {
    return R"({"by":")" + by + R"(","action":")" + action + R"(","data":{"batch":)" +
           payload(key, round) + "}}";
}

/// A pack in a folder of its own.
class Pack {
  public:
    Pack() {
        write("onus.yaml",
              "name: canaries\nrulebooks: [canaries]\norganisation: people.yaml\n"
              "calendars: [calendars]\n");
        std::filesystem::copy(ONUS_SOURCE_DIR "/policies/calendars", folder_.file("calendars"));
        write("canaries.onus", rulebook());
        write("people.yaml", people());
    }
    [[nodiscard]] const std::string& path() const { return folder_.path(); }

  private:
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_.file(name), std::ios::binary) << text;
    }

    static std::string rulebook() {
        std::ostringstream book;
        book << "rulebook canaries \"Canaries\"\n  level company\n  effective 2025-01-01\n"
                "  owner office.head\n  calendar cn_office\n  currency CNY\n"
                "role clerk reports to boss\nrole boss\n";
        for (std::size_t role = 0; role < kRoles; ++role) {
            book << "role reader_" << role << "\n";
        }
        book << "record batch\n  number : text unique\n";
        std::string all;
        for (std::size_t field = 0; field < kFields; ++field) {
            book << "  " << name_of(field) << " : " << (is_text(field) ? "text" : "money") << "\n";
            all += (field == 0 ? "batch." : ", batch.") + name_of(field);
        }
        book << "action make (batch) by clerk\n  creates batch\n"
                "action change (batch) by clerk\n  changes "
             << all << "\naction look (batch) by clerk\n"
             << "define twice (batch) : money is batch.f9 * 2\n";
        for (std::size_t field = 0; field < kFields; ++field) {
            const std::string path = "batch." + name_of(field);
            book << "rule r" << field << " \"Rule " << field << "\"\n  when make\n  require "
                 << path << (is_text(field) ? " is \"fine\"" : " at most 5 yuan")
                 << "\n  otherwise warn \"" << name_of(field) << " is {" << path
                 << "}.\"\n  violated log entry_" << field << " against actor \"It was {" << path
                 << "}.\"\n";
        }
        book << "rule sum \"Both\"\n  when make\n  require twice(batch) + batch.f8 at most 5 yuan\n"
                "  otherwise warn \"Together {batch.f8}, {batch.f10}.\"\n"
                "  violated notify actor.supervisor \"See {batch.f0}, {batch.f11}.\"\n"
                "duty review \"Review\"\n  when forced r0\n  bearer actor.supervisor\n  must "
                "decide\n"
                "  within 24 hours\n  overdue log late against bearer \"Late on {batch.f1}.\"\n";
        for (std::size_t role = 0; role < kRoles; ++role) {
            book << "permission p" << role << " \"P\"\n  granted to reader_" << role
                 << "\n  may read batch.number";
            for (std::size_t field = 0; field < kFields; ++field) {
                if (may_read(role, field)) {
                    book << ", batch." << name_of(field);
                }
            }
            book << "\n  carries none \"Reading harms nobody.\"\n";
        }
        return book.str();
    }

    static std::string people() {
        std::ostringstream yaml;
        yaml << "organisation: test\nfallback: top\npersons:\n  top: {name: Top}\n"
                "  cleo: {name: Cleo}\n  boss: {name: Boss}\n";
        for (std::size_t role = 0; role < kRoles; ++role) {
            yaml << "  p" << role << ": {name: P" << role << "}\n";
        }
        yaml << "units:\n  office: {name: Office, head: top}\nposts:\n  office:\n    clerk: cleo\n"
                "    boss: boss\n";
        for (std::size_t role = 0; role < kRoles; ++role) {
            yaml << "    reader_" << role << ": p" << role << "\n";
        }
        yaml << "systems: [till]\n";
        return yaml.str();
    }

    TempFolder folder_;
};

/// Who asks, and which fields he may see.
struct Reader {
    std::string key;
    std::string person;  ///< in whose name he acts
    std::function<bool(std::size_t field)> sees;
};

std::vector<adapters::Key> keys() {
    std::vector<adapters::Key> keys = {
        key_of("till", Role::kSystem),           key_of("erp", Role::kSystem),
        key_of("all", Role::kAuditor),           key_of("audit", Role::kAuditor),
        key_of("cleo", Role::kEmployee, "cleo"), key_of("boss", Role::kEmployee, "boss"),
        key_of("ops", Role::kOperator)};
    keys[1].principal.reads = {"batch.f2", "canaries.batch.f8"};
    keys[2].principal.reads = {"*"};
    for (std::size_t role = 0; role < kRoles; ++role) {
        const std::string number = std::to_string(role);
        keys.push_back(key_of("hr" + number, Role::kHr, "p" + number));
        keys.push_back(key_of("employee" + number, Role::kEmployee, "p" + number));
    }
    return keys;
}

std::vector<Reader> readers() {
    std::vector<Reader> readers = {
        {"till", "cleo", [](std::size_t) { return false; }},
        {"erp", "cleo", [](std::size_t field) { return field == 2 || field == 8; }},
        {"all", "cleo", [](std::size_t) { return true; }},
        {"audit", "cleo", [](std::size_t) { return false; }},
        {"cleo", "cleo", [](std::size_t) { return false; }},
        {"boss", "boss", [](std::size_t) { return false; }},
        {"ops", "cleo", [](std::size_t) { return false; }},
    };
    for (std::size_t role = 0; role < kRoles; ++role) {
        for (const std::string kind : {"hr", "employee"}) {
            readers.push_back({kind + std::to_string(role), "p" + std::to_string(role),
                               [role](std::size_t field) { return may_read(role, field); }});
        }
    }
    return readers;
}

/// Also what a receipt carries, and the first piece of a stream.
std::string everything(const HttpResponse& response) {
    std::string text = response.body;
    constexpr std::string_view kEntry = "\"entry\":\"";
    if (const std::size_t at = text.find(kEntry); at != std::string::npos) {
        const std::size_t begin = at + kEntry.size();
        text += adapters::from_base64(text.substr(begin, text.find('"', begin) - begin)).value();
    }
    if (response.stream != nullptr) {
        std::promise<std::string> piece;
        response.stream->next(
            [&piece](std::optional<std::string> given) { piece.set_value(given.value_or("")); });
        text += piece.get_future().get();
    }
    for (const auto& [name, value] : response.headers) {
        text += "\n" + name + ": " + value;
    }
    return text;
}

TEST_CASE("field masks: no role gets a field at any endpoint that its grants do not allow",
          "[http][access]") {
    const Pack pack;
    Served server(pack.path(), keys());

    // What happened: made with a warning, forced, changed, looked at with wrong claims.
    const HttpResponse made = server.post("all", "/v1/commands", "{}", "k0");
    CHECK(made.status == 403);
    const HttpResponse first = server.post("till", "/v1/commands", act("make", "B1", 0), "k1");
    REQUIRE(first.status == 200);
    const HttpResponse forced = server.post(
        "till", "/v1/commands", R"({"by":"cleo","force":1,"reason":"It must go out."})", "k2");
    REQUIRE(member(forced, {"takes_effect"}).text == "true");
    REQUIRE(server.post("till", "/v1/commands", act("change", "B1", 1), "k3").status == 200);
    REQUIRE(server.post("till", "/v1/commands", act("look", "B1", 2), "k4").status == 200);
    const std::string head = server.get("all", "/v1/ledger/head").body;

    std::size_t cells = 0;
    std::size_t shown = 0;
    std::size_t requests = 0;
    std::set<std::size_t> seen;
    for (const Reader& reader : readers()) {
        const auto hold = [&](const std::string& what, const HttpResponse& response) {
            const std::string text = everything(response);
            ++requests;
            for (std::size_t field = 0; field < kFields; ++field) {
                const bool there = has_canary(text, field);
                INFO(reader.key << " " << what << " f" << field << "\n" << text);
                ++cells;
                shown += there ? 1U : 0U;
                if (there) {
                    seen.insert(field);
                }
                // CHECK would count, but print every cell.
                if (there && !reader.sees(field)) {
                    FAIL_CHECK("a field that may not be seen");
                }
            }
        };
        for (const std::string target :
             {"/v1/attempts/1", "/v1/attempts/2", "/v1/attempts/3", "/v1/duties", "/v1/matters",
              "/v1/persons/cleo/records", "/v1/persons/boss/records", "/v1/persons/cleo/views",
              "/v1/rulebooks", "/v1/ledger/head", "/metrics", "/openapi.json", "/v1/publications",
              "/v1/records/batch/B1/trace"}) {
            hold(target, server.get(reader.key, target));
        }
        for (std::size_t entry = 2; entry < 16; ++entry) {
            const std::string target = "/v1/entries/" + std::to_string(entry);
            hold(target, server.get(reader.key, target));
        }
        for (const std::string action : {"make", "change", "look", "mke"}) {
            const std::string same = act(action, "B1", 1, reader.person);
            const std::string other = act(action, "B1", 2, reader.person);
            hold("validate " + action, server.post(reader.key, "/v1/validate", other));
            hold("command " + action, server.post(reader.key, "/v1/commands", same, "c-" + action));
            hold("again " + action, server.post(reader.key, "/v1/commands", same, "c-" + action));
            hold("other " + action, server.post(reader.key, "/v1/commands", other, "c-" + action));
        }
        const HttpResponse receipt = server.post(reader.key, "/v1/commands?receipt=true",
                                                 act("look", "B1", 2, reader.person), "r-1");
        hold("receipt", receipt);
        if (receipt.status == 200) {
            // It proves as much without the values.
            const std::string proof = adapters::to_json(member(receipt, {"receipt"})) + "\n";
            CHECK(adapters::check_evidence(proof, "receipt", nullptr).has_value());
        }
        hold("evaluation",
             server.post(reader.key, "/access/v1/evaluation",
                         R"({"subject":{"type":"user","id":")" + reader.person +
                             R"("},"action":{"name":"look"},"resource":{"type":"batch",)"
                             R"("id":"B1","properties":)" +
                             payload("B1", 2) + "}}"));
        if (reader.key != "ops" && !reader.key.starts_with("employee")) {
            hold("events", server.get(reader.key, "/v1/events?after=8"));
        }
        hold("force",
             server.post(reader.key, "/v1/validate",
                         R"({"by":")" + reader.person + R"(","force":1,"reason":"Again."})"));
    }
    INFO(cells << " cells, " << requests << " requests, " << shown << " values shown");
    CHECK(cells >= 2000);
    // The test would say nothing if nobody saw anything.
    CHECK(shown > 500);
    CHECK(seen.size() == kFields);
}

}  // namespace
}  // namespace onus::tests
