// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/help.h"

#include <algorithm>
#include <array>

namespace onus::adapters {
namespace {

struct Help {
    std::string_view command;
    std::string_view en;
    std::string_view zh;
};

constexpr auto kHelp = std::to_array<Help>({
    {"",
     R"(onus: rules, duties and responsibility of an organisation.

  onus COMMAND [WORDS] [OPTIONS]

  check     find the mistakes of rulebooks         test     run their tests
  fmt       format or translate rulebooks          play     play a scenario
  validate  would an action take effect?           submit   carry commands out
  matters   what waits for a decision              duties   who must do what
  advance   let time pass                          trace    the case of a record
  why       the reasons of a verdict               explain  what a code means
  ledger    check it; prove what is in it          serve    answer over HTTP
  process   runs and diagrams of processes         client   a key for a client
  backup    copy a ledger, also when served        restore  put a copy in place

  -C FOLDER       work in another folder      --lang en|zh   language of answers
  --ledger FILE   another ledger              --in-memory    no ledger file
  --json          answers as JSON             --no-color     no colours
  -v, --verbose   tell what is done           -h, --help     help of a command
  --version       which onus this is

Exit codes: 0 takes effect, clean · 1 does not · 2 usage · 3 rulebook mistakes
            4 tests failed · 5 internal

Example:  onus check && onus test
)",
     R"(onus：组织的规章、职责与责任。

  onus 命令 [词] [选项]

  check     检查规章中的错误                test     运行规章的测试
  fmt       格式化或翻译规章                play     演示一个情景
  validate  预检：事项能否生效              submit   执行命令
  matters   待办：等待决定的事              duties   职责：谁须做什么
  advance   推进时间                        trace    追溯一份记录的案情
  why       一个结论的理由                  explain  代码的说明
  ledger    校验台账；出具证明              serve    通过HTTP提供服务
  process   流程：运行情况与流程图          client   为客户端生成密钥
  backup    备份台账，服务运行时亦可        restore  恢复备份

  -C 文件夹       在另一文件夹中工作        --lang en|zh   答复所用的语言
  --ledger 文件   使用另一台账              --in-memory    不使用台账文件
  --json          以JSON答复                --no-color     不用颜色
  -v, --verbose   说明正在做什么            -h, --help     命令的帮助
  --version       程序的版本

退出码：0 生效、无误 · 1 未生效 · 2 用法有误 · 3 规章有误
        4 测试未通过 · 5 内部错误

示例：  onus check && onus test
)"},
    {"check",
     R"(onus check [FILE… [--organisation FILE] [--calendars PATH]] [--matrix]

Finds all mistakes of rulebooks. Without files, the rulebooks of the workspace
are checked together with its organisation and calendars. With files, these
rulebooks alone, or held against an organisation and calendars.
--matrix lists the permissions with the duties that they carry, and the duties
with the permissions that they need.

Exit codes: 0 clean, 3 mistakes.

Example:  onus check
          onus check retail.onus --lang zh
)",
     R"(onus check [文件… [--organisation 文件] [--calendars 路径]] [--matrix]

找出规章中的全部错误。不写文件时，检查工作区的规章以及组织和日历；
写文件时，只检查这些规章，也可以与给出的组织和日历对照。
--matrix 列出各项权限附带的职责，以及各项职责所需的权限。

退出码：0 无误，3 有错误。

示例：  onus check
        onus check retail.onus --lang zh
)"},
    {"fmt",
     R"(onus fmt FILE… [--check | --write] [--to en|zh]: the canonical form.

Prints the formatted text. Comments stay where they belong.

  --write     change the files in place
  --check     change nothing; exit code 1 if a file is not in canonical form
  --to zh     translate keywords and names; names by NAME.names.tsv

Example:  onus fmt retail.en.onus --to zh > retail.zh.onus
)",
     R"(onus fmt 文件… [--check | --write] [--to en|zh]：规范格式。

输出格式化后的文本，注释保留在原处。

