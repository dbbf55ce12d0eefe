// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/publish_reader.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "adapters/http/problem.h"
#include "adapters/json/json.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

constexpr JsonLimits kLimits = {64U << 20U, 8, 100'000};

/// One wrong member of the body, at its place.
HttpResponse wrong_member(const Source& source, Span span, std::string name, std::string expected) {
    Diagnostic diagnostic;
    diagnostic.kind = DiagnosticKind::kBodyMember;
    diagnostic.source_name = source.name;
    diagnostic.span = span;
    diagnostic.arguments = {std::move(name), std::move(expected)};
    return problem(400, {diagnostic}, &source);
}

/// {"rulebooks": [{"name", "text", "names"?}], "withdraw"?: [name]}, and nothing else.
class WantedReader {
  public:
    explicit WantedReader(const Source& source) : source_(source) {}

    tl::expected<Wanted, HttpResponse> read() {
        const Result<LocatedData> body = parse_json(source_, kLimits);
        if (!body) {
            return tl::make_unexpected(problem(body.error(), &source_));
        }
        Wanted wanted;
        check_names(*body, {"rulebooks", "withdraw"});
        for (const LocatedData& book : list(*body, "rulebooks", false)) {
            check_names(book, {"name", "text", "names"});
            wanted.rulebooks.push_back(
                {text(book, "name", true), text(book, "text", true), text(book, "names", false)});
        }
        for (const LocatedData& name : list(*body, "withdraw", false)) {
            if (name.kind != engine::DataKind::kText) {
                fail(name.span, "withdraw", "[\"NAME\"]");
            }
            wanted.withdraw.push_back(name.text);
        }
        if (wanted.rulebooks.empty() && wanted.withdraw.empty()) {
            fail(body->span, "rulebooks", R"([{"name": "…", "text": "…"}])");
        }
        if (failed_) {
            return tl::make_unexpected(std::move(*failed_));
        }
        return wanted;
    }

    /// {"entry": N, "fields": [name], "reason": "…"}, and nothing else.
    tl::expected<engine::Redact, HttpResponse> read_redaction() {
        const Result<LocatedData> body = parse_json(source_, kLimits);
        if (!body) {
            return tl::make_unexpected(problem(body.error(), &source_));
        }
        engine::Redact redact;
        check_names(*body, {"entry", "fields", "reason"});
        const LocatedData* const entry = body->member("entry");
        const auto number = entry == nullptr || entry->kind != engine::DataKind::kNumber
                                ? std::nullopt
                                : whole_number(entry->text);
        if (!number) {
            fail(entry == nullptr ? body->span : entry->span, "entry", "17");
        }
        redact.entry = number.value_or(0);
        for (const LocatedData& name : list(*body, "fields", false)) {
            if (name.kind != engine::DataKind::kText) {
                fail(name.span, "fields", "[\"NAME\"]");
            }
            redact.names.push_back(name.text);
        }
        if (redact.names.empty()) {
            fail(body->span, "fields", "[\"NAME\"]");
        }
        redact.reason = text(*body, "reason", true);
        if (failed_) {
            return tl::make_unexpected(std::move(*failed_));
        }
        return redact;
    }

  private:
    void fail(Span span, std::string name, std::string expected) {
        if (!failed_) {
            failed_ = wrong_member(source_, span, std::move(name), std::move(expected));
        }
    }

    void check_names(const LocatedData& object, std::initializer_list<std::string_view> known) {
        if (object.kind != engine::DataKind::kObject) {
            fail(object.span, "rulebooks", "{…}");
        }
        for (std::size_t i = 0; i < object.names.size(); ++i) {
            if (std::find(known.begin(), known.end(), object.names[i]) == known.end()) {
                fail(object.name_spans[i], object.names[i], std::string(*known.begin()));
            }
        }
    }

    const std::vector<LocatedData>& list(const LocatedData& object, std::string_view name,
                                         bool required) {
        static const std::vector<LocatedData> kNone;
        const LocatedData* const member = object.member(name);
        if (member == nullptr) {
            return kNone;
        }
        if (member->kind != engine::DataKind::kList || required) {
            fail(member->span, std::string(name), "[…]");
            return kNone;
        }
        return member->items;
    }

    std::string text(const LocatedData& object, std::string_view name, bool required) {
        const LocatedData* const member = object.member(name);
        const bool good = member != nullptr && member->kind == engine::DataKind::kText &&
                          (!required || !member->text.empty());
        if (!good && (required || member != nullptr)) {
            fail(member == nullptr ? object.span : member->span, std::string(name), "\"…\"");
        }
        return good ? member->text : std::string();
    }

    const Source& source_;
    std::optional<HttpResponse> failed_;
};

}  // namespace

tl::expected<Wanted, HttpResponse> read_wanted(const Source& source) {
    return WantedReader(source).read();
}

tl::expected<engine::Redact, HttpResponse> read_wanted_redaction(const Source& source) {
    return WantedReader(source).read_redaction();
}

}  // namespace onus::adapters
