# SPDX-License-Identifier: Apache-2.0
"""Random requests at every endpoint that /openapi.json describes: each answer has a documented
status and the members that its schema requires, faults are problem documents, nothing is a 5xx.

Usage: documented_test.py ONUS POLICIES [REQUESTS]
"""

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
import urllib.parse

ONUS, POLICIES = sys.argv[1], sys.argv[2]
REQUESTS = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000

RANDOM = random.Random(5)
WORDS = ["li", "wang", "submit_order", "order", "A1", "7 days", "", None, 0, -1, 1.5, True, "🙂",
         "x" * 300, "2026-01-01T00:00:00Z", "store", "\u0000a", "reject", 99999999999999999999]
NAMES = ["action", "by", "data", "order", "number", "seller", "promised", "force", "reason",
         "decide", "matter", "decision", "opinion", "withdraw", "subject", "id", "type", "name",
         "resource", "properties", "context", "at", "evaluations", "options",
         "evaluations_semantic", "rulebooks", "text", "names", "persons", "units", "organisation",
         "tick", "claim", "delegate", "transfer", "to", "outage", "from", "until", "publish", "excuse"]
PARTS = ["1", "2", "9", "0", "x", "li", "order", "A1", "-1", "18446744073709551616", "%"]
QUERIES = ["1", "0", "-1", "x", "li", "true", "1001", "2"]


def value(depth=0):
    choice = RANDOM.random()
    if depth > 3 or choice < 0.6:
        return RANDOM.choice(WORDS)
    if choice < 0.8:
        return [value(depth + 1) for _ in range(RANDOM.randrange(3))]
    return {RANDOM.choice(NAMES): value(depth + 1) for _ in range(RANDOM.randrange(4))}


def body_of():
    body = {name: value() for name in RANDOM.sample(NAMES, RANDOM.randrange(6))}
    if RANDOM.random() < 0.5:
        body.update({"by": RANDOM.choice(["li", "wang"]), "action": "submit_order", "data": {
            "order": {"number": RANDOM.choice(["A1", "A2"]), "seller": "li", "channel": "store",
                      "promised": RANDOM.choice(["3 days", "7 days"])}}})
    text = json.dumps(body)
    return text[:RANDOM.randrange(len(text) + 1)] if RANDOM.random() < 0.1 else text


def prepare(folder):
    """A copy of the retail pack with a key for each role, and the port it will be served at."""
    shutil.copytree(POLICIES, os.path.join(folder, "policies"))
    pack = os.path.join(folder, "policies", "retail")
    config, keys = os.path.join(pack, "serve.yaml"), []
    lines = []
    for name, role, person in [("till", "system", None), ("h1", "hr", "zhou"), ("h2", "hr", "lin"),
                               ("li", "employee", "li"), ("audit", "auditor", None)]:
        made = subprocess.run([ONUS, "-C", pack, "client", name, "--role", role]
                              + (["--person", person] if person else []),
                              capture_output=True, text=True, check=True)
        keys.append(made.stdout.strip())
        lines += [line for line in made.stderr.splitlines() if line.startswith(f"  {name}:")]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with open(config, "w", encoding="utf-8") as file:
        file.write(f"listen: 127.0.0.1:{port}\nkeys:\n" + "\n".join(lines) + "\n")
    return pack, keys, port


class Asker:
    def __init__(self, port, keys):
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.keys = keys
        self.link.request("GET", "/openapi.json")
        self.document = json.loads(self.link.getresponse().read())
        self.operations = [(method.upper(), path, operation)
                           for path, methods in self.document["paths"].items()
                           for method, operation in methods.items() if path != "/v1/events"]

    def ask(self):
        method, path, operation = RANDOM.choice(self.operations)
        parameters = operation.get("parameters", [])
        while "{" in path:
            begin, end = path.index("{"), path.index("}")
            path = path[:begin] + urllib.parse.quote(RANDOM.choice(PARTS), safe="") + path[end + 1:]
        query = [(each["name"], RANDOM.choice(QUERIES)) for each in parameters
                 if each["in"] == "query" and RANDOM.random() < 0.4]
        if RANDOM.random() < 0.02:
            query.append(("unknown", "1"))
        headers, body = {"Authorization": "Bearer " + RANDOM.choice(self.keys)}, None
        if "requestBody" in operation:
            headers["Content-Type"], body = "application/json", body_of()
        if any(each["name"] == "Idempotency-Key" for each in parameters):
            headers["Idempotency-Key"] = str(RANDOM.randrange(300))
        target = path + ("?" + urllib.parse.urlencode(query) if query else "")
        self.link.request(method, target, body and body.encode(), headers)
        response = self.link.getresponse()
        self.check(operation, response.status, response.getheader("Content-Type"), response.read(),
                   f"{method} {target} {body}")
        return operation["operationId"], response.status

    def check(self, operation, status, media, text, what):
        described = operation["responses"].get(str(status))
        if status >= 500 or described is None:
            raise AssertionError(f"{what}: {status} {text[:300]}")
        if media not in described["content"]:
            raise AssertionError(f"{what}: {media}")
        name = described["content"][media]["schema"]["$ref"].rsplit("/", 1)[1]
        schema = self.document["components"]["schemas"][name]
        missing = set(schema.get("required", [])) - set(json.loads(text))
        if missing:
            raise AssertionError(f"{what}: lacks {missing}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        pack, keys, port = prepare(folder)
        process = subprocess.Popen([ONUS, "-C", pack, "serve"], stderr=subprocess.PIPE, text=True)
        try:
            for line in process.stderr:
                if "Listening" in line:
                    break
            threading.Thread(target=process.stderr.read, daemon=True).start()
            asker = Asker(port, keys)
            seen = {asker.ask() for _ in range(REQUESTS)}
            process.send_signal(signal.SIGTERM)
            if process.wait(30) != 0:
                raise AssertionError("no graceful end")
        finally:
            if process.poll() is None:
                process.kill()
    print(f"{REQUESTS} requests, {len(seen)} kinds of answers, all of them documented")


if __name__ == "__main__":
    main()
