# SPDX-License-Identifier: Apache-2.0
"""The built server over a copy of the retail pack, for the tests that operate it."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import threading


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def order(number):
    return {"action": "submit_order", "by": "li",
            "data": {"order": {"number": number, "seller": "li", "channel": "store",
                               "promised": "7 days"}}}


class ServedPack:
    """Served at a free port; the ledger lies where it is said."""

    def __init__(self, onus, policies, folder, ledger=None):
        self.onus = onus
        shutil.copytree(policies, os.path.join(folder, "policies"))
        self.pack = os.path.join(folder, "policies", "retail")
        self.ledger = ledger or os.path.join(folder, "ledger.sqlite")
        self.key = self.run("-C", self.pack, "client", "till", "--write").stdout.strip()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        config = os.path.join(self.pack, "serve.yaml")
        with open(config, encoding="utf-8") as file:
            text = file.read()
        with open(config, "w", encoding="utf-8") as file:
            file.write(text.replace(":8181", f":{self.port}"))
        self.process = None
        self.log = []

    def run(self, *words):
        """A command of its own, beside the server."""
        return subprocess.run([self.onus, *words], capture_output=True, text=True, check=False)

    def start(self, *options):
        """True if it serves; otherwise it ended, and the log says why."""
        self.process = subprocess.Popen(
            [self.onus, "-C", self.pack, "--ledger", self.ledger, "serve", *options],
            stderr=subprocess.PIPE, text=True)
        self.log = []
        for line in self.process.stderr:
            self.log.append(line)
            if "Listening" in line:
                # Nobody else reads on: a full pipe would stop the server.
                threading.Thread(target=lambda: self.log.extend(self.process.stderr),
                                 daemon=True).start()
                return True
        self.process.wait(30)
        return False

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(60)

    def kill_if_alive(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def fetch(self, method, path, body=None, key=None, connection=None):
        """Status and body as they came."""
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": "Bearer " + self.key}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        return response.status, response.read().decode()

    def ask(self, method, path, body=None, key=None, connection=None):
        status, text = self.fetch(method, path, body, key, connection)
        return status, json.loads(text)

    def submit(self, number, connection=None):
        return self.ask("POST", "/v1/commands", order(number), number.replace(" ", "-"), connection)

    def metric(self, name):
        for line in self.fetch("GET", "/metrics")[1].splitlines():
            if line.startswith(name + " "):
                return int(line.split()[1])
        raise AssertionError(f"no metric {name}")

    def head(self):
        return self.ask("GET", "/v1/ledger/head")[1]


class Load:
    """Clients that submit until they are stopped, and what was acknowledged to them."""

    def __init__(self, server, prefix, clients=4):
        self.server, self.prefix = server, prefix
        self.acknowledged = {}
        self.refused = []
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.work, args=(i, clients))
                        for i in range(clients)]
        for thread in self.threads:
            thread.start()

    def work(self, number, stride):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        while not self.stopping.is_set():
            name = f"{self.prefix}{number}"
            try:
                status, body = self.server.submit(name, connection)
            except (OSError, http.client.HTTPException, ValueError):
                return
            with self.lock:
                if status == 200:
                    self.acknowledged[name] = body["sequence"]
                else:
                    self.refused.append((name, status, body))
            number += stride

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()
        return self.acknowledged
