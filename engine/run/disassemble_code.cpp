// SPDX-License-Identifier: Apache-2.0
#include "engine/run/disassemble.h"
#include "engine/run/op_words.h"

namespace onus::engine {

namespace {

using Parameters = std::vector<ParameterInfo>;

/// Prints instructions of one code.
class CodePrinter {
  public:
    CodePrinter(const Program& program, const Parameters* parameters)
        : program_(program), parameters_(parameters) {}

    [[nodiscard]] std::string line(const Instruction& instruction) const {
        std::string out(word_of(instruction.op));
        const std::string operand = operand_of(instruction);
        return operand.empty() ? out : out + " " + operand;
    }

  private:
    [[nodiscard]] std::string parameter(std::uint32_t index) const {
        return parameters_ != nullptr && index < parameters_->size() ? (*parameters_)[index].name
                                                                     : std::to_string(index);
    }
    [[nodiscard]] std::string field(std::uint32_t index) const {
        const FieldInfo& info = program_.fields[index];
        return program_.records[info.record].id + "." + info.name;
    }
    /// "order.promised" of a parameter that is a record.
    [[nodiscard]] std::string parameter_field(std::uint32_t index, std::uint32_t slot) const {
        if (parameters_ == nullptr || index >= parameters_->size() ||
            (*parameters_)[index].type.ref >= program_.records.size()) {
            return parameter(index) + "." + std::to_string(slot);
        }
        const RecordInfo& record = program_.records[(*parameters_)[index].type.ref];
        return parameter(index) + "." + program_.fields[record.fields[slot]].name;
    }
    [[nodiscard]] std::string operand_of(const Instruction& instruction) const;
    [[nodiscard]] std::string question(const HistoryQuestion& question) const;

    const Program& program_;
    const Parameters* parameters_;
};

std::string constant_text(const Value& value) {
    switch (value.kind) {
        case ValueKind::kMissing:
            return "missing";
        case ValueKind::kYesNo:
            return value.yes() ? "yes" : "no";
        case ValueKind::kNumber:
            return decimal_of(value).to_string();
        case ValueKind::kMoney:
            return decimal_of(value).to_string() + " money";
        case ValueKind::kPercent:
            return decimal_of(value).to_string() + "%";
        case ValueKind::kDuration:
            return to_string(duration_of(value), Language::kEnglish);
        case ValueKind::kDate:
            return to_string(CivilDate{static_cast<std::int32_t>(value.number)});
        case ValueKind::kTimestamp:
            return to_string(Instant{int_of(value)}, 0);
        case ValueKind::kTimeOfDay:
            return to_string(TimeOfDay{static_cast<std::int32_t>(value.number)});
        case ValueKind::kEnum:
            return "'" + std::string(value.text);
        default:
            return "\"" + std::string(value.text) + "\"";
    }
}

std::string CodePrinter::question(const HistoryQuestion& question) const {
    std::string out(word_of(question.op));
    out += " [" + program_.indexes[question.index].id + "]";
    if (question.has_window) {
        out += " in ";
        out += word_of(question.window);
    }
    return out;
}

std::string CodePrinter::operand_of(const Instruction& instruction) const {
    const std::uint32_t c = instruction.c;
    switch (instruction.op) {
        case Op::kConstant:
            return constant_text(program_.constants[c]);
        case Op::kParam:
            return parameter(c);
        case Op::kParamField:
            return parameter_field(instruction.a, c);
        case Op::kVariable:
        case Op::kSkipIfNo:
        case Op::kSkipIfYes:
        case Op::kList:
        case Op::kHighest:
            return std::to_string(c);
        case Op::kSpecial:
            return std::string(word_of(static_cast<Special>(instruction.a)));
        case Op::kTraced:
            return std::to_string(c) + " " +
                   std::string(word_of(static_cast<Special>(instruction.a)));
        case Op::kField:
        case Op::kPrevious:
            return field(c);
        case Op::kPerson:
            return std::string(word_of(static_cast<PersonAttribute>(instruction.a)));
        case Op::kDatePart:
            return std::string(word_of(static_cast<DatePart>(instruction.a)));
        case Op::kHolder:
        case Op::kLocalTime:
            return program_.names[c];
        case Op::kCall:
            return program_.definitions[c].id;
        case Op::kTable:
            return program_.tables[c].id + " column " + std::to_string(instruction.a);
        case Op::kCompare:
            return std::string(word_of(static_cast<Comparison>(instruction.a)));
        case Op::kIn:
            return instruction.a == 0 ? "" : "not";
        case Op::kQuantify:
            return std::string(instruction.a == 0 ? "some " : "every ") +
                   std::to_string(instruction.b) + " over " + std::to_string(c);
        case Op::kHistory:
            return question(program_.questions[c]);
        case Op::kDuty:
            return program_.duties[c].id +
                   (instruction.a == 0 ? "" : " subject " + std::to_string(instruction.b));
        case Op::kDutyField:
            return std::string(word_of(static_cast<DutyField>(instruction.a)));
        case Op::kStruct:
            return program_.records[c].id;
        case Op::kMoneyRound:
            return std::to_string(instruction.a);
        default:
            return {};
    }
}

}  // namespace

std::string disassemble(const Program& program, CodeId code, const Parameters* parameters,
                        int indent) {
    const CodePrinter printer(program, parameters);
    std::string out;
    for (std::size_t at = program.code_begin[code]; program.code[at].op != Op::kReturn; ++at) {
        out.append(static_cast<std::size_t>(indent), ' ');
        out += printer.line(program.code[at]);
        out += '\n';
    }
    return out;
}

}  // namespace onus::engine
