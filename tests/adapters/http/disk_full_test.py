# SPDX-License-Identifier: Apache-2.0
"""The built server on a disk of a few megabytes that runs full: it says so, loses nothing, goes on.

The disk is a tmpfs in a mount namespace of the test's own; where that may not be made, the test
says so and is skipped (exit code 77).

Usage: disk_full_test.py ONUS POLICIES
"""

import os
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served_pack import Load, ServedPack, check, order  # noqa: E402

ONUS, POLICIES = sys.argv[1], sys.argv[2]
INSIDE = "--inside"


def wait_for(condition, what):
    until = time.monotonic() + 60
    while not condition():
        check(time.monotonic() < until, what)
        time.sleep(0.05)


def fill_disk(disk):
    """Leaves a little room, so that it is the ledger that meets the end."""
    room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with open(os.path.join(disk, "ballast"), "wb") as file:
        file.write(b"x" * max(0, room - 600_000))


def runs_full(server, disk):
    """507 with a problem document, read-only, and everything that only reads is still answered."""
    fill_disk(disk)
    load = Load(server, "D")
    wait_for(lambda: load.refused, "the disk does not run full")
    load.stop()
    name, status, body = load.refused[0]
    check(status == 507 and body["type"].endswith("N0830"), f"{name}: {status} {body}")
    check("disk is full" in body["title"] and "磁盘已满" in body["title_zh"], body)
    status, body = server.ask("GET", "/readyz")
    check(status == 503 and "disk is full" in body["status"], f"{status} {body}")
    check(server.metric("onus_read_only") == 1, "not read-only")
    # A whole cycle of looking for room goes by without it.
    for _ in range(70):
        check(server.ask("POST", "/v1/validate", order("V1"))[0] == 200, "validate fails")
        check(server.ask("GET", "/v1/duties")[0] == 200, "reading fails")
        check(server.submit("while it is full")[0] == 507, "recorded on a full disk")
        time.sleep(0.1)
    made = server.run("backup", server.ledger, os.path.join(disk, "backup"))
    check(made.returncode == 5 and ("N0962" in made.stderr or "N0961" in made.stderr), made.stderr)
    check(not [file for file in os.listdir(disk) if file.startswith("backup")], os.listdir(disk))
    return load.acknowledged


def all_there(server, acknowledged):
    for name, sequence in acknowledged.items():
        status, body = server.submit(name)
        check(status == 200 and body["repeated"] and body["sequence"] == sequence,
              f"{name}: {status} {body}")


def goes_on(server, disk):
    """With room again the same server records again, by itself."""
    os.remove(os.path.join(disk, "ballast"))
    wait_for(lambda: server.ask("GET", "/readyz")[0] == 200, "it does not find the room")
    status, body = server.submit("while it is full")
    check(status == 200 and not body["repeated"], f"{status} {body}")
    log = "".join(server.log)
    check("the disk is full" in log and "there is room again" in log, log)


def starts_again(server, disk, acknowledged):
    """Killed on a full disk, the next start has all that was acknowledged, full or not."""
    fill_disk(disk)
    load = Load(server, "E")
    wait_for(lambda: load.refused, "the disk does not run full")
    load.stop()
    acknowledged.update(load.acknowledged)
    server.end(signal.SIGKILL)
    check(server.start(), server.log)
    # The first one may share its transaction with what the server finds no room for.
    wait_for(lambda: server.ask("GET", "/v1/duties")[0] == 200, "reading fails")
    os.remove(os.path.join(disk, "ballast"))
    wait_for(lambda: server.ask("GET", "/readyz")[0] == 200, "it does not find the room")
    wait_for(lambda: server.submit("after the start")[0] == 200, "nothing is recorded")
    all_there(server, acknowledged)
    check(server.end() == 0, "it did not stop well")
    verified = server.run("--ledger", server.ledger, "ledger", "verify")
    check(verified.returncode == 0, verified.stderr)
    rebuilt = server.run("--ledger", server.ledger, "ledger", "rebuild")
    check(rebuilt.returncode == 0, rebuilt.stderr)


def inside():
    with tempfile.TemporaryDirectory() as folder:
        disk = os.path.join(folder, "disk")
        os.mkdir(disk)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", disk], check=True)
        server = ServedPack(ONUS, POLICIES, folder, os.path.join(disk, "ledger.sqlite"))
        try:
            check(server.start(), server.log)
            acknowledged = runs_full(server, disk)
            goes_on(server, disk)
            all_there(server, acknowledged)
            starts_again(server, disk, acknowledged)
        finally:
            server.kill_if_alive()
            subprocess.run(["umount", "-l", disk], check=False)
    print(f"full disk: {len(acknowledged)} acknowledged commands kept")


def main():
    if INSIDE in sys.argv:
        inside()
        return
    own = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--user", "--map-root-user"])
    able = subprocess.run([*own, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True,
                          check=False)
    if able.returncode != 0:
        print("skipped: no small disk can be mounted here")
        sys.exit(77)
    sys.exit(subprocess.run([*own, sys.executable, *sys.argv, INSIDE], check=False).returncode)


if __name__ == "__main__":
    main()
