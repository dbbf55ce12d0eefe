// SPDX-License-Identifier: Apache-2.0

#include "adapters/evidence/checkpoint.h"

#include <algorithm>
#include <charconv>

#include "adapters/evidence/base64.h"
#include "engine/ledger/entry.h"
#include "engine/ledger/hash.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

constexpr std::string_view kEd25519Type("\x01", 1);
constexpr std::string_view kSm2Type = "\xffonus/sm2-with-sm3";
constexpr std::string_view kSignatureMark = "\xE2\x80\x94 ";  // em dash and blank
constexpr std::size_t kKeyHashSize = 4;

std::string key_hash(const std::string& name, const SigningKey& key) {
    std::string text = name + '\n';
    text += key.algorithm() == KeyAlgorithm::kSm2 ? kSm2Type : kEd25519Type;
    text += key.public_bytes();
    return std::string(engine::as_bytes(engine::sha256(text)).substr(0, kKeyHashSize));
}

/// Takes a line, without its end, off the front; nothing if there is no whole line.
std::optional<std::string_view> take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return c > ' ' && c < '\x7F' && c != '+'; });
}

std::optional<engine::Head> read_head(std::string_view size, std::string_view root) {
    engine::Head head;
    const char* const end = size.data() + size.size();
    const auto [stop, error] = std::from_chars(size.data(), end, head.size);
    const std::optional<std::string> digest = from_base64(root);
    if (error != std::errc() || stop != end || std::to_string(head.size) != size || !digest ||
        digest->size() != head.root.size()) {
        return std::nullopt;
    }
    std::copy(digest->begin(), digest->end(), head.root.begin());
    return head;
}

std::optional<NoteSignature> read_signature(std::string_view line) {
    if (!line.starts_with(kSignatureMark)) {
        return std::nullopt;
    }
    line.remove_prefix(kSignatureMark.size());
    const std::size_t blank = line.find(' ');
    const std::string_view name = line.substr(0, blank);
    if (blank == std::string_view::npos || !is_name(name)) {
        return std::nullopt;
    }
    const std::optional<std::string> bytes = from_base64(line.substr(blank + 1));
    if (!bytes || bytes->size() <= kKeyHashSize) {
        return std::nullopt;
    }
    return NoteSignature{std::string(name), bytes->substr(0, kKeyHashSize),
                         bytes->substr(kKeyHashSize)};
}

std::optional<Checkpoint> read(std::string_view text) {
    const auto origin = take_line(text);
    const auto size = take_line(text);
    const auto root = take_line(text);
    if (!origin || !size || !root || !is_name(*origin)) {
        return std::nullopt;
    }
    const std::optional<engine::Head> head = read_head(*size, *root);
    if (!head) {
        return std::nullopt;
    }
    Checkpoint checkpoint{std::string(*origin), *head, {}};
    if (text.empty()) {
        return checkpoint;
    }
    if (take_line(text) != std::string_view() || text.empty()) {
        return std::nullopt;
    }
    while (!text.empty()) {
        const auto line = take_line(text);
        std::optional<NoteSignature> signature = line ? read_signature(*line) : std::nullopt;
        if (!signature) {
            return std::nullopt;
        }
        checkpoint.signatures.push_back(std::move(*signature));
    }
    return checkpoint;
}

}  // namespace

std::string origin_of(const engine::EntryHeader& header) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string origin = "onus/ledger/";
    for (const std::uint8_t byte : header.ledger) {
        origin += kDigits[byte >> 4U];
        origin += kDigits[byte & 0xFU];
    }
    // Whoever checks knows by this which hash the root is made with.
    return header.hash == engine::HashAlgorithm::kSm3 ? origin + "/sm3" : origin;
}

Result<std::string> origin_of(const engine::LedgerStore& store) {
    if (store.entry_count() == 0) {
        return failure(DiagnosticKind::kLedgerRangeImpossible, {"1", "0"});
    }
    const Result<std::string> bytes = store.entry(1);
    if (!bytes) {
        return tl::make_unexpected(bytes.error());
    }
    const Result<engine::SealedHeader> sealed = engine::seal_of(*bytes);
    if (!sealed) {
        return tl::make_unexpected(sealed.error());
    }
    return origin_of(sealed->header);
}

std::string checkpoint_text(const std::string& origin, const engine::Head& head) {
    return origin + '\n' + std::to_string(head.size) + '\n' +
           to_base64(engine::as_bytes(head.root)) + '\n';
}

std::string make_checkpoint(const std::string& origin, const engine::Head& head,
                            const SigningKey* key) {
    std::string text = checkpoint_text(origin, head);
    if (key != nullptr) {
        const std::string signature = key_hash(origin, *key) + key->sign(text);
        text += '\n' + std::string(kSignatureMark) + origin + ' ' + to_base64(signature) + '\n';
    }
    return text;
}

Result<Checkpoint> parse_checkpoint(std::string_view text, const std::string& name) {
    std::optional<Checkpoint> checkpoint = read(text);
    if (!checkpoint) {
        return failure(DiagnosticKind::kCheckpointMalformed, {name});
    }
    return std::move(*checkpoint);
}

Status check_signature(const Checkpoint& checkpoint, const SigningKey& key) {
    const std::string text = checkpoint_text(checkpoint.origin, checkpoint.head);
    bool named = false;
    for (const NoteSignature& signature : checkpoint.signatures) {
        if (signature.name == checkpoint.origin &&
            signature.key_hash == key_hash(signature.name, key)) {
            if (key.verifies(text, signature.signature)) {
                return {};
            }
            named = true;
        }
    }
    return failure(named ? DiagnosticKind::kCheckpointForged : DiagnosticKind::kCheckpointUnsigned);
}

}  // namespace onus::adapters
