// SPDX-License-Identifier: Apache-2.0
//
// The packs that ship as workspaces in memory, for the tests of the requirements' rows.

#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/run/event.h"
#include "engine/run/render.h"
#include "tests/support/workspace.h"

namespace onus::rows {

using engine::Decision;
using test::outline;
using test::Workspace;

inline std::string file_text(const std::string& path) {
    std::ifstream file(std::string(ONUS_SOURCE_DIR) + "/" + path, std::ios::binary);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string law() { return file_text("policies/law-cn/consumer_law.en.onus"); }
inline std::string retail_text() { return file_text("policies/retail/retail_returns.en.onus"); }
inline std::string plant_text() {
    return file_text("policies/manufacturing/product_quality.en.onus");
}
inline std::string retail_organisation() { return file_text("policies/retail/organisation.yaml"); }

inline Workspace retail() { return {{law(), retail_text()}, retail_organisation()}; }
inline Workspace procurement() {
    return {{file_text("policies/procurement/procurement.en.onus")},
            file_text("policies/procurement/organisation.yaml")};
}
inline Workspace plant() {
    return {{plant_text()}, file_text("policies/manufacturing/organisation.yaml")};
}
inline Workspace launch() {
    return {{file_text("policies/product_launch/product_launch.en.onus")},
            file_text("policies/product_launch/organisation.yaml")};
}

/// `text` with the one place of `from` changed. REQUIRES: it is there.
inline std::string with(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

inline bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

inline int count(const std::string& text, std::string_view part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

/// The first event of a kind; fails the test if there is none.
template <class Event>
const Event& first(const engine::Events& events) {
    for (const engine::Event& event : events) {
        if (const Event* const found = std::get_if<Event>(&event)) {
            return *found;
        }
    }
    FAIL("no such event");
    throw std::logic_error("unreachable");
}

inline std::string order(std::string_view number, std::string_view seller, std::string_view channel,
                         std::string_view promised) {
    return R"({"order": {"number": ")" + std::string(number) + R"(", "seller": ")" +
           std::string(seller) + R"(", "channel": ")" + std::string(channel) +
           R"(", "promised": ")" + std::string(promised) + R"("}})";
}

inline std::string purchase(std::string_view number, std::string_view buyer,
                            std::string_view amount, std::string_view supplier = "Hengxin") {
    return R"({"order": {"number": ")" + std::string(number) + R"(", "buyer": ")" +
           std::string(buyer) + R"(", "supplier": ")" + std::string(supplier) +
           R"(", "amount": ")" + std::string(amount) + R"(", "budget": "¥100,000"}})";
}

/// The payload with which a batch leaves the line.
inline std::string made(std::string_view produced, std::string_view produced_on = "2026-05-11",
                        std::string_view batch = "B1") {
    return R"({"batch": ")" + std::string(batch) + R"(", "made": {"produced": )" +
           std::string(produced) + R"(, "produced_on": ")" + std::string(produced_on) +
           R"(", "operator": "zhang"}})";
}

/// The payload of an inspection; `figures`: members of the report.
inline std::string inspected(std::string_view figures, std::string_view batch = "B1") {
    return R"({"batch": ")" + std::string(batch) + R"(", "report": {)" + std::string(figures) +
           "}}";
}

/// Puts line L1 with its inspector and its supervisor on record, and starts batch B1 on it.
inline void start_batch(Workspace& plant) {
    plant.submit("wang", "register_line",
                 R"({"line": {"code": "L1", "inspector": "li", "supervisor": "wang"}})",
                 "2026-05-11 07:00");
    plant.submit("wang", "start_batch",
                 R"({"batch": {"number": "B1", "line": "L1", "operator": "zhang"}})",
                 "2026-05-11 16:00");
}

/// Texts of all findings of the verdict, in one language, one a line.
inline std::string messages(Workspace& workspace, const engine::Reply& reply, Language language) {
    engine::RenderContext context;
    context.program = workspace.session().world().program_at(reply.received);
    context.currency = "CNY";
    std::string all;
    for (const engine::Finding& finding : first<engine::Judged>(reply.events).findings) {
        all += engine::render(context, finding.text, language) + "\n";
    }
    return all;
}

}  // namespace onus::rows
