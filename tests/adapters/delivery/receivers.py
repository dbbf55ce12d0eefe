# SPDX-License-Identifier: Apache-2.0
"""Receivers on loopback that check what the platforms check, and fail when they are told to.

What each platform wants of a signature, an answer and a size is taken from its documents, not from
the program under test.
"""

import base64
import hashlib
import hmac
import http.server
import json
import random
import ssl
import subprocess
import threading
import time
import urllib.parse

TOKEN = "token-of-the-robot"
SECRET = "SECdemo0000000000000000000000000000"
OLD_SECRET = "the-secret-before"


def mac(key, message):
    return base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()


class Received:
    """What came, in order, from any number of connections."""

    def __init__(self, failing=0.0, seed=1):
        self.lock = threading.Lock()
        self.items = []     # (id, what)
        self.times = []
        self.wrong = []     # what no receiver may get
        self.failing = failing
        self.random = random.Random(seed)

    def add(self, identity, what):
        with self.lock:
            self.items.append((identity, what))
            self.times.append(time.monotonic())

    def luck(self):
        """'take', 'refuse' before it was taken, or 'lose' the answer after."""
        with self.lock:
            draw = self.random.random()
        if draw >= self.failing:
            return "take"
        return "refuse" if draw < self.failing / 2 else "lose"

    def ids(self):
        with self.lock:
            return [identity for identity, _ in self.items]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def reply(self, status, body, headers=()):
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def wrong(self, what):
        with self.server.received.lock:
            self.server.received.wrong.append(what)
        self.reply(400, {"errcode": 1, "code": 1})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query, strict_parsing=bool(url.query)))
        kind = url.path.strip("/").split("/")[0]
        if kind == "open-apis":
            return self.open_api(url.path, json.loads(body))
        if len(body) > 64 * 1024:
            return self.wrong(f"{len(body)} bytes")
        problem = getattr(self, "check_" + kind)(url, query, body)
        if problem:
            return self.wrong(f"{kind}: {problem}")
        luck = self.server.received.luck()
        refusal = {"dingtalk": {"errcode": 310000, "errmsg": "keywords not in content"},
                   "feishu": {"code": 19024, "msg": "Key Words Not Found"},
                   "wecom": {"errcode": 93000, "errmsg": "invalid webhook url"}}.get(kind)
        if luck == "refuse":
            # The platforms refuse with 200.
            return self.reply(200 if refusal else 503, refusal or {})
        self.server.received.add(*self.content(kind, body))
        if luck == "lose":
            self.close_connection = True
            self.connection.close()
            return None
        return self.reply(200, {"errcode": 0, "errmsg": "ok", "code": 0, "msg": "success"})

    def open_api(self, path, data):
        """The approval centre: a token of an hour, and instances that replace each other."""
        received = self.server.received
        if path == "/open-apis/auth/v3/tenant_access_token/internal":
            if data != {"app_id": "cli_demo", "app_secret": SECRET}:
                return self.reply(200, {"code": 10014, "msg": "app secret invalid"})
            return self.reply(200, {"code": 0, "expire": 7200,
                                    "tenant_access_token": "t-" + TOKEN})
        if path != "/open-apis/approval/v4/external_instances":
            return self.reply(404, {"code": 404})
        if self.headers["Authorization"] != "Bearer t-" + TOKEN:
            return self.reply(400, {"code": 99991663, "msg": "token invalid"})
        problem = instance_problem(data)
        if problem:
            return self.wrong("instance: " + problem)
        luck = received.luck()
        if luck == "refuse":
            return self.reply(400, {"code": 1395001, "msg": "please try again later"})
        received.add(data["instance_id"], data)
        if luck == "lose":
            self.close_connection = True
            self.connection.close()
            return None
        return self.reply(200, {"code": 0, "msg": "success", "data": {"data": data}})

    def content(self, kind, body):
        data = json.loads(body)
        if kind == "hook":
            return self.headers["webhook-id"], data
        text = data["content"]["text"] if kind == "feishu" else data["text"]["content"]
        return text, data

    def check_dingtalk(self, _, query, body):
        if query.get("access_token") != TOKEN:
            return "access_token"
        now = int(query["timestamp"])
        if abs(now - time.time() * 1000) > 3600_000:
            return "timestamp"
        if query["sign"] != mac(SECRET.encode(), f"{now}\n{SECRET}".encode()):
            return "sign"
        data = json.loads(body)
        return None if data["msgtype"] == "text" and data["text"]["content"] else "body"

    def check_feishu(self, url, _, body):
        data = json.loads(body)
        if url.path != "/feishu/" + TOKEN:
            return "token"
        if abs(int(data["timestamp"]) - time.time()) > 3600:
            return "timestamp"
        if data["sign"] != mac(f"{data['timestamp']}\n{SECRET}".encode(), b""):
            return "sign"
        if len(body) > 20 * 1024:
            return "size"
        return None if data["msg_type"] == "text" and data["content"]["text"] else "body"

    def check_wecom(self, _, query, body):
        data = json.loads(body)
        if query != {"key": TOKEN}:
            return "key"
        if len(data["text"]["content"].encode()) > 2048:
            return "size"
        return None if data["msgtype"] == "text" else "body"

    def check_hook(self, _, __, body):
        identity, seconds = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        if abs(int(seconds) - time.time()) > 300:
            return "timestamp"
        signed = f"{identity}.{seconds}.".encode() + body
        wanted = [f"v1,{mac(secret.encode(), signed)}" for secret in (OLD_SECRET, SECRET)]
        if self.headers["webhook-signature"].split(" ") != wanted:
            return "signature"
        if self.headers["Content-Type"] != "application/cloudevents+json":
            return "media type"
        event = json.loads(body)
        if event["specversion"] != "1.0" or event["id"] != identity:
            return "envelope"
        return None if all(event.get(name) for name in ("source", "type", "time")) else "envelope"