  --write     直接修改文件
  --check     不修改；有文件不符合规范格式时退出码为1
  --to zh     翻译关键词与名称；名称以“名称.names.tsv”为准

示例：  onus fmt retail.en.onus --to zh > retail.zh.onus
)"},
    {"test",
     R"(onus test [NAME…]: run the tests that stand in the rulebooks.

Each test has a ledger and a clock of its own, and the workspace's organisation
and calendars. With names, only tests whose name contains one of them are run.
A test that fails shows what was found instead, and why.

Exit codes: 0 all pass, 3 mistakes in a rulebook, 4 a test failed.

Example:  onus test
          onus test supervisor
)",
     R"(onus test [名称…]：运行规章中的测试。

每个测试有自己的台账和时钟，使用工作区的组织和日历。写名称时，只运行名称含有
该词的测试。未通过的测试会显示实际结果及其理由。

退出码：0 全部通过，3 规章有误，4 有测试未通过。

示例：  onus test
        onus test 主管
)"},
    {"validate",
     R"(onus validate COMMAND: would this attempt take effect? Nothing is recorded.

COMMAND is JSON, a file with it, or - for standard input.

  onus validate '{"id":"c1","by":"li","at":"2025-07-10T09:00","action":
    "submit_order","data":{"order":{"number":"A1","promised":"7 days"}}}'

The answer names every rule that speaks, the values that decided, and what
would comply; and how long it holds if nothing else happens.

Exit codes: 0 takes effect, 1 does not, 2 the command cannot be read.

Example:  onus validate order.json
)",
     R"(onus validate 命令：该事项能否生效？不作记录。

“命令”是JSON、含JSON的文件，或用 - 表示标准输入。

  onus validate '{"id":"c1","by":"li","at":"2025-07-10T09:00","action":
    "submit_order","data":{"order":{"number":"A1","promised":"7 days"}}}'

答复列出每条有意见的规则、起决定作用的数值、如何合规，以及结论的有效时间。

退出码：0 生效，1 未生效，2 命令无法读取。

示例：  onus validate order.json
)"},
    {"submit",
     R"(onus submit COMMAND [--stop-on-error] [--quiet]: carry commands out.

COMMAND is JSON, a file with one command, a file or - with one command on each
line (JSONL). Changed files of the workspace are put in force first.

  --stop-on-error   stop at the first line that cannot be read
  --quiet           show only what does not take effect

A broken line is told with line and column; nothing of it is recorded, and the
rest goes on. A command that was carried out before is only answered again, so
that a stream can be run again after a crash.

Exit codes: 0 all take effect, 1 some do not, 2 some cannot be read.

Example:  onus submit orders.jsonl
          onus submit '{"id":"c2","by":"wang","at":"2025-07-10T17:00",
            "decide":{"matter":1,"decision":"reject","opinion":"too long"}}'
)",
     R"(onus submit 命令 [--stop-on-error] [--quiet]：执行命令。

“命令”是JSON、含一条命令的文件，或每行一条命令（JSONL）的文件或 - 标准输入。
工作区中改动过的文件会先行生效。

  --stop-on-error   遇到无法读取的一行即停止
  --quiet           只显示未生效的

无法读取的一行会说明行和列，不作任何记录，其余继续执行。已经执行过的命令只会
再次答复，因此中断后可以把数据流重新执行一遍。

退出码：0 全部生效，1 有未生效的，2 有无法读取的。

示例：  onus submit orders.jsonl
        onus submit '{"id":"c2","by":"wang","at":"2025-07-10T17:00",
          "decide":{"matter":1,"decision":"reject","opinion":"期限过长"}}'
)"},
    {"advance",
     R"(onus advance --to INSTANT: let time pass.

Everything that falls due before INSTANT happens, each at its own time:
reminders, deadlines, escalations. What is due at INSTANT may still be done.
INSTANT may be now.

Example:  onus advance --to 2025-07-11T09:05:01
)",
     R"(onus advance --to 时间点：推进时间。

在该时间点之前到期的事依次发生：提醒、到期、上报；恰在该时间点到期的仍可按时
完成。时间点可以写now。

示例：  onus advance --to 2025-07-11T09:05:01
)"},
    {"matters",
     R"(onus matters [--of PERSON]: what waits for a decision.

A matter is answered with a command:
  {"decide":{"matter":1,"decision":"approve|reject|return","opinion":"…"}}

Example:  onus matters --of wang
)",
     R"(onus matters [--of 人员]：等待决定的事。

以命令答复待办：
  {"decide":{"matter":1,"decision":"approve|reject|return","opinion":"…"}}

示例：  onus matters --of wang
)"},
    {"duties",
     R"(onus duties [--of PERSON]: who must do what, and until when.

Open duties in the order of their deadlines. For a step of a process also where
it stands there, what it delivers to which standard, and who comes before and
next.

Example:  onus duties --of li
)",
     R"(onus duties [--of 人员]：谁须做什么，期限至何时。

按期限列出尚未了结的职责。属于流程环节的，还列出所处位置、交付物与标准、上一环节
与下一环节的负责人。

