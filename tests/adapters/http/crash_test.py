# SPDX-License-Identifier: Apache-2.0
"""The end of the server at any moment: kill -9 at random, and at every named point.

Under load, with deadlines that pass meanwhile and a receiver that is told. What was acknowledged
is in the ledger once; every forced action has one duty, every duty was overdue once (unless its
message came late, and its deadline moved), every message came.

Usage: crash_test.py ONUS POLICIES [ROUNDS]
"""

import collections
import datetime
import http.client
import http.server
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from server_test import ONUS, Server, check  # noqa: E402

ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 24
CLIENTS = 4

# adapters/crash/crash_point.h: the exit code, and where the server may end.
CRASHED = 86
POINTS = ["write.before", "write.after", "sync.before", "sync.after", "reply.after",
          "checkpoint.middle", "outbox.taken", "outbox.sent", "outbox.recorded"]
# How often a point may be passed before; there are fewer transactions with than without.
PASSAGES = {"checkpoint.middle": 2, "outbox.taken": 3, "outbox.sent": 20, "outbox.recorded": 8}


class Receiver:
    """A webhook that takes everything and knows each message by its id."""

    def __init__(self):
        self.seen = collections.Counter()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):  # noqa: N802
                self.rfile.read(int(self.headers["Content-Length"]))
                receiver.seen[self.headers["webhook-id"]] += 1
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                """The sender is gone: that is what is tested."""

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Shop(Server):
    """The retail pack with a deadline of a minute and no limit on forcing, and an outbox."""

    def __init__(self, folder, receiver):
        super().__init__(folder)
        book = os.path.join(self.pack, "retail_returns.en.onus")
        with open(book, encoding="utf-8") as file:
            text = file.read()
        text = text[:text.index("# ---- tests")]
        text = text.replace("within     24 hours", "within     1 minute")
        text = re.sub(r"\n## Whoever forces.*?\n(?=duty )", "\n", text, flags=re.S)
        with open(book, "w", encoding="utf-8") as file:
            file.write(text)
        with open(os.path.join(self.pack, "serve.yaml"), "a", encoding="utf-8") as file:
            file.write("delivery:\n  channels:\n    hook: {kind: webhook, url: "
                       f"'http://127.0.0.1:{receiver.port}/', secret: {{env: ONUS_HOOK}}}}\n"
                       "  default: hook\n")
        os.environ["ONUS_HOOK"] = "a-secret-of-the-test-that-is-long-enough"

    def start_to_crash(self, point=None, passage=0):
        os.environ.pop("ONUS_CRASH_AT", None)
        if point:
            os.environ["ONUS_CRASH_AT"] = f"{point}:{passage}"
        try:
            self.start()
            return True
        except AssertionError:
            check(self.process.wait(30) == CRASHED, "the server did not start")
            return False
        finally:
            os.environ.pop("ONUS_CRASH_AT", None)


def forced(number):
    """An order of nearly a minute ago: its deadline is in eight seconds."""
    happened = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=52)
    return {"action": "submit_order", "by": "li", "force": True, "reason": "He insists.",
            "at": happened.isoformat(timespec="milliseconds"),
            "data": {"order": {"number": number, "seller": "li", "channel": "store",
                               "promised": "7 days"}}}


class Load:
    """Clients that force orders until the server is gone, and remember what it acknowledged."""

    def __init__(self):
        self.acknowledged, self.next, self.lock = {}, 0, threading.Lock()
        self.sent = set()

    def run(self, server, end):
        """`end` returns when the server is gone."""
        def client():
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
            while True:
                with self.lock:
                    own, self.next = self.next, self.next + 1
                    self.sent.add(own)
                try:
                    status, body = server.ask("POST", "/v1/commands", forced(f"C{own}"),
                                              f"crash-{own}", connection)
                except (OSError, http.client.HTTPException, ValueError):
                    return
                check(status in (200, 503), f"{status} {body}")
                if status == 200:
                    with self.lock:
                        self.acknowledged[own] = body["sequence"]

        clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
        for thread in clients:
            thread.start()
        end()
        for thread in clients:
            thread.join()


def crash(server, load, point, rng):
    """One life of the server. True if it ended at the point."""
    passage = rng.randint(1, PASSAGES.get(point, 30))
    if not server.start_to_crash(point, passage):
        return True

    def end():
        if point:
            try:
                server.process.wait(2)
                return
            except subprocess.TimeoutExpired:
                pass
        else:
            time.sleep(rng.uniform(0.0, 0.4))
        server.end(signal.SIGKILL)

    load.run(server, end)
    return server.process.returncode == CRASHED


