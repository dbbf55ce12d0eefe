// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/problem.h"

#include <algorithm>

#include "adapters/json/event_json.h"
#include "adapters/json/json.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {
namespace {

unsigned status_of(DiagnosticKind kind) {
    switch (kind) {
        case DiagnosticKind::kHttpUnauthenticated:
            return 401;
        case DiagnosticKind::kHttpForbidden:
        case DiagnosticKind::kPublicationSamePerson:
        case DiagnosticKind::kPublicationNoPerson:
            return 403;
        case DiagnosticKind::kHttpNothingHere:
        case DiagnosticKind::kAttemptUnknown:
        case DiagnosticKind::kLedgerEntryMissing:
            return 404;
        case DiagnosticKind::kHttpMethod:
            return 405;
        case DiagnosticKind::kHttpInFlight:
        case DiagnosticKind::kPublicationClosed:
        case DiagnosticKind::kPublicationStale:
            return 409;
        case DiagnosticKind::kHttpTooLarge:
            return 413;
        case DiagnosticKind::kHttpMediaType:
            return 415;
        case DiagnosticKind::kIdReused:
            return 422;
        case DiagnosticKind::kHttpTooMany:
        case DiagnosticKind::kPublicationTooMany:
            return 429;
        case DiagnosticKind::kHttpBusy:
        case DiagnosticKind::kServerDamaged:
            return 503;
        case DiagnosticKind::kStoreFull:
        case DiagnosticKind::kViewNotNoted:
            return 507;
        case DiagnosticKind::kLedgerEntryDamaged:
        case DiagnosticKind::kLedgerEntryChanged:
        case DiagnosticKind::kLedgerEntryUnreadable:
        case DiagnosticKind::kStoreBlobMismatch:
        case DiagnosticKind::kStoreFailed:
        case DiagnosticKind::kStoreUnusable:
        case DiagnosticKind::kStoreDamaged:
        case DiagnosticKind::kInternalError:
            return 500;
        default:
            return 400;
    }
}

}  // namespace

HttpResponse problem(unsigned status, const Diagnostics& diagnostics, const Source* source) {
    return problem(status, diagnostics,
                   source == nullptr ? std::vector<Source>() : std::vector<Source>{*source});
}

HttpResponse problem(unsigned status, const Diagnostics& diagnostics,
                     const std::vector<Source>& sources) {
    engine::Data body = engine::object_data();
    // What refuses it, before what is only worth saying.
    const auto error = std::find_if(
        diagnostics.begin(), diagnostics.end(),
        [](const Diagnostic& each) { return severity_of(each.kind) == Severity::kError; });
    const Diagnostic& first = error == diagnostics.end() ? diagnostics.front() : *error;
    const std::string code(code_of(first.kind));
    engine::set_member(body, "type", engine::text_data("/v1/codes/" + code));
    engine::set_member(body, "status", engine::number_data(std::to_string(status)));
    engine::set_member(body, "title", engine::text_data(message_of(first, Language::kEnglish)));
    engine::set_member(body, "title_zh", engine::text_data(message_of(first, Language::kChinese)));
    engine::Data errors = engine::list_data();
    for (const Diagnostic& diagnostic : diagnostics) {
        const auto source = std::find_if(sources.begin(), sources.end(), [&](const Source& each) {
            return each.name == diagnostic.source_name;
        });
        errors.items.push_back(to_data(diagnostic, source == sources.end() ? nullptr : &*source));
    }
    engine::set_member(body, "errors", std::move(errors));
    HttpResponse response;
    response.status = status;
    response.content_type = kProblemType;
    response.body = to_json(body);
    if (status == 429 || status == 503) {
        response.headers.emplace_back("Retry-After", "1");
    }
    if (status == 401) {
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    }
    return response;
}

HttpResponse problem(const Diagnostic& diagnostic, const Source* source) {
    return problem(status_of(diagnostic.kind), {diagnostic}, source);
}

}  // namespace onus::adapters