示例：  onus duties --of li
)"},
    {"trace",
     R"(onus trace RECORD KEY
onus trace ATTEMPT: the case of a record, from the first act to the shares.

Every action on the record with its time, content, verdict and reasons; what was
forced and why; the duties that followed, who decided or did not; what was
recorded against whom; the proposed shares. ATTEMPT is the number of an action,
for instance of a complaint: the records that it is about are traced.

Example:  onus trace order A1
          onus trace 4
)",
     R"(onus trace 记录 编号
onus trace 事项编号：追溯一份记录的案情，从最初的行为到责任份额。

列出关于该记录的每一事项的时间、内容、结论与理由；坚持办理的理由；由此产生的
职责，谁作了决定或没有决定；记入何人；建议的责任份额。事项编号可以是投诉的编
号，此时追溯其所涉及的记录。

示例：  onus trace order A1
        onus trace 4
)"},
    {"why",
     R"(onus why ATTEMPT: the reasons of a verdict.

Shows every rule that spoke, by the rules in force at the time of the attempt.

Example:  onus why 1
)",
     R"(onus why 事项编号：一个结论的理由。

按事项当时生效的规章，显示每条有意见的规则。

示例：  onus why 1
)"},
    {"play",
     R"(onus play SCENARIO [--step]: play a scenario on a simulated clock.

SCENARIO is a YAML file of steps: when, who, what, what the trainer says, and
what is expected. The ledger is in memory unless --ledger names a file.

  --step   wait for Enter after each step

Exit codes: 0 as expected, 4 an expectation failed.

Example:  onus play scenarios/seven-days.yaml --step
)",
     R"(onus play 情景 [--step]：在模拟时钟上演示情景。

“情景”是由步骤组成的YAML文件：何时、何人、何事、讲解词以及预期。除非用
--ledger 指定文件，台账只在内存中。

  --step   每一步之后等待回车

退出码：0 与预期一致，4 有预期未实现。

示例：  onus play scenarios/seven-days.yaml --step
)"},
    {"explain",
     R"(onus explain CODE: what a code means and what to do.

Example:  onus explain N0416
)",
     R"(onus explain 代码：代码的含义与处理办法。

示例：  onus explain N0416
)"},
    {"process",
     R"(onus process import FILE.bpmn [--out FOLDER]: a diagram becomes a rulebook.
onus process export RULEBOOK NAME: a process as BPMN 2.0, with its picture.
onus process draw RULEBOOK NAME [--of KEY]: the picture, as SVG.
onus process list [--state active|late|ended] [--process NAME] [--at TIME]
onus process show PROCESS KEY [--at TIME]: how the run about a record stands.
onus process why-late PROCESS KEY [--at TIME]: what delayed it, and who.

Import: tasks become steps, lanes and pools their owners, gateways questions
that the step before answers. A line for each element that is not carried as it
was drawn says why. Beside the rulebook, NAME.names.tsv holds its names for the
other language. Nothing is overwritten. Without --out, the rulebook itself is
printed, and the account goes to standard error.
Draw --of KEY: what is done, open and late, from the ledger, in the instance
about the record KEY, by colour, sign and word.
List, show, why-late: from the ledger as it stands, or as it stood at --at;
`late`: those under way. Why-late plans the end anew after each thing that
happened and tells what that added; it names who had the duty at its deadline.

Exit codes: 0 done, late or not, 1 there is no such instance to draw, 2 there is
            no such file, process or run, 3 a rulebook has mistakes.

Example:  onus process import invoice.bpmn --out rules
          onus process why-late launch P1
          onus process draw rules/launch.en.onus launch > launch.svg
)",
     R"(onus process import 文件.bpmn [--out 文件夹]：由流程图生成规章。
onus process export 规章 流程名：导出为带图形的BPMN 2.0。
onus process draw 规章 流程名 [--of 主键]：绘制流程图（SVG）。
onus process list [--state active|late|ended] [--process 流程名] [--at 时间]
onus process show 流程名 主键 [--at 时间]：某次运行的现状。
onus process why-late 流程名 主键 [--at 时间]：因何延误、由谁负责。

导入：任务成为环节，泳道与泳池成为主责人，网关成为由前一环节回答的问题。凡未按
原样导入的元素，逐一列出并说明理由。
规章旁的“名称.names.tsv”为其另一语言的名称表。
绝不覆盖已有文件。不写--out时直接输出规章，清单写到标准错误。
绘制 --of 主键：以颜色、符号和文字标出该记录的流程实例中
已完成、进行中和逾期的环节。
list、show、why-late：取自台账，以其现状或--at当时的状况为准。late指仍在进行
且已延误的运行。why-late在每件事之后重新推算结束时间，其变动即该事的影响，故各项
之和等于总延误。责任人为期限届至时承担职责的人。

