// SPDX-License-Identifier: Apache-2.0
#include "adapters/storage/store_head.h"

#include <algorithm>
#include <bit>

#include "engine/ledger/codec.h"
#include "engine/ledger/hash.h"

namespace onus::adapters {

using engine::as_bytes;
using engine::Digest;
using engine::Frontier;

std::string encode_head(const Frontier& frontier) {
    engine::Writer writer;
    writer.unsigned_number(frontier.size);
    for (const Digest& peak : frontier.peaks) {
        writer.raw(as_bytes(peak));
    }
    writer.raw(as_bytes(engine::sha256(writer.view())));
    return writer.take();
}

std::optional<Frontier> decode_head(std::string_view bytes) {
    if (bytes.size() < sizeof(Digest)) {
        return std::nullopt;
    }
    const std::string_view body = bytes.substr(0, bytes.size() - sizeof(Digest));
    if (as_bytes(engine::sha256(body)) != bytes.substr(body.size())) {
        return std::nullopt;
    }
    engine::Reader reader(body);
    Frontier frontier;
    frontier.size = reader.unsigned_number();
    for (int left = std::popcount(frontier.size); left > 0; --left) {
        const std::string_view raw = reader.raw(sizeof(Digest));
        Digest& peak = frontier.peaks.emplace_back();
        std::copy(raw.begin(), raw.end(), peak.begin());
    }
    return reader.finish() ? std::optional(std::move(frontier)) : std::nullopt;
}

}  // namespace onus::adapters
