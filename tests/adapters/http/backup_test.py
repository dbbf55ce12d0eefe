# SPDX-License-Identifier: Apache-2.0
"""Backups of a ledger that the built server holds, and putting them back.

Usage: backup_test.py ONUS POLICIES [ROUNDS]
"""

import os
import signal
import socket
import stat
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served_pack import Load, ServedPack, check  # noqa: E402

ONUS, POLICIES = sys.argv[1], sys.argv[2]
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 5


def leftovers(folder):
    return [name for name in os.listdir(folder) if ".new" in name or ".restoring" in name]


def backs_up_under_load(server, folder):
    """Each backup is one instant of the ledger: all that was acknowledged before, nothing torn."""
    load = Load(server, "L")
    heads = []
    for number in range(ROUNDS):
        while len(load.acknowledged) < 50 * (number + 1) and not load.refused:
            time.sleep(0.005)
        before = max(load.acknowledged.copy().values())
        target = os.path.join(folder, f"backup-{number}")
        made = server.run("backup", server.ledger, target)
        check(made.returncode == 0, made.stderr)
        check(stat.S_IMODE(os.stat(target).st_mode) == 0o600, "others may read the backup")
        head = made.stdout.split()[-1]
        check(int(head.split(":")[0]) >= before, f"{head} is older than what was acknowledged")
        rebuilt = server.run("--ledger", target, "ledger", "rebuild")
        check(rebuilt.returncode == 0, rebuilt.stderr)
        heads.append((target, head))
    load.stop()
    check(not load.refused, f"refused during a backup: {load.refused[:1]}")
    for target, head in heads:
        verified = server.run("--ledger", target, "ledger", "verify", "--head", head)
        check(verified.returncode == 0, verified.stderr)
    check(not leftovers(folder), f"left: {leftovers(folder)}")
    check(any("copied the ledger" in line for line in server.log), "the log does not tell of it")
    return len(load.acknowledged), heads


def refuses(server, folder):
    """Nothing is overwritten, and nobody else is served."""
    taken = os.path.join(folder, "taken")
    with open(taken, "w", encoding="utf-8") as file:
        file.write("mine")
    made = server.run("backup", server.ledger, taken)
    check(made.returncode == 2 and "N0960" in made.stderr, made.stderr)
    missing = server.run("backup", server.ledger, os.path.join(folder, "none", "backup"))
    check(missing.returncode == 5 and "N0961" in missing.stderr, missing.stderr)
    control = server.ledger + ".control"
    check(stat.S_IMODE(os.stat(control).st_mode) == 0o600, "the socket is open to others")
    held = server.run("restore", os.path.join(folder, "backup-0"), server.ledger, "--replace")
    check(held.returncode == 5 and "N0826" in held.stderr, held.stderr)
    with socket.socket(socket.AF_UNIX) as nonsense:
        nonsense.connect(control)
        nonsense.sendall(b"x" * 100_000 + b"\n")
        check(b"N0961" in nonsense.recv(1000), "nonsense was not refused")
    with socket.socket(socket.AF_UNIX) as gone:
        gone.connect(control)
        gone.sendall(b'{"copy": "' + os.path.join(folder, "gone.new").encode() + b'"}\n')
    made = server.run("backup", server.ledger, os.path.join(folder, "after"))
    check(made.returncode == 0, made.stderr)


def survives_kills(server, folder):
    """A server that is killed while it copies leaves no backup behind that looks like one."""
    for number in range(ROUNDS):
        target = os.path.join(folder, f"killed-{number}")
        results = []
        thread = threading.Thread(
            target=lambda: results.append(server.run("backup", server.ledger, target)))
        thread.start()
        if number % 2 == 0:
            while not os.path.exists(target + ".new") and thread.is_alive():
                time.sleep(0.0005)
        server.end(signal.SIGKILL)
        thread.join()
        made = results[0]
        if made.returncode == 0:
            check(server.run("--ledger", target, "ledger", "verify").returncode == 0, "torn")
        else:
            check(not os.path.exists(target), f"{made.stderr} and yet a backup")
        check(server.start(), server.log)
    check(not [name for name in leftovers(folder) if name.startswith("killed")],
          f"left: {leftovers(folder)}")


def restores(server, folder, heads):
    """An older backup takes the ledger's place, after a crash as well; what it lacks is kept."""
    server.submit("last")
    size = int(server.head()["size"])
    server.end(signal.SIGKILL)
    check(os.path.exists(server.ledger + "-wal"), "the crash left no log; the test shows less")
    target, head = heads[0]
    newer = server.run("restore", target, server.ledger, "--replace", "--head", heads[-1][1])
    check(newer.returncode == 1 and "N0812" in newer.stderr and "N0973" in newer.stderr,
          newer.stderr)
    done = server.run("restore", target, server.ledger, "--replace", "--head", head)
    check(done.returncode == 0, done.stderr)
    check(f"lacks: {size - int(head.split(':')[0])}." in done.stdout, done.stdout)
    kept = server.run("--ledger", server.ledger + ".replaced", "ledger", "verify", "--head",
                      heads[-1][1])
    check(kept.returncode == 0 and kept.stdout.startswith(f"{size} "), kept.stdout + kept.stderr)
    check(server.start(), server.log)
    status, _ = server.submit("after the restore")
    check(status == 200, f"status {status}")
    check(server.end() == 0, "it did not stop well")
    verified = server.run("--ledger", server.ledger, "ledger", "verify", "--head", head)
    check(verified.returncode == 0, verified.stderr)
    check(not os.path.exists(server.ledger + ".control"), "the socket stayed")


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = ServedPack(ONUS, POLICIES, folder)
        check(server.start(), server.log)
        try:
            acknowledged, heads = backs_up_under_load(server, folder)
            refuses(server, folder)
            survives_kills(server, folder)
            restores(server, folder, heads)
        finally:
            server.kill_if_alive()
    print(f"{ROUNDS} backups under load of {acknowledged} commands, {ROUNDS} with the server "
          f"killed; restored")


if __name__ == "__main__":
    main()
