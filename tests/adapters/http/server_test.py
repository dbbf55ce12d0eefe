# SPDX-License-Identifier: Apache-2.0
"""The built server on loopback: malformed requests, many clients, a graceful stop, kill -9.

Usage: server_test.py ONUS POLICIES [ROUNDS]
"""

import concurrent.futures
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

ONUS, POLICIES = sys.argv[1], sys.argv[2]
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 20


class Server:
    """A copy of the retail pack, served at a free port."""

    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(POLICIES, os.path.join(folder, "policies"))
        self.pack = os.path.join(folder, "policies", "retail")
        made = subprocess.run([ONUS, "-C", self.pack, "client", "till", "--write"],
                              capture_output=True, text=True, check=True)
        self.key = made.stdout.strip()
        config = os.path.join(self.pack, "serve.yaml")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        with open(config, encoding="utf-8") as file:
            text = file.read()
        with open(config, "w", encoding="utf-8") as file:
            file.write(text.replace(":8181", f":{self.port}")
                       + "limits: {body_bytes: 65536, request_seconds: 2}\n")
        self.process = None

    def start(self):
        self.process = subprocess.Popen([ONUS, "-C", self.pack, "serve"],
                                        stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if "Listening" in line:
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return
        raise AssertionError("the server did not start")

    def end(self, how):
        self.process.send_signal(how)
        return self.process.wait(30)

    def ask(self, method, path, body=None, key=None, connection=None):
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Authorization": "Bearer " + self.key}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())

    def raw(self, data):
        """The status of what comes back; 0 if the connection just ends."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as link:
            link.sendall(data)
            answer = b""
            while chunk := link.recv(65536):
                answer += chunk
                if b"\r\n\r\n" in answer:
                    break
        return int(answer.split()[1]) if answer else 0


def order(number):
    return {"action": "submit_order", "by": "li",
            "data": {"order": {"number": number, "seller": "li", "channel": "store",
                               "promised": "7 days"}}}


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def malformed(server):
    """A clear refusal or the end of the connection, never a verdict, never a crash."""
    head = server.ask("GET", "/v1/ledger/head")[1]
    auth = f"Authorization: Bearer {server.key}\r\n".encode()
    post = b"POST /v1/commands HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" \
           b"Idempotency-Key: k\r\n" + auth
    cases = [
        (b"nonsense\r\n\r\n", {400}),
        (b"GET / HTTP/9.9\r\n\r\n", {400}),
        (b"GET /v1/matters HTTP/1.1\r\nno colon\r\n\r\n", {400}),
        (b"GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", {400}),
        (b"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", {400}),
        (b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20000 + b"\r\n\r\n", {431}),
        (post + b"Content-Length: 100000\r\n\r\n", {413}),
        (post + b"Content-Length: -1\r\n\r\n", {400}),
        (post + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", {400}),
        (post + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
        (post + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", {400}),
        (post + b"Content-Length: 2\r\n\r\n\xff\xfe", {400}),
        (post + b"Content-Length: 4\r\n\r\n{\"a\"", {400}),
        (post + b"Content-Length: 9000\r\n\r\n" + b"[" * 9000, {400}),
        (b"GET /v1/matters HTTP/1.1\r\nHost: x\r\nAuthorization: Basic x\r\n\r\n", {401}),
        (b"GET /v1/matters HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \r\n\r\n", {401}),
        (b"BREW /v1/matters HTTP/1.1\r\nHost: x\r\n" + auth + b"\r\n", {405}),
        # Never finished: the connection ends with its time-out.
        (post + b"Content-Length: 20\r\n\r\n{", {0}),
    ]
    for data, expected in cases:
        status = server.raw(data)
        check(status in expected, f"{data[:80]!r}: {status}, not {expected}")
    check(server.ask("GET", "/v1/ledger/head")[1] == head, "malformed requests left a trace")


def many_clients(server):
    """One id sent by many at once takes effect once; the others wait or get the same answer."""
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(
            lambda _: server.ask("POST", "/v1/commands", order("M1"), "many"), range(64)))
    statuses = {status for status, _ in answers}
    check(statuses <= {200, 409}, f"statuses {statuses}")
    check(len({body["sequence"] for status, body in answers if status == 200}) == 1,
          "one id, several entries")


def streams(server):
    """Entries come as events, in order; a client that comes back misses none and none twice."""
    def open_stream(after):
        link = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        link.sendall(b"GET /v1/events HTTP/1.1\r\nHost: x\r\nLast-Event-ID: " + str(after).encode()
                     + b"\r\nAuthorization: Bearer " + server.key.encode() + b"\r\n\r\n")
        return link, link.makefile("rb")

    def ids(file, last):
        seen = []
        for line in file:
            if line.startswith(b"id: "):
                seen.append(int(line[4:]))
                if seen[-1] >= last:
                    return seen
        return seen

    first = server.ask("POST", "/v1/commands", order("S1"), "s1")[1]["sequence"]
    link, file = open_stream(first - 1)
    check(ids(file, first) == [first], "the entry did not come")
    for number in range(2, 12):
        last = server.ask("POST", "/v1/commands", order(f"S{number}"), f"s{number}")[1]["sequence"]
    live = ids(file, last)
    link.close()
    link, file = open_stream(first)
    check(live == ids(file, last) == list(range(first + 1, last + 1)), f"events {live}")
    link.close()


def keeps_what_it_acknowledged(server, rounds):
    """kill -9 at random moments under load: what was acknowledged is there, once."""
    acknowledged, number, rng = {}, 0, random.Random(7)
    for _ in range(rounds):
        stop = threading.Event()
        lock = threading.Lock()

        def client(first):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
            own = first
            while not stop.is_set():
                try:
                    status, body = server.ask("POST", "/v1/commands", order(f"K{own}"),
                                              f"kill-{own}", connection)
                except (OSError, http.client.HTTPException, ValueError):
                    return
                if status == 200:
                    with lock:
                        acknowledged[own] = body["sequence"]
                own += 4

        clients = [threading.Thread(target=client, args=(number + i,)) for i in range(4)]
        for thread in clients:
            thread.start()
        time.sleep(rng.uniform(0.02, 0.3))
        server.end(signal.SIGKILL)
        stop.set()
        for thread in clients:
            thread.join()
        number = max([number, *acknowledged]) + 8
        server.start()
    check(len(acknowledged) > rounds, f"only {len(acknowledged)} were acknowledged")
    for own, sequence in acknowledged.items():
        status, body = server.ask("POST", "/v1/commands", order(f"K{own}"), f"kill-{own}")
        check(status == 200 and body["repeated"] and body["sequence"] == sequence,
              f"K{own}: {status} {body}")
    return len(acknowledged)


def stops_gracefully(server):
    idle = socket.create_connection(("127.0.0.1", server.port))
    listener = socket.create_connection(("127.0.0.1", server.port))
    listener.sendall(f"GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.key}"
                     "\r\n\r\n".encode())
    listener.recv(100)
    begun = time.monotonic()
    code = server.end(signal.SIGTERM)
    check(code == 0, f"exit code {code}")
    check(time.monotonic() - begun < 5, "an idle client kept the server")
    idle.close()
    verified = subprocess.run([ONUS, "-C", server.pack, "ledger", "verify"],
                              capture_output=True, text=True, check=False)
    check(verified.returncode == 0, verified.stdout + verified.stderr)


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        server.start()
        try:
            malformed(server)
            many_clients(server)
            streams(server)
            kept = keeps_what_it_acknowledged(server, ROUNDS)
            stops_gracefully(server)
        finally:
            if server.process.poll() is None:
                server.process.kill()
    print(f"malformed requests refused; {kept} acknowledged commands kept over "
          f"{ROUNDS} rounds of kill -9")


if __name__ == "__main__":
    main()
