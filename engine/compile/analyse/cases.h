// SPDX-License-Identifier: Apache-2.0
//
// Trying out conditions: the values that they read, the few cases that can make a difference, and
// what the conditions say in each. Internal to engine/compile.
//
// A comparison of a read value with constants changes only at these constants. So it is enough to
// try each constant and its neighbours: a box between two constants is represented by one point.
// Whatever depends on anything else (history, persons, the clock, a value compared with another
// one) is "unknown", and a conclusion that needs it is not drawn.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/compile/context.h"

namespace onus::engine::checking {

/// How much one analysis may try when it compares rules in pairs: their number grows with the
/// square of the rules about one action. Beyond it no more pairs are compared, so that a large
/// rulebook is checked in bounded time, and the check says so.
class Effort {
  public:
    /// False if there is not enough left. A unit is about the cost of one case.
    [[nodiscard]] bool spend(std::uint32_t units) {
        spent_ = spent_ || units > left_;
        left_ = spent_ ? 0 : left_ - units;
        return !spent_;
    }

    /// True once there was not enough left.
    [[nodiscard]] bool spent() const { return spent_; }

    /// To make the cases of a pair.
    static constexpr std::uint32_t kPair = 10;

  private:
    std::uint32_t left_ = 200'000;
    bool spent_ = false;
};

/// Values of what the conditions read, by the key of the place ("p0.f3").
using Case = std::map<std::string, model::Constant>;

/// Says what conditions are in one case.
class CaseReader {
  public:
    CaseReader(const model::Model& model, const Case& values) : model_(model), values_(values) {}

    /// Nothing if it depends on something unknown.
    [[nodiscard]] std::optional<bool> condition(model::ExprId id) const;
    [[nodiscard]] std::optional<model::Constant> value(model::ExprId id) const;

    /// True if a cell of a table accepts the value.
    [[nodiscard]] std::optional<bool> fits(const model::Cell& cell,
                                           const model::Constant& input) const {
        return fits(cell, input, nullptr);
    }

  private:
    /// Arguments of the call that is being read; null outside of calls.
    struct Frame {
        const std::vector<model::ExprId>* arguments = nullptr;
        const Frame* outer = nullptr;
        int depth = 0;
    };

    std::optional<model::Constant> read(model::ExprId id, const Frame* frame) const;
    std::optional<model::Constant> read_call(const model::CallExpr& call, const Frame* frame) const;
    std::optional<model::Constant> read_table(const model::TableExpr& table,
                                              const Frame* frame) const;
    std::optional<model::Constant> read_binary(const model::BinaryExpr& binary,
                                               const Frame* frame) const;
    std::optional<bool> fits(const model::Cell& cell, const model::Constant& input,
                             const Frame* frame) const;
    std::string place_of(model::ExprId id, const Frame* frame) const;

    const model::Model& model_;
    const Case& values_;
};

/// The places that conditions read, and for each the values that can make a difference.
class Cases {
  public:
    explicit Cases(const model::Model& model) : model_(model) {}

    /// Adds what a condition reads, also through the definitions and tables that it calls.
    void add(model::ExprId id);

    /// Adds something that is read under a key of the caller's own.
    void add_place(const std::string& key, const model::Type& type, Shown shown);

    /// True if every answer depends on the places and constants alone.
    [[nodiscard]] bool exact() const { return exact_; }

    [[nodiscard]] std::vector<std::string> places() const;

    /// Calls for each case of the given places, the others as in `fixed`, until `visit` says stop
    /// by returning false. False if there are too many cases to try.
    bool try_all(const std::vector<std::string>& places, const Case& fixed,
                 const std::function<bool(const Case&)>& visit) const;

    /// "order.channel = online, order.promised = 7 days"
    [[nodiscard]] Shown text_of_case(const Case& one) const;

  private:
    struct Place {
        model::Type type;
        Shown shown;
    };
    struct Frame {
        const std::vector<model::ExprId>* arguments = nullptr;
        const Frame* outer = nullptr;
        int depth = 0;
    };

    void collect(model::ExprId id, const Frame* frame);
    void collect_binary(const model::BinaryExpr& binary, const Frame* frame);
    void collect_call(const std::vector<model::ExprId>& inside,
                      const std::vector<model::ExprId>& arguments, const Frame* frame);
    bool collect_place(model::ExprId id, const Frame* frame);
    void add_constant(const model::Type& type, const model::Constant& value);
    [[nodiscard]] static std::vector<model::Constant> others_of(const model::Type& type);
    [[nodiscard]] std::vector<model::Constant> values_of(const Place& place) const;

    const model::Model& model_;
    bool exact_ = true;
    std::map<std::string, Place> places_;
    std::map<std::string, std::vector<model::Constant>> constants_;  ///< by type, with neighbours
    std::map<std::string, std::vector<model::Constant>> written_;    ///< by type
};

/// False if nothing that can be submitted makes all the conditions hold; nothing if that cannot be
/// told. kNone holds always. A parameter of the rulebook that alone says no is a switch, so that
/// such a condition is not judged.
[[nodiscard]] std::optional<bool> can_hold(const model::Model& model,
                                           const std::vector<model::ExprId>& conditions);

/// True if the condition holds whatever is submitted, as far as that can be told.
[[nodiscard]] bool always_holds(const model::Model& model, model::ExprId condition);

}  // namespace onus::engine::checking
