// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/xml.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <memory>

#include "grammar/base/diagnostic_kind.h"

namespace onus::bpmn {
namespace {

constexpr char kBetween = ' ';  // no address of a namespace holds a blank

struct Known {
    std::string_view address;
    Space space;
};
constexpr auto kKnown = std::to_array<Known>({
    {"http://www.omg.org/spec/BPMN/20100524/MODEL", Space::kModel},
    {"http://www.omg.org/spec/BPMN/20100524/DI", Space::kDiagram},
    {"http://www.omg.org/spec/DD/20100524/DC", Space::kBounds},
    {"http://www.omg.org/spec/DD/20100524/DI", Space::kWaypoint},
    {"urn:onus:bpmn:1", Space::kOnus},
    {"http://www.w3.org/2001/XMLSchema-instance", Space::kPlain},
    {"http://www.w3.org/XML/1998/namespace", Space::kPlain},
});

class Builder {
  public:
    Builder(XML_Parser parser, const Source& source, const ReadOptions& options)
        : parser_(parser), source_(source), options_(options) {
        XML_SetUserData(parser_, this);
        XML_SetElementHandler(parser_, &Builder::on_start, &Builder::on_end);
        XML_SetCharacterDataHandler(parser_, &Builder::on_text);
        XML_SetStartDoctypeDeclHandler(parser_, &Builder::on_doctype);
    }

    Result<XmlTree> run() {
        constexpr std::size_t kPiece = 1U << 20U;  // expat counts in int
        const std::string& text = source_.text;
        for (std::size_t at = 0;; at += kPiece) {
            const std::size_t size = std::min(kPiece, text.size() - std::min(at, text.size()));
            const bool last = at + size >= text.size();
            if (XML_Parse(parser_, text.data() + at, static_cast<int>(size), last ? 1 : 0) !=
                XML_STATUS_OK) {
                return tl::make_unexpected(stopped_ ? std::move(*stopped_) : broken());
            }
            if (last) {
                break;
            }
        }
        return std::move(tree_);
    }

  private:
    struct Name {
        Space space = Space::kPlain;
        std::string_view address;
        std::string_view local;
    };

    static Name name_of(std::string_view full) {
        const std::size_t between = full.find(kBetween);
        if (between == std::string_view::npos) {
            return {Space::kPlain, {}, full};
        }
        Name name{Space::kVendor, full.substr(0, between), full.substr(between + 1)};
        for (const Known& known : kKnown) {
            name.space = known.address == name.address ? known.space : name.space;
        }
        return name;
    }

