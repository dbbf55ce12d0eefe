# SPDX-License-Identifier: Apache-2.0
"""The Debian package of a build: what is in it, what it needs, and that its program runs.

Usage: package_test.py BUILD_FOLDER
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request

BUILD = sys.argv[1]

FILES = {
    "usr/bin/onus": 0o755,
    "usr/lib/systemd/system/onus.service": 0o644,
    "usr/share/onus/policies/retail/onus.yaml": 0o644,
    "usr/share/onus/policies/retail/retail_returns.zh.onus": 0o644,
    "usr/share/onus/policies/retail/organisation.yaml": 0o644,
    "usr/share/doc/onus/serve.yaml": 0o644,
    "usr/share/doc/onus/copyright": 0o644,
    "usr/share/doc/onus/operation.md": 0o644,
}


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def run(*words, **options):
    done = subprocess.run(words, capture_output=True, text=True, check=False, **options)
    check(done.returncode == 0, f"{words}: {done.stdout}{done.stderr}")
    return done.stdout


def package(folder):
    run("cpack", "-G", "DEB", "-B", folder, "--config", os.path.join(BUILD, "CPackConfig.cmake"))
    found = [name for name in os.listdir(folder) if name.endswith(".deb")]
    check(len(found) == 1, found)
    return os.path.join(folder, found[0])


def says_what_it_is(deb):
    fields = dict(line.split(": ", 1) for line in run("dpkg-deb", "--field", deb).splitlines()
                  if re.match(r"[A-Z][A-Za-z-]*: ", line))
    check(fields["Package"] == "onus", fields)
    check(fields["Architecture"] == run("dpkg", "--print-architecture").strip(), fields)
    check(re.fullmatch(r"onus_\d+\.\d+\.\d+_\w+\.deb", os.path.basename(deb)), deb)
    needed = {word.split()[0] for word in fields["Depends"].split(", ")}
    for library in ("libc6", "libstdc++6", "libsqlite3-0", "libssl3", "libyaml-cpp0.7", "tzdata"):
        check(library in needed, f"{library} is not among {needed}")
    return fields["Version"]


def holds(deb, root):
    run("dpkg-deb", "--extract", deb, root)
    for path, mode in FILES.items():
        full = os.path.join(root, path)
        check(os.path.isfile(full), f"{path} is missing")
        check(os.stat(full).st_mode & 0o7777 == mode, f"{path}: {oct(os.stat(full).st_mode)}")
    for folder, _, names in os.walk(root):
        for name in names:
            check(not name.endswith((".cpp", ".h", ".sqlite", ".txt", ".lock")),
                  f"{folder}/{name} does not belong there")
    listed = run("dpkg-deb", "--contents", deb)
    check(all(" root/root " in line for line in listed.splitlines()), listed)
    scripts = os.path.join(root, "DEBIAN")
    run("dpkg-deb", "--control", deb, scripts)
    for script in ("postinst", "prerm", "postrm"):
        run("sh", "-n", os.path.join(scripts, script))


def runs(root, version, folder):
    onus = os.path.join(root, "usr/bin/onus")
    check(run(onus, "--version") == f"onus {version}\n", run(onus, "--version"))
    pack = os.path.join(root, "usr/share/onus/policies/retail")
    run(onus, "-C", pack, "check")
    run(onus, "-C", pack, "test")
    # The example, with a key that somebody has, and a free port.
    line = subprocess.run([onus, "-C", pack, "client", "till"], capture_output=True, text=True,
                          check=True).stderr.splitlines()[-1]
    with open(os.path.join(root, "usr/share/doc/onus/serve.yaml"), encoding="utf-8") as file:
        example = file.read()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = os.path.join(folder, "serve.yaml")
    with open(config, "w", encoding="utf-8") as file:
        file.write(re.sub(r"  till: .*", line, example).replace(":8181", f":{port}"))
    server = subprocess.Popen([onus, "-C", pack, "--ledger", os.path.join(folder, "ledger.sqlite"),
                               "serve", "--config", config], stderr=subprocess.PIPE, text=True)
    try:
        log = []
        for text in server.stderr:
            log.append(text)
            if "Listening" in text:
                break
        check(server.poll() is None, log)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
            check(answer.status == 200, answer.status)
        server.send_signal(signal.SIGTERM)
        check(server.wait(30) == 0, "it did not stop well")
    finally:
        server.kill()


def is_a_good_unit(root):
    """What systemd itself says of the unit; says so if it is not there to be asked."""
    if shutil.which("systemd-analyze") is None:
        return "its unit was NOT verified: systemd-analyze (package systemd) is not installed"
    unit = os.path.join(root, "usr/lib/systemd/system/onus.service")
    with open(unit, encoding="utf-8") as file:
        text = file.read()
    moved = os.path.join(root, "onus.service")
    with open(moved, "w", encoding="utf-8") as file:
        file.write(text.replace("/usr/bin/onus", os.path.join(root, "usr/bin/onus")))
    verified = subprocess.run(["systemd-analyze", "verify", "--man=no", moved],
                              capture_output=True, text=True, check=False)
    mistakes = [line for line in verified.stderr.splitlines() if "onus.service" in line]
    check(not mistakes and (verified.returncode == 0 or "onus" not in verified.stderr),
          verified.stderr)
    return "its unit is good for systemd-analyze verify"


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = os.path.join(folder, "root")
        deb = package(folder)
        version = says_what_it_is(deb)
        holds(deb, root)
        runs(root, version, folder)
        unit = is_a_good_unit(root)
        print(f"{os.path.basename(deb)}: {os.path.getsize(deb) // 1024} KiB, runs; {unit}")


if __name__ == "__main__":
    main()