def entries(server):
    """The replies of the whole ledger, as they come on the stream."""
    size = server.ask("GET", "/v1/ledger/head")[1]["size"]
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/v1/events?after=1",
                       headers={"Authorization": "Bearer " + server.key})
    response = connection.getresponse()
    for line in response:
        if line.startswith(b"data: "):
            entry = json.loads(line[6:])
            yield entry
            if entry["sequence"] >= size:
                break
    connection.close()


def hold_to_account(server, load, receiver):
    """After the last crash: everything once."""
    sequences, duties, overdue, logged = {}, {}, collections.Counter(), collections.Counter()
    notices, closed, moved = set(), collections.Counter(), set()
    for entry in entries(server):
        key = entry["command"].get("id", "")
        if key.startswith("crash-"):
            check(key not in sequences, f"{key} twice: {sequences.get(key)}, {entry['sequence']}")
            sequences[key] = entry["sequence"]
        for event in entry["events"]:
            if event["event"] == "duty_opened":
                check(event["attempt"] not in duties, f"two duties of attempt {event['attempt']}")
                duties[event["attempt"]] = event["duty"]
            elif event["event"] == "duty_changed" and event["change"] == "overdue":
                overdue[event["duty"]] += 1
            elif event["event"] == "duty_changed" and event["change"] == "moved":
                moved.add(event["duty"])
            elif event["event"] == "logged":
                logged[event["duty"]] += 1
            elif event["event"] == "notified":
                notices.add(event["number"])
            elif event["event"] == "notice_closed":
                closed[event["notice"]] += 1
    for own, sequence in load.acknowledged.items():
        check(sequences.get(f"crash-{own}") == sequence, f"C{own}: acknowledged, not kept")
    check(len(sequences) <= len(load.sent), "more than was sent")
    check(len(duties) == len(sequences), f"{len(duties)} duties of {len(sequences)} actions")
    for duty in duties.values():
        check(overdue[duty] == 1 or (overdue[duty] == 0 and duty in moved),
              f"duty {duty} was overdue {overdue[duty]} times")
        check(logged[duty] == overdue[duty], f"duty {duty}: {logged[duty]} records")
    # The faster the server, the more messages come late. Enough deadlines pass to be a test.
    check(sum(overdue.values()) >= min(1000, len(duties) // 10),
          f"only {sum(overdue.values())} of {len(duties)} duties were overdue")
    check(dict(closed) == {notice: 1 for notice in notices}, "not every message was closed once")
    check(len(receiver.seen) == len(notices), f"{len(receiver.seen)} of {len(notices)} came")
    return len(sequences), len(notices)


def settled(server):
    """Every duty is overdue or moved, and nothing waits to be told any more."""
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=5)

    def some_are_due():
        after = 0
        while True:
            page = server.ask("GET", f"/v1/duties?limit=1000&after={after}")[1]
            if any(duty["state"] == "open" and
                   datetime.datetime.fromisoformat(duty["due"]) < soon
                   for duty in page["items"]):
                return True
            if "next" not in page or page["next"] is None:
                return False
            after = page["next"]

    def figure(name):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        found = [float(line.split()[-1]) for line in text.splitlines()
                 if line.startswith(name)]
        return sum(found)

    # A deadline whose message was on its way moves by an hour. Matters are for days, and stay.
    end = time.monotonic() + 300
    calm = 0
    while calm < 5:
        check(time.monotonic() < end, "the server did not come to rest")
        if some_are_due():
            time.sleep(3)
            continue
        before = figure("onus_ledger_entries")
        time.sleep(0.5)
        same = figure("onus_ledger_entries") == before and figure("onus_outbox_waiting") == 0
        calm = calm + 1 if same else 0


def main():
    rng = random.Random(20261129)
    with tempfile.TemporaryDirectory() as folder:
        receiver = Receiver()
        server = Shop(folder, receiver)
        load, reached = Load(), collections.Counter()
        try:
            for number in range(ROUNDS):
                # Every other one at random, the rest at each point in turn.
                point = POINTS[number // 2 % len(POINTS)] if number % 2 else None
                if crash(server, load, point, rng):
                    reached[point] += 1
            check(server.start_to_crash(), "no start")
            settled(server)
            actions, notices = hold_to_account(server, load, receiver)
            check(server.end(signal.SIGTERM) == 0, "no graceful stop")
        finally:
            if server.process and server.process.poll() is None:
                server.process.kill()
        verified = subprocess.run([ONUS, "-C", server.pack, "ledger", "verify"],
                                  capture_output=True, text=True, check=False)
        check(verified.returncode == 0, verified.stdout + verified.stderr)
    missed = [point for point in POINTS if not reached[point] and ROUNDS >= 10 * len(POINTS)]
    check(not missed, f"never came to {missed}")
    print(f"{ROUNDS} rounds, of them at named points {dict(reached)}: {len(load.acknowledged)} "
          f"acknowledged of {actions} actions and duties, {notices} messages, each once")


if __name__ == "__main__":
    main()
