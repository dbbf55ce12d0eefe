// SPDX-License-Identifier: Apache-2.0
//
// The table. What is public stands in public_pages.cpp.

#include "adapters/http/answers.h"

namespace onus::adapters {

const std::vector<Endpoint>& endpoints() {
    static const std::vector<QueryParameter> kOfAndPage = {
        {"of", "Only what waits for this person."},
        {"after", "`next` of the page before."},
        {"limit", "At most so many, 1 to 1000; 100 if missing."}};
    static const std::vector<QueryParameter> kPage = {kOfAndPage[1], kOfAndPage[2]};
    static const std::vector<Endpoint> kEndpoints = {
        {"POST",
         "/v1/validate",
         "validate",
         "Would this action take effect? Judges without recording anything.",
         Right::kJudge,
         Access::kPreview,
         false,
         {},
         "Command",
         "Preview",
         answer_validate},
        {"POST",
         "/v1/commands",
         "command",
         "Carries a command out: submit, observe, force, decide, withdraw, claim, delegate, "
         "excuse. A verdict is no error, whatever it says.",
         Right::kAct,
         Access::kWrite,
         true,
         {},
         "Command",
         "Reply",
         answer_command},
        {"GET", "/v1/matters", "matters", "What waits for a decision.", Right::kReadOwn,
         Access::kRead, false, kOfAndPage, "", "Page", answer_matters},
        {"GET", "/v1/duties", "duties", "Who must do what until when.", Right::kReadOwn,
         Access::kRead, false, kOfAndPage, "", "Page", answer_duties},
        {"GET",
         "/v1/attempts/{number}",
         "attempt",
         "The verdict on an attempt with its reasons and what would have made it pass.",
         Right::kReadOwn,
         Access::kRead,
         false,
         {},
         "",
         "Event",
         answer_attempt},
        {"GET",
         "/v1/entries/{sequence}",
         "entry",
         "One entry of the ledger.",
         Right::kReadAll,
         Access::kRead,
         false,
         {},
         "",
         "Reply",
         answer_entry},
        {"GET", "/v1/persons/{person}/records", "records",
         "What is kept on a person, oldest first.", Right::kReadOwn, Access::kRead, false, kPage,
         "", "Page", answer_records_of_person},
        {"GET",
         "/v1/rulebooks",
         "rulebooks",
         "Which rulebooks are in force when.",
         Right::kReadRules,
         Access::kRead,
         false,
         {},
         "",
         "Page",
         answer_rulebooks},
        {"GET",
         "/v1/ledger/head",
         "head",
         "Size and root hash of the ledger; kept elsewhere, it shows whether the past was changed.",
         Right::kReadRules,
         Access::kRead,
         false,
         {},
         "",
         "Head",
         answer_head},
    };
    return kEndpoints;
}

}  // namespace onus::adapters
