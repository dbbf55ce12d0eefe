#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs what is missing, builds, and plays the retail case on real files: a clerk promises seven
# days where the shop allows three. Add zh for Chinese: examples/run.sh zh.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/support/prepare.sh

install_missing
build --target onus

example=examples/retail
ledger_folder=$(mktemp -d)
trap 'rm -rf "$ledger_folder"' EXIT
language=${1:-en}

# Runs onus in the workspace of the retail pack and shows the command. The first argument is the exit
# code that the case expects.
onus() {
    local expected=$1 code=0
    shift
    printf '\n$ onus %s\n' "$*"
    build/dev/bin/onus -C policies/retail --ledger "$ledger_folder/ledger.sqlite" \
        --lang "$language" "$@" || code=$?
    if [ "$code" -ne "$expected" ]; then
        printf 'exit code %s, expected %s\n' "$code" "$expected"
        exit 1
    fi
}

say "1. The rulebooks are checked, together with the law above them"
onus 0 check

say "2. Li promises seven days in a shop that allows three: a warning, nothing takes effect"
onus 1 submit $example/01-order.json
onus 1 submit $example/02-order-again.json

say "3. Li forces it with a reason: his supervisor must decide within 24 hours"
onus 0 submit $example/03-order-forced.json
onus 0 matters
onus 0 duties --of wang

say "4. The supervisor says nothing: one entry, once, and the next level is told"
onus 0 advance --to 2026-03-03T09:05:00
onus 0 advance --to 2026-03-03T12:00:00
onus 0 advance --to 2026-03-03T12:00:00

say "5. A day late he rejects it, and a customer complains: 70 % and 30 %, whatever he says now"
onus 0 submit $example/04-later.jsonl

say "6. The whole case, from the order to the shares"
onus 0 trace order A1

say "7. The shares counted against nobody so far; the head of customer service confirms them"
onus 0 submit $example/06-confirmed.json
onus 0 trace order A1

say "8. The same promise online is what the law demands"
onus 0 validate $example/05-order-online.json

say "9. A company rule that undercuts the law does not pass the check"
onus 3 -C $example/undercut check

say "9. The ledger proves itself"
onus 0 ledger verify

say "The example ran as expected."
