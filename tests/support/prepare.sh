# SPDX-License-Identifier: Apache-2.0
#
# Shared by tests/run.sh and examples/run.sh: installs what is missing on Debian 12 and builds.
# Source it from the root of the project.

ONUS_PACKAGES="antlr4 libantlr4-runtime-dev libboost1.81-dev libyaml-cpp-dev libspdlog-dev catch2
libcli11-dev libexpected-dev libsqlite3-dev nlohmann-json3-dev ccache ninja-build cmake g++
libssl-dev libcurl4-openssl-dev libutf8proc-dev libmimalloc-dev libexpat1-dev lld python3
openssl python3-aiosmtpd tzdata dpkg-dev file"

say() {
    printf '\n== %s\n' "$*"
}

install_missing() {
    local package missing=()
    for package in $ONUS_PACKAGES; do
        if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
            missing+=("$package")
        fi
    done
    if [ "${#missing[@]}" -eq 0 ]; then
        return
    fi
    say "Installing ${missing[*]}"
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends \
        "${missing[@]}"
}

# Builds the targets named, or everything; quiet unless something is to be done or goes wrong.
build() {
    say "Building (the first time takes some minutes)"
    if [ ! -f build/dev/build.ninja ]; then
        cmake --preset dev >build-configure.log 2>&1 || {
            cat build-configure.log
            rm -f build-configure.log
            return 1
        }
        rm -f build-configure.log
    fi
    cmake --build --preset dev "$@"
}
