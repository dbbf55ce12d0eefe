// SPDX-License-Identifier: Apache-2.0

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>

#include "adapters/bpmn/xml.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::bpmn {
namespace {

struct Encoding {
    std::string_view declared;   ///< in capitals
    std::string_view converter;  ///< what the C library calls it; empty for UTF-8
};

constexpr auto kEncodings = std::to_array<Encoding>({
    {"UTF-8", ""},
    {"UTF8", ""},
    {"US-ASCII", ""},
    {"ASCII", ""},
    {"UTF-16", "UTF-16LE"},
    {"UTF-16LE", "UTF-16LE"},
    {"UTF-16BE", "UTF-16BE"},
    {"ISO-8859-1", "ISO-8859-1"},
    {"ISO-8859-15", "ISO-8859-15"},
    {"LATIN1", "ISO-8859-1"},
    {"WINDOWS-1252", "WINDOWS-1252"},
    {"GBK", "GBK"},
    {"GB2312", "GBK"},
    {"GB18030", "GB18030"},
});

/// The value of `encoding=` in the first line, in capitals; empty if there is none.
std::string declared_encoding(std::string_view bytes) {
    if (!bytes.starts_with("<?xml")) {
        return {};
    }
    const std::string_view line = bytes.substr(0, std::min(bytes.find("?>"), std::size_t{200}));
    std::size_t at = line.find("encoding");
    at = at == std::string_view::npos ? at : line.find_first_of("\"'", at);
    if (at == std::string_view::npos) {
        return {};
    }
    const std::size_t end = line.find(line[at], at + 1);
    std::string name(line.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
    std::transform(name.begin(), name.end(), name.begin(), [](char sign) {
        return sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign;
    });
    return name;
}

class Converter {
  public:
    explicit Converter(const std::string& from) : handle_(iconv_open("UTF-8", from.c_str())) {}
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter() {
        if (usable()) {
            iconv_close(handle_);
        }
    }

    /// The number that iconv_open gives for "no" is no pointer to anything.
    [[nodiscard]] bool usable() const { return handle_ != iconv_t(-1); }

    /// Number of bytes that could be read; all of them if all is well.
    [[nodiscard]] std::size_t convert(std::string_view bytes, std::string& out) {
        std::string input(bytes);
        char* from = input.data();
        std::size_t left = input.size();
        std::array<char, 1U << 14U> piece{};
        while (left > 0) {
            char* to = piece.data();
            std::size_t room = piece.size();
            const std::size_t result = iconv(handle_, &from, &left, &to, &room);
            const int reason = errno;
            out.append(piece.data(), piece.size() - room);
            if (result == static_cast<std::size_t>(-1) && reason != E2BIG) {
                break;
            }
        }
        return bytes.size() - left;
    }

  private:
    iconv_t handle_;
};

Result<std::string> converted(std::string_view bytes, const std::string& name,
                              const std::string& from) {
    Converter converter(from);
    if (!converter.usable()) {
        return failure(DiagnosticKind::kXmlEncodingUnknown, {name});
    }
    std::string out;
    out.reserve(bytes.size());
    const std::size_t read = converter.convert(bytes, out);
    if (read != bytes.size()) {
        return failure(DiagnosticKind::kXmlEncodingBroken, {name, std::to_string(read + 1)});
    }
    return out;
}

Result<std::string> checked(std::string_view bytes, const std::string& name) {
    if (is_utf8(bytes)) {
        return std::string(bytes);
    }
    std::size_t good = 0;  // the longest beginning that is UTF-8, found by halving
    std::size_t bad = bytes.size();
    while (bad - good > 4) {
        const std::size_t middle = good + (bad - good) / 2;
        std::size_t edge = middle;
        while (edge > good && (static_cast<unsigned char>(bytes[edge]) & 0xC0U) == 0x80U) {
            --edge;
        }
        if (edge == good) {
            break;
        }
        (is_utf8(bytes.substr(good, edge - good)) ? good : bad) = edge;
    }
    return failure(DiagnosticKind::kXmlEncodingBroken, {name, std::to_string(good + 1)});
}

}  // namespace

Result<std::string> to_utf8(std::string_view bytes, const ReadOptions& options) {
    if (bytes.size() > options.byte_count_max) {
        return failure(DiagnosticKind::kXmlTooLarge,
                       {std::to_string(bytes.size()), std::to_string(options.byte_count_max)});
    }
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xEF\xBB\xBF"sv)) {
        return checked(bytes.substr(3), "UTF-8");
    }
    if (bytes.starts_with("\xFF\xFE"sv)) {
        return converted(bytes.substr(2), "UTF-16", "UTF-16LE");
    }
    if (bytes.starts_with("\xFE\xFF"sv)) {
        return converted(bytes.substr(2), "UTF-16", "UTF-16BE");
    }
    if (bytes.starts_with("<\0"sv)) {
        return converted(bytes, "UTF-16", "UTF-16LE");
    }
    if (bytes.starts_with("\0<"sv)) {
        return converted(bytes, "UTF-16", "UTF-16BE");
    }
    std::string declared = declared_encoding(bytes);
    if (declared.empty()) {
        declared = "UTF-8";
    }
    const auto* const known =
        std::find_if(kEncodings.begin(), kEncodings.end(),
                     [&](const Encoding& each) { return each.declared == declared; });
    if (known == kEncodings.end()) {
        return failure(DiagnosticKind::kXmlEncodingUnknown, {declared});
    }
    // A file that says UTF-16 in bytes of one each was converted since, and is UTF-8 now.
    if (known->converter.empty() || known->converter.starts_with("UTF-16")) {
        return checked(bytes, "UTF-8");
    }
    return converted(bytes, declared, std::string(known->converter));
}

}  // namespace onus::bpmn
