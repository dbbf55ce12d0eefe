# SPDX-License-Identifier: Apache-2.0
"""Requests a second of the built server, client and server on the same machine.

Usage: load.py ONUS POLICIES BEAST SECONDS

BEAST is Boost.Beast's own fast example, which serves a file and ends each connection. All runs are over
loopback with `wrk`, one thread of the client, connections that are kept where the server keeps them.
The overload run offers three times what the server managed before, and counts what was done of it.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "adapters", "http"))
from served_pack import ServedPack, check  # noqa: E402

ONUS, POLICIES, BEAST, SECONDS = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "load.lua")
CONNECTIONS = 64


def wrk(url, kind, key="", run="r", connections=CONNECTIONS, pause_ms=0, seconds=SECONDS):
    """One run of wrk with load.lua; its figures, with what was done a second."""
    printed = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", SCRIPT, url,
         "--", kind, key, run, str(pause_ms)], capture_output=True, text=True, check=True).stdout
    line = next(line for line in printed.splitlines() if line.startswith("FIGURES "))
    figures = json.loads(line[len("FIGURES "):])
    figures["offered"] = figures["requests"] / figures["seconds"]
    figures["done"] = (figures["requests"] - figures["refused"]) / figures["seconds"]
    return figures


def show(name, figures, note=""):
    print(f"{name:34} {figures['done']:9.0f} /s   p50 {figures['p50_ms']:7.2f} ms   "
          f"p99 {figures['p99_ms']:7.2f} ms   {note}", flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def beast(folder):
    """Serves a file that holds what our empty handler answers; a worker for each connection."""
    with open(os.path.join(folder, "healthz"), "w", encoding="utf-8") as file:
        file.write('{"status":"up"}')
    port = free_port()
    process = subprocess.Popen([BEAST, "127.0.0.1", str(port), folder, str(CONNECTIONS), "block"])
    time.sleep(0.5)
    try:
        return wrk(f"http://127.0.0.1:{port}/", "empty")
    finally:
        process.kill()
        process.wait()


def main():
    with tempfile.TemporaryDirectory() as folder:
        example = beast(folder)
        show("Beast's fast example", example)
        pack = ServedPack(ONUS, POLICIES, folder)
        with open(os.path.join(pack.pack, "serve.yaml"), "a", encoding="utf-8") as file:
            file.write("limits: {waiting: 128, connections: 4096}\n")
        check(pack.start(), "the server starts")
        url = f"http://127.0.0.1:{pack.port}"
        empty = wrk(url, "empty")
        show("empty handler", empty, f"{empty['done'] / example['done']:.2f} of Beast's")
        for kind in ["validate", "validate-warned"]:
            asked = wrk(url, kind, pack.key)
            check(asked["refused"] + asked["broken"] == 0, "every question is answered")
            show(kind, asked, f"{asked['done'] / empty['done']:.2f} of the empty handler")
        submit = wrk(url, "submit", pack.key, "a")
        check(submit["refused"] + submit["broken"] == 0, "every command is recorded")
        show("submit", submit)
        # A connection asks, waits for its answer, and pauses: so many offer three times the load.
        pause_ms, answer_ms = 100, 60
        connections = min(3900, int(3.3 * submit["done"] * (pause_ms + answer_ms) / 1000))
        overload = wrk(url, "submit", pack.key, "b", connections, pause_ms)
        check(overload["broken"] == 0, "nobody is left without an answer")
        show("submit under overload", overload,
             f"{overload['offered'] / submit['done']:.1f} times offered, "
             f"{overload['done'] / submit['done']:.2f} done")
        pack.end()


main()
