// SPDX-License-Identifier: Apache-2.0

#include <filesystem>
#include <fstream>
#include <ostream>

#include "adapters/access/keys.h"
#include "adapters/cli/commands.h"
#include "engine/ledger/merkle.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

namespace fs = std::filesystem;

/// A configuration that can be served at once. False: there is one already, or it cannot be made.
bool write_configuration(const std::string& path, const std::string& line) {
    std::error_code error;
    if (fs::exists(path, error)) {
        return false;
    }
    std::ofstream file(path, std::ios::binary);
    file << "listen: 127.0.0.1:8181\nkeys:\n" << line << '\n';
    file.close();
    return file.good();
}

}  // namespace

Exit run_client(const Console& console, const Arguments& arguments) {
    const std::string role = arguments.value("role").value_or("system");
    if (!parse_role(role)) {
        return console.fail(failure(DiagnosticKind::kUsageValueImpossible,
                                    {role, "--role", "system, employee, hr, auditor, operator"})
                                .value());
    }
    const std::string key = new_key();
    const std::string digest = engine::to_hex(engine::sha256(key));
    const auto person = arguments.value("person");
    const std::string line = "  " + arguments.words.front() + ": {role: " + role +
                             (person ? ", person: " + *person : "") + ", sha256: " + digest + "}";
    const std::string path = (fs::path(arguments.value("C").value_or(".")) / "serve.yaml").string();
    const bool written = arguments.has("write") && write_configuration(path, line);
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "key", engine::text_data(key));
        engine::set_member(object, "sha256", engine::text_data(digest));
        console.print(object);
        return Exit::kEffective;
    }
    // The key alone on standard output, so that it can be kept in a variable.
    console.err << console.say("The key is shown only once:\n", "密钥仅显示一次：\n");
    console.out << key << std::endl;
    if (written) {
        console.err << console.say("Its digest is in ", "其摘要已写入") << path << '\n';
    } else {
        console.err << console.say("The line for `keys:` of serve.yaml:\n",
                                   "请在serve.yaml的`keys:`下加入：\n")
                    << line << '\n';
    }
    return Exit::kEffective;
}

}  // namespace onus::adapters
