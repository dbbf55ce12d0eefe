// SPDX-License-Identifier: Apache-2.0
#include "adapters/cli/ledger_redact.h"

#include <algorithm>
#include <ostream>
#include <set>
#include <vector>

#include "adapters/clock/clock.h"
#include "adapters/clock/random.h"
#include "adapters/storage/sqlite_store.h"
#include "engine/session.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

/// The values of an option that may be given several times, or once with commas.
std::vector<std::string> listed(const std::string& values) {
    std::vector<std::string> names;
    std::size_t begin = 0;
    while (begin <= values.size()) {
        const std::size_t end = std::min(values.find_first_of(",\n", begin), values.size());
        if (end > begin) {
            names.push_back(values.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return names;
}

/// Says what was taken out; not the texts, which nobody is to read any more.
void print_redacted(const Console& console, const engine::Session& session,
                    const engine::Reply& reply) {
    const auto number = [](std::uint64_t value) {
        return engine::number_data(std::to_string(value));
    };
    engine::Data fields = engine::list_data();
    std::set<std::uint64_t> entries;
    for (const engine::Event& event : reply.events) {
        const auto& redacted = std::get<engine::Redacted>(event);
        entries.insert(redacted.entry);
        engine::Data one = engine::object_data();
        engine::set_member(one, "entry", number(redacted.entry));
        engine::set_member(one, "field", engine::text_data(redacted.field));
        fields.items.push_back(std::move(one));
    }
    const std::string head = engine::to_string(session.head());
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "sequence", number(reply.sequence));
        engine::set_member(object, "redacted", std::move(fields));
        engine::set_member(object, "head", engine::text_data(head));
        console.print(object);
        return;
    }
    const auto counted = [](std::size_t count, std::string_view one, std::string_view many) {
        return std::to_string(count) + std::string(count == 1 ? one : many);
    };
    if (console.language == Language::kEnglish) {
        console.out << "Entry " << reply.sequence << " redacts "
                    << counted(fields.items.size(), " field", " fields") << " of "
                    << counted(entries.size(), " entry", " entries") << ". Head " << head << '\n';
    } else {
        console.out << "第" << reply.sequence << "条记录遮盖了" << entries.size() << "条记录的"
                    << fields.items.size() << "个字段。台账当前值 " << head << '\n';
    }
}

}  // namespace

Exit run_redact(const Console& console, const Arguments& arguments, const std::string& ledger) {
    for (const char* const option : {"entry", "field", "reason", "by", "confirmed-by"}) {
        if (!arguments.value(option)) {
            return console.fail(failure(DiagnosticKind::kUsageWordMissing,
                                        {"ledger redact", "--" + std::string(option)})
                                    .value());
        }
    }
    const auto store = open_sqlite_store(ledger, {});
    if (!store) {
        return console.fail(store.error());
    }
    engine::SessionOptions options;
    options.salt_seed = random_bytes;
    const auto session = engine::Session::open(**store, std::move(options));
    if (!session) {
        return console.fail(session.error());
    }
    const Instant last = (*session)->state().header.now;
    const bool service = (*session)->mode() == engine::TimeMode::kService;
    const engine::Redact request{whole_number(*arguments.value("entry")).value_or(0),
                                 listed(*arguments.value("field")), *arguments.value("reason")};
    const Result<engine::Reply> reply =
        (*session)->redact(request, service ? std::max(system_now(), last) : last,
                           {"", *arguments.value("confirmed-by"), *arguments.value("by")});
    if (!reply) {
        const Exit exit = console.fail(reply.error());
        // Which entries there are is for whoever asks to know.
        return reply.error().kind == DiagnosticKind::kLedgerRangeImpossible || exit == Exit::kUsage
                   ? Exit::kNotEffective
                   : exit;
    }
    if (const Status wiped = (*store)->wipe(); !wiped) {
        return console.fail(wiped.error());
    }
    print_redacted(console, **session, *reply);
    return Exit::kEffective;
}

}  // namespace onus::adapters
