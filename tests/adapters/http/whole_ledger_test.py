# SPDX-License-Identifier: Apache-2.0
"""The built server serves no ledger whose end does not verify, and finds out what else is damaged.

Usage: whole_ledger_test.py ONUS POLICIES
"""

import os
import shutil
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served_pack import Load, ServedPack, check  # noqa: E402

ONUS, POLICIES = sys.argv[1], sys.argv[2]

# More than are verified at a start without a checkpoint.
ENTRIES = 2_100


def change(ledger, sql):
    with sqlite3.connect(ledger) as connection:
        connection.execute(sql)
    connection.close()


def flip(ledger, sequence):
    """One bit of an entry."""
    with sqlite3.connect(ledger) as connection:
        (entry,) = connection.execute("SELECT bytes FROM entries WHERE sequence = ?",
                                      (sequence,)).fetchone()
        connection.execute("UPDATE entries SET bytes = ? WHERE sequence = ?",
                           (entry[:-1] + bytes([entry[-1] ^ 1]), sequence))
    connection.close()


def put(ledger, copy):
    for suffix in ("", "-wal"):
        if os.path.exists(ledger + suffix):
            os.remove(ledger + suffix)
    shutil.copyfile(copy, ledger)


def wait_for(condition, what):
    until = time.monotonic() + 60
    while not condition():
        check(time.monotonic() < until, what)
        time.sleep(0.02)


def fill(server):
    load = Load(server, "F", 16)
    wait_for(lambda: len(load.acknowledged) >= ENTRIES or load.refused, "too few commands")
    load.stop()
    check(not load.refused, load.refused[:1])
    # The whole ledger is read again after the start, and found to be good.
    check(server.metric("onus_scrub_damaged_entry") == 0, "damage in a good ledger")
    check(server.end() == 0, "it did not stop well")


def refuses_to_serve(server, good):
    """Damage at the end of the ledger is named by its place; nothing is served."""
    size = int(server.run("--ledger", good, "ledger", "head").stdout.split(":")[0])
    cases = [
        (lambda: flip(server.ledger, size - 100), "N080", f"entry {size - 100} "),
        (lambda: change(server.ledger, f"DELETE FROM entries WHERE sequence = {size - 7}"),
         "N0805", f"entry {size - 7} "),
        (lambda: change(server.ledger,
                        "UPDATE entries SET leaf_hash = zeroblob(32) WHERE sequence = "
                        f"{size - 1000}"), "N0809", f"entry {size - 1000} "),
        (lambda: change(server.ledger, "UPDATE nodes SET hash = zeroblob(32) WHERE place = "
                                       "(SELECT max(place) FROM nodes)"), "N0838", "entries "),
    ]
    for damage, code, place in cases:
        put(server.ledger, good)
        damage()
        check(not server.start(), f"{code}: it serves")
        log = "".join(server.log)
        check(server.process.returncode == 5, f"exit code {server.process.returncode}: {log}")
        check(code in log and place in log, f"not {code} at {place}: {log}")


def holds_on_to_a_checkpoint(server, good, folder):
    """A checkpoint kept outside shows a ledger that was put back, or is another one."""
    put(server.ledger, good)
    checkpoint = os.path.join(folder, "checkpoint.txt")
    earlier = os.path.join(folder, "earlier.sqlite")
    shutil.copyfile(good, earlier)
    check(server.start(), server.log)
    check(server.submit("after the copy")[0] == 200, "not accepted")
    check(server.end() == 0, "it did not stop well")
    with open(checkpoint, "w", encoding="utf-8") as file:
        file.write(server.run("--ledger", server.ledger, "ledger", "checkpoint").stdout)
    check(server.start("--checkpoint", checkpoint), server.log)
    check(server.end() == 0, "it did not stop well")
    put(server.ledger, earlier)
    check(not server.start("--checkpoint", checkpoint), "a ledger that was put back is served")
    check("N0812" in "".join(server.log), server.log)
    # Longer again, but with another past.
    check(server.start(), server.log)
    for number in range(3):
        check(server.submit(f"another past {number}")[0] == 200, "not accepted")
    check(server.end() == 0, "it did not stop well")
    check(not server.start("--checkpoint", checkpoint), "a rewritten ledger is served")
    check("N0811" in "".join(server.log), server.log)


def finds_old_damage(server, good):
    """What a start does not look at is found beside the work; then nothing is recorded any more."""
    put(server.ledger, good)
    flip(server.ledger, 17)
    check(server.start(), server.log)
    wait_for(lambda: server.metric("onus_scrub_damaged_entry") == 17, "the damage was not found")
    status, body = server.ask("GET", "/readyz")
    check(status == 503 and "entry 17" in body["status"], f"{status} {body}")
    check(server.metric("onus_read_only") == 1, "not read-only")
    head = server.head()
    status, body = server.submit("too late")
    check(status == 503 and body["type"].endswith("N0975"), f"{status} {body}")
    check("17" in body["title"] and "17" in body["title_zh"], body)
    status, body = server.ask("POST", "/v1/validate", {
        "action": "submit_order", "by": "li",
        "data": {"order": {"number": "V1", "seller": "li", "channel": "store",
                           "promised": "7 days"}}})
    check(status == 200, f"validate: {status} {body}")
    check(server.ask("GET", "/v1/duties")[0] == 200, "nothing can be read any more")
    time.sleep(1.5)
    check(server.head() == head, "something was recorded in a damaged ledger")
    check(server.end() == 0, "it did not stop well")
    check(any("entry 17" in line and "damaged" in line for line in server.log),
          f"the log does not tell of it: {server.log}")


def reads_good_ledgers(server, good):
    put(server.ledger, good)
    check(server.start(), server.log)
    wait_for(lambda: server.metric("onus_scrub_walks_total") == 1, "the walk did not end")
    check(server.metric("onus_scrub_entries") >= ENTRIES, "not the whole ledger was read")
    check(server.metric("onus_scrub_damaged_entry") == 0, "damage in a good ledger")
    check(server.ask("GET", "/readyz")[0] == 200, "not ready")
    check(server.end() == 0, "it did not stop well")


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = ServedPack(ONUS, POLICIES, folder)
        try:
            check(server.start(), server.log)
            fill(server)
            good = os.path.join(folder, "good.sqlite")
            shutil.copyfile(server.ledger, good)
            refuses_to_serve(server, good)
            holds_on_to_a_checkpoint(server, good, folder)
            finds_old_damage(server, good)
            reads_good_ledgers(server, good)
        finally:
            server.kill_if_alive()
    print(f"{ENTRIES} entries: damage refused at the start, or found beside the work")


if __name__ == "__main__":
    main()