退出码：0 完成，1 没有可绘制的实例，2 没有该文件、流程或运行，3 规章有误。

示例：  onus process why-late launch P1
        onus process import 报销.bpmn --out rules
        onus process draw rules/launch.zh.onus 上市 > launch.svg
)"},
    {"serve",
     R"(onus serve [--config FILE]: answer other systems over HTTP.

The rulebooks of the workspace judge, its ledger keeps what happened. The
configuration is FILE, otherwise serve.yaml of the workspace: where to listen,
which keys may ask. SIGTERM or Ctrl-C answers what was asked, then stops.

The last 2,000 entries are verified before anything is served, or with
  --checkpoint FILE [--public KEY]   all since that checkpoint, and that the
                                     ledger is still the one of then.
The rest is read again in the background; if it is damaged, no more is recorded.

Exit codes: 0 stopped, 2 configuration, 3 rulebook mistakes, 5 the store.

Example:  onus -C policies/retail client shop --write
          onus -C policies/retail serve
          curl http://127.0.0.1:8181/openapi.json
)",
     R"(onus serve [--config 文件]：通过HTTP为其他系统提供服务。

由工作区的规章作出判断，由其台账保存所发生的事。配置写在指定的文件中，
不指定时为工作区的serve.yaml：监听地址，以及哪些密钥可以访问。
收到SIGTERM或按Ctrl-C后，答复已收到的请求，然后停止。

提供服务之前先校验最后2,000条记录；若给出
  --checkpoint 文件 [--public 公钥]   则校验该检查点以来的全部记录，并确认台账
                                      仍是当时的那一本。
其余记录在后台反复读取校验；台账一旦发现损坏，便不再作任何记录。

退出码：0 已停止，2 配置有误，3 规章有误，5 存储失败。

示例：  onus -C policies/retail client shop --write
        onus -C policies/retail serve
        curl http://127.0.0.1:8181/openapi.json
)"},
    {"client",
     R"(onus client NAME [--role ROLE] [--person ID] [--write]: a key for a client.

Prints a new key, once, and the line of serve.yaml that lets it in. The file
holds only its digest. With --write the file is made if it is not there.

  --role     system (default), employee, hr, auditor, operator
  --person   the person of the organisation who bears the key

Example:  onus client shop --write
          onus client li-phone --role employee --person li
)",
     R"(onus client 名称 [--role 角色] [--person 编号] [--write]：为客户端生成密钥。

输出新的密钥（仅此一次）以及serve.yaml中的对应行。文件只保存摘要。
加上--write时，若文件不存在则创建。

  --role     system（默认）、employee、hr、auditor、operator
  --person   持有密钥的人员编号

示例：  onus client shop --write
        onus client li-phone --role employee --person li
)"},
    {"backup",
     R"(onus backup LEDGER TO: copy a ledger as it is at one instant.

LEDGER may be in use by onus serve, which goes on answering: the server makes
the copy itself, as its own user, so that it must be able to write TO. The copy
is verified entry by entry and gets its name then; nothing is overwritten.
The head that is printed, kept elsewhere, shows later that the backup is whole.
LEDGER.views.jsonl and LEDGER.publications.jsonl are plain text that only grows:
copy them like any other file.

Exit codes: 0 made, 1 the ledger is damaged, 2 usage, 5 the store.

Example:  onus backup .onus/ledger.sqlite /backup/2026-11-29.sqlite
)",
     R"(onus backup 台账 备份文件：复制台账在某一时刻的全部内容。

台账可以正由onus serve使用，服务照常答复：由服务以其自身用户复制，因此服务须能
写入备份文件。副本逐条校验后才以正式名称保存，绝不覆盖已有文件。
请另行保存输出的台账当前值，日后可据以证明备份完好。
“台账.views.jsonl”与“台账.publications.jsonl”是只增长的文本，可直接复制。

退出码：0 已备份，1 台账已损坏，2 用法有误，5 存储失败。

