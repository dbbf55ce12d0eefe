// SPDX-License-Identifier: Apache-2.0
//
// Every row of tests/rows.tsv is asserted where it says: the test it names exists and contains the
// text that is expected.

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/rows/packs.h"

namespace onus::rows {
namespace {

struct Row {
    std::string row;
    std::string input;
    std::string expected;
    std::string file;
    std::string test;
};

/// Columns: row, input, expected, "file :: test".
std::vector<Row> rows() {
    std::vector<Row> all;
    std::istringstream lines(file_text("tests/rows.tsv"));
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] == '#') {
            continue;
        }
        std::vector<std::string> cells;
        std::istringstream columns(line);
        for (std::string cell; std::getline(columns, cell, '\t');) {
            cells.push_back(cell);
        }
        INFO(line);
        REQUIRE(cells.size() == 4);
        const std::size_t cut = cells[3].find(" :: ");
        REQUIRE(cut != std::string::npos);
        all.push_back(
            {cells[0], cells[1], cells[2], cells[3].substr(0, cut), cells[3].substr(cut + 4)});
    }
    return all;
}

/// Neighbouring literals, broken over lines to fit the page, made one.
std::string joined(const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t next = text.find_first_not_of(" \n", i + 1);
        const bool breaks = text[i] == '"' && i + 1 < text.size() && text[i + 1] == '\n' &&
                            next != std::string::npos && text[next] == '"';
        if (breaks) {
            i = next;
        } else {
            all.push_back(text[i]);
        }
    }
    return all;
}

/// The text of a test: a TEST_CASE of Catch2, or a test in the language. Empty if there is none.
std::string body_of(const std::string& file, const std::string& test) {
    const std::string text = joined(file_text(file));
    const bool program = file.size() > 4 && file.compare(file.size() - 4, 4, ".cpp") == 0;
    const std::string opening = program ? "TEST_CASE(\"" : "\ntest \"";
    const std::size_t begin = text.find(opening + test + "\"");
    if (begin == std::string::npos) {
        return {};
    }
    return text.substr(begin, text.find(opening, begin + 1) - begin);
}

TEST_CASE("rows: every row's expectation is asserted in the test that it names", "[rows]") {
    for (const Row& row : rows()) {
        CAPTURE(row.row, row.file, row.test, row.expected);
        const std::string body = body_of(row.file, row.test);
        CHECK(!body.empty());
        CHECK(has(body, row.expected));
    }
}

TEST_CASE("rows: none of the rows that are due is left out", "[rows]") {
    std::set<std::string> found;
    for (const Row& row : rows()) {
        found.insert(row.row);
    }
    for (const int due :
         {4,  5,  6,  7,  8,  10, 11, 12, 14, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
          28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48,
          49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 66, 88, 89, 90}) {
        INFO(due);
        CHECK(found.count(std::to_string(due)) == 1);
    }
}

}  // namespace
}  // namespace onus::rows
