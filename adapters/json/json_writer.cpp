// SPDX-License-Identifier: Apache-2.0

#include <array>

#include "adapters/json/json.h"

namespace onus::adapters {
namespace {

void append_text(std::string& out, std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out += '"';
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7F && c != '"' && c != '\\') {
            continue;
        }
        out += text.substr(written, i - written);
        written = i + 1;
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else {
            out += "\\u00";
            out += kHex[byte >> 4U];
            out += kHex[byte & 0xFU];
        }
    }
    out += text.substr(written);
    out += '"';
}

void append(std::string& out, const engine::Data& data) {
    switch (data.kind) {
        case engine::DataKind::kNull:
            out += "null";
            return;
        case engine::DataKind::kYesNo:
        case engine::DataKind::kNumber:
            out += data.text;
            return;
        case engine::DataKind::kText:
            append_text(out, data.text);
            return;
        case engine::DataKind::kList:
            out += '[';
            for (std::size_t i = 0; i < data.items.size(); ++i) {
                out += i == 0 ? "" : ",";
                append(out, data.items[i]);
            }
            out += ']';
            return;
        case engine::DataKind::kObject:
            out += '{';
            for (std::size_t i = 0; i < data.items.size(); ++i) {
                out += i == 0 ? "" : ",";
                append_text(out, data.names[i]);
                out += ':';
                append(out, data.items[i]);
            }
            out += '}';
            return;
        case engine::DataKind::kRedacted:
            out += R"({"redacted":true})";
            return;
    }
}

}  // namespace

std::string to_json(const engine::Data& data) {
    std::string out;
    out.reserve(1024);
    append(out, data);
    return out;
}

}  // namespace onus::adapters