def instance_problem(data):
    """What the platform would refuse or not show."""
    needed = {"approval_code", "status", "instance_id", "links", "start_time", "end_time",
              "update_time", "update_mode", "display_method", "task_list", "i18n_resources"}
    if needed - set(data):
        return f"without {needed - set(data)}"
    if data["status"] not in ("PENDING", "APPROVED", "REJECTED", "CANCELED", "DELETED", "HIDDEN"):
        return data["status"]
    if not ("user_id" in data or "user_name" in data) or data["update_mode"] != "REPLACE":
        return "initiator"
    ids = [data["instance_id"]] + [task["task_id"] for task in data["task_list"]]
    if len(set(ids)) != len(ids):
        return "ids are not unique"
    keys = {text["key"] for text in data["i18n_resources"][0]["texts"]}
    used = {data["title"]} | {value for field in data["form"] for value in field.values()}
    for task in data["task_list"]:
        if task["status"] not in ("PENDING", "APPROVED", "REJECTED", "TRANSFERRED", "DONE"):
            return task["status"]
        used |= {task["title"]} | {action["action_name"]
                                   for action in task.get("action_configs", [])}
    if sum(resource["is_default"] for resource in data["i18n_resources"]) != 1:
        return "default language"
    return f"texts {used - keys}" if used - keys else None


class QuietServer(http.server.ThreadingHTTPServer):
    """The server under test is killed in the middle of an exchange."""

    daemon_threads = True

    def handle_error(self, *_):
        pass


class Receiver:
    """Listens on a free port until it is closed."""

    def __init__(self, failing=0.0, seed=1, certificate=None):
        self.server = QuietServer(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.server.received = self.received = Received(failing, seed)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def make_certificate(path):
    """For 127.0.0.1, signed by itself: key and certificate in one file."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=receiver",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path,
                    "-out", path + ".crt"], check=True, capture_output=True)
    with open(path, "a", encoding="ascii") as both, open(path + ".crt", encoding="ascii") as made:
        both.write(made.read())
    return path


class MailServer:
    """A real SMTP server (aiosmtpd) that keeps what it takes; fails now and then before or after,
    and knows no mailbox that begins with "nobody"."""

    def __init__(self, failing=0.0, seed=1):
        from aiosmtpd.controller import Controller
        self.received = Received(failing, seed)
        received = self.received

        class Mailbox:
            async def handle_RCPT(self, _, __, envelope, address, ___):
                if address.startswith("nobody"):
                    return "550 no such mailbox"
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, _, __, envelope):
                luck = received.luck()
                if luck == "refuse":
                    return "451 try again"
                import email
                mail = email.message_from_bytes(envelope.content)
                received.add(mail["Message-ID"], (envelope.rcpt_tos[0], mail))
                return "250 taken" if luck == "take" else "451 try again"

        import socket
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.controller = Controller(Mailbox(), hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self):
        self.controller.stop()