示例：  onus backup .onus/ledger.sqlite /backup/2026-11-29.sqlite
)"},
    {"restore",
     R"(onus restore FROM LEDGER [OPTIONS]: put a backup in place.

The backup is verified whole before it takes the place of a ledger: its entries,
the tree over them, and the state that follows from them. Stop the server first.

  --replace           there is a ledger already; it is kept as LEDGER.replaced
  --head H            the backup must hold all that the ledger held at this head
  --checkpoint FILE   the same with a checkpoint, signed by --public KEY

A head or checkpoint kept elsewhere shows whether the backup is older than it,
or was rewritten. If anything is wrong the ledger stays as it is.

Exit codes: 0 restored, 1 the backup is bad, 2 usage, 5 the store.

Example:  onus restore monday.sqlite .onus/ledger.sqlite --checkpoint monday.txt
)",
     R"(onus restore 备份文件 台账 [选项]：恢复备份。

全面校验备份（记录、其上的树、由记录得出的状态）之后，将其恢复为台账。
请先停止服务。

  --replace           已有台账时使用；原台账保留为“台账.replaced”
  --head H            备份须包含该台账当前值时的全部记录
  --checkpoint 文件   同上，以检查点为准；--public 公钥 用于验证其签名

在外部保存的值或检查点可以证明备份是否早于它，或是否被改写。
如有任何问题，台账保持原样。

退出码：0 已恢复，1 备份有问题，2 用法有误，5 存储失败。

示例：  onus restore monday.sqlite .onus/ledger.sqlite --checkpoint monday.txt
)"},
    {"ledger",
     R"(onus ledger head: the size and root of the ledger, to be kept elsewhere.
onus ledger verify [--head H | --checkpoint FILE [--public KEY]]: check it all.
onus ledger verify --receipt FILE [--public KEY]: and where it was rewritten.
onus ledger rebuild: make the state from the entries; is it the stored one?
onus ledger rejudge: judge every command again; are the entries the same?

Evidence to give away, signed if there is a --key KEY:
onus ledger checkpoint: the head of the ledger, as a signed text.
onus ledger prove SEQUENCE: one entry with its proof.
onus ledger export [--from N] [--to N]: entries, their texts and their proof.
onus ledger audit FILE [--public KEY]: check a proof or export by itself.
onus ledger key FILE [--algorithm ed25519|sm2]: make a key FILE and FILE.pub.

A head, checkpoint or receipt (a proof) kept outside shows whether the ledger
was rewritten since, and where. It is not written, but by redact, which takes
texts out of it for good, wherever they stand; all proofs still hold:
onus ledger redact --entry N --field PATH… --reason TEXT --by PERSON
  --confirmed-by PERSON: PATH is a text of the payload, reason or opinion.
  No server may run on the file.
A new ledger is hashed with SHA-256, or with SM3 if a command has --hash sm3.

Exit codes: 0 good, 1 bad, 2 cannot be read.

Example:  onus ledger verify --checkpoint monday.txt --public ledger.pub
)",
     R"(onus ledger head：台账的条数与根哈希，请另行保存。
onus ledger verify [--head H | --checkpoint 文件 [--public 公钥]]：全面校验。
onus ledger verify --receipt 文件 [--public 公钥]：并指出改写的位置。
onus ledger rebuild：由记录重建状态，与存储的状态比较。
onus ledger rejudge：重新判定全部命令，与记录逐字节比较。

对外出具的证据，给出 --key 密钥 时附签名：
onus ledger checkpoint：台账当前值，签名文本。
onus ledger prove 序号：一条记录及其证明。
onus ledger export [--from N] [--to N]：若干记录、相关文本及其证明。
onus ledger audit 文件 [--public 公钥]：验证证明或导出文件，无需台账。
onus ledger key 文件 [--algorithm ed25519|sm2]：创建密钥及“文件.pub”。

在外部保存的值、检查点或回执（证明）可以证明台账此后是否被改写。会指出第一条
有问题的记录，或其在回执的哪一段之内。除redact外，均不写入台账。redact将文字从其
出现的所有位置永久取出：
onus ledger redact --entry N --field 路径… --reason 理由 --by 人员
  --confirmed-by 人员：全部证明仍然成立。路径为提交内容中的文字、reason或
  opinion。执行时不得有服务在使用该文件。
新台账使用SHA-256；命令带有 --hash sm3 时使用SM3。

退出码：0 完好，1 有问题，2 无法读取。

示例：  onus ledger verify --checkpoint monday.txt --public ledger.pub
)"},
});

}  // namespace

std::string_view help_for(std::string_view command, Language language) {
    const auto* const found = std::find_if(
        kHelp.begin(), kHelp.end(), [&](const Help& help) { return help.command == command; });
    const Help& help = found == kHelp.end() ? kHelp.front() : *found;
    return language == Language::kEnglish ? help.en : help.zh;
}

}  // namespace onus::adapters
