// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/ledger_evidence.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ostream>

#include "adapters/evidence/evidence.h"
#include "adapters/evidence/kept_proof.h"
#include "adapters/storage/sqlite_store.h"
#include "grammar/base/diagnostic_kind.h"
#include "policies/pack_loader.h"

namespace onus::adapters {
namespace {

constexpr std::uintmax_t kEvidenceBytesMax = std::uintmax_t{4} << 30U;

/// Of --key or --public; nothing if the option is absent.
Result<std::optional<SigningKey>> given_key(const Arguments& arguments, std::string_view option) {
    const std::optional<std::string> path = arguments.value(option);
    if (!path) {
        return std::optional<SigningKey>();
    }
    Result<SigningKey> key =
        option == "key" ? SigningKey::load_private(*path) : SigningKey::load_public(*path);
    if (!key) {
        return tl::make_unexpected(std::move(key.error()));
    }
    return std::optional(std::move(*key));
}

const SigningKey* pointer(const std::optional<SigningKey>& key) { return key ? &*key : nullptr; }

void warn_unchecked(const Console& console, const std::optional<SigningKey>& key) {
    if (!key && !console.json) {
        console.report(failure(DiagnosticKind::kCheckpointUnchecked).value());
    }
}

/// An entry's number; 0 for what is none.
std::uint64_t entry_number(const std::string& word) {
    std::uint64_t number = 0;
    const char* const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, number);
    return error == std::errc() && stop == end ? number : 0;
}

Exit make_key(const Console& console, const Arguments& arguments) {
    const std::string name = arguments.value("algorithm").value_or("ed25519");
    if (name != "ed25519" && name != "sm2") {
        return console.fail(
            failure(DiagnosticKind::kUsageValueImpossible, {name, "--algorithm", "ed25519, sm2"})
                .value());
    }
    const std::string& path = arguments.words[1];
    const Status made =
        SigningKey::make(path, name == "sm2" ? KeyAlgorithm::kSm2 : KeyAlgorithm::kEd25519);
    if (!made) {
        return fail_evidence(console, made.error());
    }
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "key", engine::text_data(path));
        engine::set_member(object, "public", engine::text_data(path + ".pub"));
        engine::set_member(object, "algorithm", engine::text_data(name));
        console.print(object);
    } else {
        console.out << console.say("Made the key ", "已创建密钥 ") << path
                    << console.say("; give away only its public half ", "；对外只提供公钥 ") << path
                    << ".pub" << console.say(".\n", "。\n");
    }
    return Exit::kEffective;
}

Exit check_file(const Console& console, const Arguments& arguments) {
    const Result<std::optional<SigningKey>> key = given_key(arguments, "public");
    if (!key) {
        return fail_evidence(console, key.error());
    }
    const std::string& path = arguments.words[1];
    const Result<std::string> text = policies::read_file(path, kEvidenceBytesMax);
    if (!text) {
        return console.fail(text.error());
    }
    const Result<Evidence> found = check_evidence(*text, path, pointer(*key));
    if (!found) {
        return fail_evidence(console, found.error());
    }
    warn_unchecked(console, *key);
    const std::string head = engine::to_string(found->checkpoint.head);
    if (console.json) {
        const auto number = [](std::uint64_t value) {
            return engine::number_data(std::to_string(value));
        };
        engine::Data object = engine::object_data();
        engine::set_member(object, "good", {engine::DataKind::kYesNo, "true", {}, {}});
        engine::set_member(object, "from", number(found->from));
        engine::set_member(object, "to", number(found->to));
        engine::set_member(object, "texts", number(found->texts));
        engine::set_member(object, "ledger", engine::text_data(found->checkpoint.origin));
        engine::set_member(object, "head", engine::text_data(head));
        engine::set_member(object, "signature_checked",
                           {engine::DataKind::kYesNo, *key ? "true" : "false", {}, {}});
        console.print(object);
    } else {
        console.out << console.say("Good: entries ", "完好：记录") << found->from
                    << console.say(" to ", "至") << found->to << console.say(" and ", "及")
                    << found->texts << console.say(" texts are those of ", "份文本，属于 ")
                    << found->checkpoint.origin << console.say(", head ", "，台账当前值 ") << head
                    << '\n';
    }
    return Exit::kEffective;
}

Exit print_checkpoint(const Console& console, const engine::LedgerStore& store,
                      const SigningKey* key) {
    const Result<std::string> origin = origin_of(store);
    if (!origin) {
        return fail_evidence(console, origin.error());
    }
    const std::string text = make_checkpoint(*origin, engine::head_of(store.frontier()), key);
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "checkpoint", engine::text_data(text));
        console.print(object);
    } else {
        console.out << text;
    }
    return Exit::kEffective;
}

}  // namespace

