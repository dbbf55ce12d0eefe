#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs what is missing, builds everything and runs all tests. Arguments go to ctest, e.g.
# tests/run.sh -R json.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/support/prepare.sh

install_missing
build
say "Testing"
ctest --preset dev --parallel "$(nproc)" --no-tests=error "$@"
