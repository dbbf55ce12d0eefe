// SPDX-License-Identifier: Apache-2.0
//
// Diagrams name their elements as they like; rulebooks have words of their own.

#include <fstream>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "adapters/bpmn/escape_xml.h"
#include "adapters/bpmn/import.h"
#include "adapters/bpmn/inventory.h"
#include "tests/adapters/bpmn/checks.h"
#include "tests/adapters/bpmn/models.h"

namespace onus::bpmn {
namespace {

/// All words of the language, and those that have a meaning in expressions, calls or imports.
std::set<std::string> words() {
    std::set<std::string> found = {
        "actor",
        "principal",
        "bearer",
        "reason",
        "at",
        "now",
        "today",
        "this",
        "previous",
        "step",
        "owner",
        "due",
        "lateness",
        "supervisor",
        "department",
        "head",
        "cancel",
        "suspend",
        "resume",
        "withdraw",
        "Send back",
        "receive",
        "decide",
        "delegate",
        "claim",
        "observe",
        "number",
        "result",
        "decision",
        "again",
        "document",
        "message",
        "Order",
        "Order case",
        "Start Order",
        "default step time",
        "Order owner",
        "order_process",
        "cn_office",
        "Decide how it begins",
        "Outcome of: Order",
        "yes",
        "no",
        "true",
        "approve",
        "reject",
        "open",
        "red",
        "person",
        "text",
        "file",
        "1",
        "2nd try",
        "_",
        "__",
        "a\"b",
        "{x}",
        "„“”",
        "＃",
        "# x",
        "\\",
        "é",
        "ß",
        "ＡＢＣ",
        "１２",
        "取消",
        "暂停",
        "恢复",
        "退回",
        "撤回",
        "接收",
        "编号",
        "环节",
        "理由",
        "办理人",
        "决定",
        "其他",
        "是",
        "否",
        "年",
        "月",
        "日",
        "订单单",
        "启动订单",
        "默认环节时间",
        "“x”",
        "😀",
        "a\u0301",
        "ﬁ",
        "中a文b",
        "核对＂发票＂金额",
        "a＼b",
        "｛x｝",
        "a\u200Eb\u200F",
        "\u202Aa\u202E \u2066b\u2069",
        "\u061C\u200B\u2060\uFEFFa",
        "a\u0085b\u2028c\u2029d",
        "\u00ADa\u0080b",
        "\u200E",
        std::string(300, 'x'),
    };
    std::ifstream table(ONUS_SOURCE_DIR "/grammar/keywords.tsv");
    for (std::string line; std::getline(table, line);) {
        if (line.empty() || line[0] == '#') {
            continue;
        }
        std::istringstream columns(line);
        std::string cell;
        std::getline(columns, cell, '\t');
        while (std::getline(columns, cell, '\t')) {
            std::istringstream spellings(cell);
            for (std::string word; std::getline(spellings, word, '|');) {
                found.insert(word);
            }
        }
    }
    return found;
}

std::string everything_named(const std::string& name, const std::string& process,
                             const std::string& task) {
    const std::string n = " name=\"" + escape_xml(name) + "\"";
    return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"defs\"" + n +
           "><collaboration id=\"c\"><participant id=\"pool\"" + n +
           " processRef=\"p\"/>"
           "</collaboration><process id=\"p\" name=\"" +
           process +
           "\"><laneSet id=\"ls\">"
           "<lane id=\"l\"" +
           n +
           "><flowNodeRef>a</flowNodeRef></lane></laneSet>"
           "<startEvent id=\"s\"" +
           n + "/><exclusiveGateway id=\"h\"" + n +
           "/>"
           "<userTask id=\"a\"" +
           n +
           "><dataOutputAssociation id=\"x\"><targetRef>d</targetRef>"
           "</dataOutputAssociation></userTask><dataObject id=\"d\"" +
           n +
           "/>"
           "<exclusiveGateway id=\"g\"" +
           n + "/><userTask id=\"b\"" + n +
           "/>"
           "<subProcess id=\"sub\"" +
           n + "><userTask id=\"i\"" + n +
           "/></subProcess>"
           "<userTask id=\"k\" name=\"" +
           task +
           "\"/>"
           "<sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"h\"/>"
           "<sequenceFlow id=\"f2\" sourceRef=\"h\" targetRef=\"a\"" +
           n +
           "/>"
           "<sequenceFlow id=\"f3\" sourceRef=\"h\" targetRef=\"k\"/>"
           "<sequenceFlow id=\"f4\" sourceRef=\"a\" targetRef=\"g\"/>"
           "<sequenceFlow id=\"f5\" sourceRef=\"g\" targetRef=\"b\"" +
           n +
           "/>"
           "<sequenceFlow id=\"f6\" sourceRef=\"g\" targetRef=\"sub\"/>"
           "<sequenceFlow id=\"f7\" sourceRef=\"g\" targetRef=\"a\" name=\"back\"/>"
           "</process></definitions>";
}

TEST_CASE("bpmn names: whatever a diagram calls its elements, the rulebook is clean") {
    for (const std::string& word : words()) {
        for (const bool zh : {false, true}) {
            INFO(word << (zh ? ", in Chinese" : ", in English"));
            const ImportResult result =
                import("f.bpmn", zh ? everything_named(word, "订单", "审核订单审核订单审核订单")
                                    : everything_named(word, "Order", "Check the order"));
            REQUIRE(result.imported);
            CHECK(tests::flaws_of(result.imported->rulebook, result.imported->names) == "");
        }
    }
}

TEST_CASE("bpmn names: what becomes the name of a file leads to no other folder") {
    const auto named = [](const std::string& name) {
        const ImportResult result =
            import("f.bpmn",
                   "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
                   "xmlns:onus=\"urn:onus:bpmn:1\" id=\"defs\"><extensionElements><onus:rulebook>" +
                       name +
                       "</onus:rulebook></extensionElements><process id=\"p\" name=\"Order\">"
                       "<task id=\"a\" name=\"Ask\"/></process></definitions>");
        REQUIRE(result.imported);
        CHECK(tests::flaws_of(result.imported->rulebook, result.imported->names) == "");
        return result.imported->outline.name;
    };
    CHECK(named("../../escaped") == "escaped");
    CHECK(named("/etc/onus") == "etc_onus");
    CHECK(named("C:\\x") == "c_x");
    CHECK(named("..") == "processes");
    CHECK(named("product_launch") == "product_launch");
}

TEST_CASE("bpmn names: texts and ids with line breaks and unseen marks stay on their line") {
    const auto model = [](const std::string& id, const std::string& text) {
        const std::string condition =
            "<conditionExpression>" + text + "</conditionExpression></sequenceFlow>";
        return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"defs\">"
               "<process id=\"p\"><documentation>" +
               text + "</documentation><task id=\"a\"/><inclusiveGateway id=\"g\"/><task id=\"b" +
               id + "\"/><task id=\"c\"/><dataObject id=\"unused" + id +
               "\"/><sequenceFlow id=\"f1\" sourceRef=\"a\" targetRef=\"g\"/><sequenceFlow "
               "id=\"f2\" sourceRef=\"g\" targetRef=\"b" +
               id + "\">" + condition + "<sequenceFlow id=\"f3\" sourceRef=\"g\" targetRef=\"c\">" +
               condition + "<textAnnotation id=\"note\"><text>" + text +
               "</text></textAnnotation></process></definitions>";
    };
    for (const char* odd : {"x &gt; 5\nand x &lt; 10", "a&#13;b", "a\u202Eb", "a\u2028b",
                            "a\u0085b", "\u200E", "a\u2066b\u2069"}) {
        for (const char* id : {"", "&#10;x", "\u202Ex"}) {
            INFO(odd << " " << id);
            const ImportResult result = import("two\nlines\u200E.bpmn", model(id, odd));
            REQUIRE(result.imported);
            CHECK(tests::flaws_of(result.imported->rulebook, result.imported->names) == "");
        }
    }
}

}  // namespace
}  // namespace onus::bpmn
