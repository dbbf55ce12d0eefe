#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# How many requests a second the server answers on this machine: tests/bench/load.sh [SECONDS]
# Installs wrk and, for comparison, the documentation of Boost, whose fast HTTP example it builds.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-10}
boost=$(sed -n 's/^#define BOOST_LIB_VERSION "\([0-9]*\)_\([0-9]*\).*/\1.\2/p' /usr/include/boost/version.hpp)
example=/usr/share/doc/libboost$boost-doc/examples/libs/beast/example
wanted=()
command -v wrk >/dev/null || wanted+=(wrk)
[ -d "$example" ] || wanted+=("libboost$boost-doc")
if [ ${#wanted[@]} -gt 0 ]; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -q && $sudo apt-get install -y -q "${wanted[@]}"
fi

cmake --preset release >/dev/null
cmake --build --preset release --target onus
g++ -std=c++17 -O3 -DNDEBUG -I"$example/../.." -o build/release/beast_fast \
  "$example/http/server/fast/http_server_fast.cpp" -pthread
python3 tests/bench/load.py build/release/bin/onus policies build/release/beast_fast "$seconds"