bool is_evidence_command(const std::string& word) {
    constexpr std::array<std::string_view, 5> kWords{"checkpoint", "prove", "export", "audit",
                                                     "key"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

Exit fail_evidence(const Console& console, const Diagnostic& reason) {
    switch (reason.kind) {
        case DiagnosticKind::kProofFails:
        case DiagnosticKind::kCheckpointForeign:
        case DiagnosticKind::kCheckpointUnsigned:
        case DiagnosticKind::kCheckpointForged:
            console.report(reason);
            return Exit::kNotEffective;
        case DiagnosticKind::kProofMalformed:
        case DiagnosticKind::kCheckpointMalformed:
        case DiagnosticKind::kLedgerRangeImpossible:
        case DiagnosticKind::kKeyExists:
        case DiagnosticKind::kKeyOpenToOthers:
        case DiagnosticKind::kKeyMalformed:
        case DiagnosticKind::kKeyFailed:
            console.report(reason);
            return Exit::kUsage;
        default:
            return console.fail(reason);
    }
}

Exit read_known_ends(const Console& console, const Arguments& arguments, KnownEnds& ends) {
    if (const std::optional<std::string> text = arguments.value("head")) {
        const Result<engine::Head> head = engine::parse_head(*text);
        if (!head) {
            console.report(head.error());
            return Exit::kUsage;
        }
        ends.options.heads.push_back(*head);
    }
    if (arguments.value("checkpoint")) {
        Result<Checkpoint> given = given_checkpoint(console, arguments);
        if (!given) {
            return fail_evidence(console, given.error());
        }
        ends.options.heads.push_back(given->head);
        ends.checkpoint = std::move(*given);
    }
    return Exit::kEffective;
}

Result<Checkpoint> given_checkpoint(const Console& console, const Arguments& arguments) {
    const std::string path = arguments.value("checkpoint").value_or("");
    const Result<std::optional<SigningKey>> key = given_key(arguments, "public");
    if (!key) {
        return tl::make_unexpected(key.error());
    }
    const Result<std::string> text = policies::read_file(path, kEvidenceBytesMax);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    Result<Checkpoint> checkpoint = parse_checkpoint(*text, path);
    if (checkpoint && *key) {
        if (Status status = check_signature(*checkpoint, **key); !status) {
            return tl::make_unexpected(std::move(status.error()));
        }
    }
    if (checkpoint) {
        warn_unchecked(console, *key);
    }
    return checkpoint;
}

Result<engine::VerifyReport> verify_by_receipt(const Console& console, const Arguments& arguments,
                                               const engine::LedgerStore& store) {
    const std::string path = arguments.value("receipt").value_or("");
    const Result<std::optional<SigningKey>> key = given_key(arguments, "public");
    if (!key) {
        return tl::make_unexpected(key.error());
    }
    const Result<std::string> text = policies::read_file(path, kEvidenceBytesMax);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    Result<engine::VerifyReport> report = verify_against(store, *text, path, pointer(*key));
    if (report) {
        warn_unchecked(console, *key);
    }
    return report;
}

Exit run_evidence(const Console& console, const Arguments& arguments, const std::string& ledger) {
    const std::string& what = arguments.words.front();
    if ((what == "prove" || what == "audit" || what == "key") && arguments.words.size() < 2) {
        return console.fail(failure(DiagnosticKind::kUsageWordMissing,
                                    {"ledger " + what, what == "prove" ? "SEQUENCE" : "FILE"})
                                .value());
    }
    if (what == "key") {
        return make_key(console, arguments);
    }
    if (what == "audit") {
        return check_file(console, arguments);
    }
    const Result<std::optional<SigningKey>> key = given_key(arguments, "key");
    if (!key) {
        return fail_evidence(console, key.error());
    }
    const auto store = open_sqlite_store(ledger, {});
    if (!store) {
        return console.fail(store.error());
    }
    if (what == "checkpoint") {
        return print_checkpoint(console, **store, pointer(*key));
    }
    if (what == "prove") {
        const Result<engine::Data> proof =
            prove_entry(**store, entry_number(arguments.words[1]), pointer(*key));
        if (!proof) {
            return fail_evidence(console, proof.error());
        }
        console.print(*proof);
        return Exit::kEffective;
    }
    const std::string last = std::to_string((*store)->entry_count());
    const Status exported =
        export_entries(**store, entry_number(arguments.value("from").value_or("1")),
                       entry_number(arguments.value("to").value_or(last)), pointer(*key),
                       [&](const engine::Data& line) { console.print(line); });
    return exported ? Exit::kEffective : fail_evidence(console, exported.error());
}

}  // namespace onus::adapters
