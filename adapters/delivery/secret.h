// SPDX-License-Identifier: Apache-2.0
//
// A text that nobody shall read by accident: it cannot be printed, logged or compared, only asked
// for by name where it is used.

#pragma once

#include <string>
#include <utility>

namespace onus::adapters {

class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}

    [[nodiscard]] bool empty() const { return text_.empty(); }

    /// For signing and for the wire, nothing else.
    [[nodiscard]] const std::string& reveal() const { return text_; }

    template <class Stream>
    friend Stream& operator<<(Stream&, const Secret&) = delete;

  private:
    std::string text_;
};

}  // namespace onus::adapters