    [[nodiscard]] Span place() const {
        const auto begin =
            static_cast<std::uint32_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_)));
        const auto size = static_cast<std::uint32_t>(std::max(0, XML_GetCurrentByteCount(parser_)));
        return {begin, begin + size};
    }

    void stop(DiagnosticKind kind, std::vector<std::string> arguments = {}) {
        if (!stopped_) {
            stopped_ = Diagnostic{kind, source_.name, place(), std::move(arguments), {}, {}};
            XML_StopParser(parser_, XML_FALSE);
        }
    }

    [[nodiscard]] Diagnostic broken() const {
        Diagnostic diagnostic;
        diagnostic.source_name = source_.name;
        diagnostic.span = place();
        if (diagnostic.span.end == diagnostic.span.begin) {
            ++diagnostic.span.end;
        }
        switch (XML_GetErrorCode(parser_)) {
            case XML_ERROR_NO_ELEMENTS:
                diagnostic.kind = tree_.elements.empty() ? DiagnosticKind::kXmlEmpty
                                                         : DiagnosticKind::kXmlUnfinished;
                break;
            case XML_ERROR_UNCLOSED_TOKEN:
            case XML_ERROR_PARTIAL_CHAR:
            case XML_ERROR_UNCLOSED_CDATA_SECTION:
                diagnostic.kind = DiagnosticKind::kXmlUnfinished;
                break;
            case XML_ERROR_TAG_MISMATCH:
                diagnostic.kind = DiagnosticKind::kXmlTagMismatch;
                break;
            case XML_ERROR_UNBOUND_PREFIX:
            case XML_ERROR_UNDECLARING_PREFIX:
                diagnostic.kind = DiagnosticKind::kXmlPrefixUnknown;
                break;
            case XML_ERROR_DUPLICATE_ATTRIBUTE:
                diagnostic.kind = DiagnosticKind::kXmlAttributeTwice;
                break;
            case XML_ERROR_UNDEFINED_ENTITY:
            case XML_ERROR_RECURSIVE_ENTITY_REF:
            case XML_ERROR_BINARY_ENTITY_REF:
            case XML_ERROR_ATTRIBUTE_EXTERNAL_ENTITY_REF:
                diagnostic.kind = DiagnosticKind::kXmlEntity;
                break;
            default:
                diagnostic.kind = DiagnosticKind::kXmlMalformed;
        }
        return diagnostic;
    }

    void start(std::string_view full, const char** attributes) {
        if (++depth_ > options_.depth_max) {
            stop(DiagnosticKind::kXmlTooDeep, {std::to_string(options_.depth_max)});
            return;
        }
        const Name name = name_of(full);
        if (name.space == Space::kVendor && depth_ > 1) {
            ++tree_.vendors[std::string(name.address)];
        }
        if (aside_ > 0 || (name.space == Space::kVendor && depth_ > 1)) {
            ++aside_;
            return;
        }
        if (tree_.elements.size() >= options_.element_count_max) {
            stop(DiagnosticKind::kXmlTooMany, {std::to_string(options_.element_count_max)});
            return;
        }
        const auto index = static_cast<std::uint32_t>(tree_.elements.size());
        XmlElement element;
        element.space = name.space;
        element.name = name.local;
        element.span = place();
        for (const char** each = attributes; *each != nullptr; each += 2) {
            const Name of = name_of(each[0]);
            if (of.space == Space::kVendor) {
                ++tree_.vendors[std::string(of.address)];
            } else {
                element.attributes.push_back({std::string(of.local), each[1]});
            }
        }
        tree_.elements.push_back(std::move(element));
        if (!open_.empty()) {
            Open& around = open_.back();
            (around.last == kNoElement ? tree_.elements[around.element].first
                                       : tree_.elements[around.last].next) = index;
            around.last = index;
        }
        open_.push_back({index, kNoElement});
    }

    void end() {
        --depth_;
        if (aside_ > 0) {
            --aside_;
        } else if (!open_.empty()) {
            open_.pop_back();
        }
    }

    void text(std::string_view piece) {
        if (aside_ == 0 && !open_.empty()) {
            tree_.elements[open_.back().element].text += piece;
        }
    }

    static void XMLCALL on_start(void* self, const char* name, const char** attributes) {
        static_cast<Builder*>(self)->start(name, attributes);
    }
    static void XMLCALL on_end(void* self, const char* /*name*/) {
        static_cast<Builder*>(self)->end();
    }
    static void XMLCALL on_text(void* self, const char* piece, int size) {
        static_cast<Builder*>(self)->text({piece, static_cast<std::size_t>(size)});
    }
    static void XMLCALL on_doctype(void* self, const char* /*name*/, const char* /*system*/,
                                   const char* /*public_id*/, int /*internal*/) {
        static_cast<Builder*>(self)->stop(DiagnosticKind::kXmlEntity);
    }

    struct Open {
        std::uint32_t element;
        std::uint32_t last;
    };

    XML_Parser parser_;
    const Source& source_;
    const ReadOptions& options_;
    XmlTree tree_;
    std::vector<Open> open_;
    std::uint32_t depth_ = 0;
    std::uint32_t aside_ = 0;  ///< depth inside an element of another program
    std::optional<Diagnostic> stopped_;
};

}  // namespace

std::string_view XmlElement::attribute(std::string_view wanted) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const XmlAttribute& each) { return each.name == wanted; });
    return found == attributes.end() ? std::string_view() : std::string_view(found->value);
}

Result<XmlTree> read_xml(const Source& source, const ReadOptions& options) {
    // The text is UTF-8 by now, whatever its first line says.
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
        XML_ParserCreateNS("UTF-8", kBetween), &XML_ParserFree);
    return Builder(parser.get(), source, options).run();
}

}  // namespace onus::bpmn
