# SPDX-License-Identifier: Apache-2.0
"""The built server tells people and systems over every channel, through failures and kill -9.

Usage: delivery_test.py ONUS POLICIES [ROUNDS [MANY]]
"""

import base64
import email.header
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "http"))

from receivers import (MailServer, OLD_SECRET, Receiver, SECRET, TOKEN,  # noqa: E402
                       make_certificate)

ONUS, POLICIES = sys.argv[1], sys.argv[2]
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 10
MANY = int(sys.argv[4]) if len(sys.argv) > 4 else 500
ORDERS = 4


def check(condition, what):
    if not condition:
        raise AssertionError(what)


class Server:
    """A copy of the retail pack with an outbox, served at a free port."""

    def __init__(self, folder, delivery):
        import shutil
        import socket
        shutil.copytree(POLICIES, os.path.join(folder, "policies"))
        self.pack = os.path.join(folder, "policies", "retail")
        self.keys = {}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        lines = [f"listen: 127.0.0.1:{self.port}", "keys:"]
        for name, role in (("till", "system"), ("audit", "auditor"), ("ops", "operator")):
            made = json.loads(subprocess.run(
                [ONUS, "-C", self.pack, "--json", "client", name, "--role", role],
                capture_output=True, text=True, check=True).stdout)
            self.keys[name] = made["key"]
            lines.append(f"  {name}: {{role: {role}, sha256: {made['sha256']}}}")
        with open(os.path.join(self.pack, "robot.secret"), "w", encoding="utf-8") as file:
            file.write(SECRET + "\n")
        with open(os.path.join(self.pack, "serve.yaml"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\ndelivery:\n" + delivery)
        self.process = None
        self.log = []

    def start(self):
        environment = dict(os.environ, ONUS_ROBOT_TOKEN=TOKEN, ONUS_OLD_SECRET=OLD_SECRET)
        self.process = subprocess.Popen([ONUS, "-C", self.pack, "serve"], env=environment,
                                        stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            self.log.append(line)
            if "Listening" in line:
                threading.Thread(target=lambda: self.log.append(self.process.stderr.read()),
                                 daemon=True).start()
                return
        raise AssertionError("the server did not start: " + "".join(self.log))

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(30)

    def ask(self, who, method, path, body=None, key=None):
        import http.client
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Authorization": "Bearer " + self.keys[who], "Idempotency-Key": key or "k"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return response.status, json.loads(data) if data[:1] in b"{[" else data.decode()

    def force(self, number, by="li", reason="老客户"):
        """Two of one seller go to his manager, the third is held for the manager's superior."""
        return self.ask("till", "POST", "/v1/commands",
                        {"action": "submit_order", "by": by, "force": True,
                         "reason": reason,
                         "data": {"order": {"number": number, "seller": by, "channel": "store",
                                            "promised": "7 days"}}}, "force-" + number)

    def events(self):
        """(sequence, place, event) of the whole ledger."""
        size = int(self.ask("audit", "GET", "/v1/ledger/head")[1]["size"])
        for sequence in range(2, size + 1):
            status, entry = self.ask("audit", "GET", f"/v1/entries/{sequence}")
            check(status == 200, entry)
            for place, event in enumerate(entry["events"]):
                yield sequence, place, event


def wait_for(condition, what, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("not in time: " + what)


def open_notices(events):
    sent = {event["number"]: event for _, _, event in events if event["event"] == "notified"}
    closed = {event["notice"]: event for _, _, event in events
              if event["event"] == "notice_closed"}
    return sent, closed


def all_closed(server):
    def condition():
        sent, closed = open_notices(list(server.events()))
        return sent and set(sent) == set(closed)
    return condition


CHANNELS = {
    "dingtalk": "{kind: dingtalk, url: 'http://127.0.0.1:PORT/dingtalk', "
                "token: {env: ONUS_ROBOT_TOKEN}, secret: {file: robot.secret}}",
    "feishu": "{kind: feishu, url: 'http://127.0.0.1:PORT/feishu', "
              "token: {env: ONUS_ROBOT_TOKEN}, secret: {file: robot.secret}}",
    "wecom": "{kind: wecom, url: 'http://127.0.0.1:PORT/wecom', token: {env: ONUS_ROBOT_TOKEN}}",
    "webhook": "{kind: webhook, url: 'http://127.0.0.1:PORT/hook', "
               "secrets: [{env: ONUS_OLD_SECRET}, {file: robot.secret}]}",
    "mail": "{kind: mail, url: 'smtp://127.0.0.1:PORT', from: onus@example.com}",
}

ADDRESSES = {"dingtalk": "address: '13800000000', ", "feishu": "address: ou_wang, ",
             "wecom": "address: wang, ", "webhook": "",
             "mail": "address: wang@example.com, "}


def one_channel(kind, language, folder):
    """Everything that the manager is told comes once its receiver takes it, in his language."""
    receiver = MailServer(0.3, 3) if kind == "mail" else Receiver(0.3, 3)
    delivery = (f"  channels:\n    c: {CHANNELS[kind].replace('PORT', str(receiver.port))}\n"
                f"  default: {'c' if kind != 'mail' else 'x'}\n"
                f"  people:\n    wang: {{channel: c, {ADDRESSES[kind]}language: {language}}}\n")
    if kind == "mail":
        delivery = delivery.replace("  default: x\n", "")
    server = Server(folder, delivery)
    server.start()
    try:
        for i in range(ORDERS):
            # The last one is longer than a robot takes.
            reason = "老客户" * (1500 if i == ORDERS - 1 and kind != "webhook" else 1)
            status, body = server.force(f"{kind}-{i}", ("li", "hua")[i % 2], reason)
            check(status == 200, body)
        wait_for(all_closed(server), f"{kind}: {receiver.received.items}")
        sent, closed = open_notices(list(server.events()))
        check(all(event["reached"] for event in closed.values()), closed)
        check(not receiver.received.wrong, receiver.received.wrong)
        wanted = "Was forced with the reason" if language == "en" else "办理人坚持办理，理由：“老客户"
        items = list(receiver.received.items)
        texts = [text_of(kind, item) for item in items]
        check(len(items) >= len(sent), f"{len(items)} of {len(sent)}")
        check(all(wanted in text for text in texts), texts)
        if kind == "webhook":
            ids = receiver.received.ids()
            check(sorted({int(identity.split("-n")[1]) for identity in ids}) ==
                  sorted(int(number) for number in sent), ids)
        if kind == "dingtalk":
            check(all(item[1]["at"]["atMobiles"] == ["13800000000"] for item in items), items)
        if kind == "mail":
            check(all(item[1][0] == "wang@example.com" for item in items), items)
        metrics = server.ask("till", "GET", "/metrics")[1]
        check(f'onus_outbox_delivered_total{{channel="c"}} {len(sent)}' in metrics, metrics)
        check(server.end() == 0, "exit code")
        check(TOKEN not in "".join(server.log) and SECRET not in "".join(server.log), server.log)
        return len(sent), len(items)
    finally:
        receiver.close()
        if server.process.poll() is None:
            server.process.kill()


def text_of(kind, item):
    if kind == "mail":
        mail = item[1][1]
        subject = str(email.header.make_header(email.header.decode_header(mail["Subject"])))
        check(subject, "subject")
        return mail.get_payload(decode=True).decode()
    if kind == "webhook":
        data = item[1]["data"]["text"]
        return data["en"] + data["zh"]
    return item[0]


def nobody_there(folder):
    """A mailbox that does not exist is given up at once, and the supervisor is told."""
    receiver = MailServer()
    server = Server(folder, "  channels:\n    c: " +
                    CHANNELS["mail"].replace("PORT", str(receiver.port)) +
                    "\n  people:\n    wang: {channel: c, address: nobody@example.com}\n"
                    "    guo: {channel: c, address: guo@example.com, language: en}\n")
    server.start()
    try:
        check(server.force("N1")[0] == 200, "forced")
        wait_for(lambda: receiver.received.items, "the supervisor's mail")
        address, mail = receiver.received.items[0][1]
        check(address == "guo@example.com", address)
        check("A message about this could not reach Wang" in
              mail.get_payload(decode=True).decode(), mail)
        wait_for(all_closed(server), "closed")
        closed = open_notices(list(server.events()))[1]
        check([event["reached"] for _, event in sorted(closed.items())] == [False, True], closed)
    finally:
        server.end()
        receiver.close()


def waits_for_its_receiver(folder):
    """Without a channel a message waits, and the operator sees why, but not whom it is for."""
    receiver = Receiver()
    server = Server(folder, "  channels:\n    c: " +
                    CHANNELS["webhook"].replace("PORT", str(receiver.port)) + "\n")
    server.start()
    try:
        check(server.force("W1")[0] == 200, "forced")

        def seen():
            status, body = server.ask("ops", "GET", "/v1/outbox")
            check(status == 200, body)
            waiting = [m for item in body["items"] for m in item["messages"]]
            return waiting and waiting[0].get("code") == "N0898" and "wang" not in json.dumps(body)
        wait_for(seen, "the reason")
        check(server.ask("till", "GET", "/v1/outbox")[0] == 403, "the till may not see it")
        check(server.ask("audit", "GET", "/v1/outbox")[0] == 403, "the auditor may not see it")
        check(not receiver.received.items, receiver.received.items)
    finally:
        server.end()
        receiver.close()


def knows_its_receiver(folder):
    """TLS with a certificate of one's own; nothing is told to whoever cannot show it."""
    certificate = make_certificate(os.path.join(folder, "receiver.pem"))
    other = make_certificate(os.path.join(folder, "other.pem"))
    receiver = Receiver(certificate=certificate)
    for ca, reached in ((other, False), (certificate, True)):
        inside = os.path.join(folder, "served" + str(reached))
        os.mkdir(inside)
        server = Server(inside, f"  channels:\n    c: {{kind: webhook, ca: {ca}.crt, "
                        f"url: 'https://127.0.0.1:{receiver.port}/hook', "
                        "secrets: [{env: ONUS_OLD_SECRET}, {file: robot.secret}]}\n"
                        "  default: c\n")
        server.start()
        try:
            check(server.force("T1")[0] == 200, "forced")
            if reached:
                wait_for(all_closed(server), "over TLS")
                check(len(receiver.received.items) == 1, receiver.received.items)
            else:
                wait_for(lambda: "N0893" in json.dumps(server.ask("ops", "GET", "/v1/outbox")[1]),
                         "the reason")
                check(not receiver.received.items, receiver.received.items)
        finally:
            server.end()
    receiver.close()


def stops_in_time(folder):
    """A receiver that takes and never answers does not keep the server from stopping."""
    import socket
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        server = Server(folder, "  channels:\n    c: " +
                        CHANNELS["webhook"].replace("PORT", str(silent.getsockname()[1])) +
                        "\n  default: c\n")
        server.start()
        check(server.force("S1")[0] == 200, "forced")
        connection = silent.accept()[0]
        begun = time.monotonic()
        check(server.end() == 0, "exit code")
        check(time.monotonic() - begun < 5, f"{time.monotonic() - begun:.1f} s")
        connection.close()


def many(folder, count):
    """As many messages as one likes, three in ten tries failing: each comes."""
    receiver = Receiver(0.3, 4)
    server = Server(folder, "  channels:\n    c: " +
                    CHANNELS["webhook"].replace("PORT", str(receiver.port)) + "\n  default: c\n")
    server.start()
    try:
        def client(first):
            for i in range(first, count, 8):
                check(server.force(f"M{i}", ("li", "hua", "sun", "he")[i % 4])[0] == 200, "forced")

        begun = time.monotonic()
        clients = [threading.Thread(target=client, args=(first,)) for first in range(8)]
        for thread in clients:
            thread.start()
        for thread in clients:
            thread.join()
        wait_for(lambda: f'onus_outbox_delivered_total{{channel="c"}} {count}\n'
                 in server.ask("till", "GET", "/metrics")[1], "all", 600)
        seconds = time.monotonic() - begun
        ids = receiver.received.ids()
        check(len(set(ids)) == count, f"{len(set(ids))} of {count}")
        check(server.end() == 0, "exit code")
        return len(ids), seconds
    finally:
        receiver.close()
        if server.process.poll() is None:
            server.process.kill()


TOLD = {"violation": "onus.violation.recorded.v1", "judged": "onus.attempt.judged.v1"}


def keeps_everything(folder, rounds):
    """kill -9 while messages are on their way: nothing is lost, and what comes twice has one id."""
    people, system = Receiver(0.3, 5), Receiver(0.3, 6)
    hook = CHANNELS["webhook"].replace("{kind: webhook, ", "{client: till, ")
    server = Server(
        folder,
        "  channels:\n    c: " + CHANNELS["webhook"].replace("PORT", str(people.port)) +
        "\n  default: c\n  subscribers:\n    shop: " + hook.replace("PORT", str(system.port)) +
        "\n")
    server.start()
    rng = random.Random(11)
    number = 0
    try:
        for _ in range(rounds):
            for _ in range(rng.randrange(1, 4)):
                number += 1
                check(server.force(f"K{number}")[0] == 200, "forced")
            time.sleep(rng.uniform(0.0, 0.6))
            server.end(signal.SIGKILL)
            server.start()
        wait_for(all_closed(server), "people", 300)
        events = list(server.events())
        expected = []
        for sequence, place, event in events:
            kind = TOLD.get(event["event"])
            if kind and (event["event"] != "judged" or event["verdict"] in
                         ("warn", "hold", "block")):
                expected.append((sequence, place, kind))
        wait_for(lambda: len(set(system.received.ids())) >= len(expected),
                 f"{len(set(system.received.ids()))} of {len(expected)}", 300)
        sent, closed = open_notices(events)
        check(all(event["reached"] for event in closed.values()), closed)
        check(not people.received.wrong and not system.received.wrong,
              people.received.wrong + system.received.wrong)
        numbers = {int(identity.split("-n")[1]) for identity in people.received.ids()}
        check(numbers == {int(number) for number in sent}, numbers ^ {int(n) for n in sent})
        contents = {}
        first = []
        for identity, what in system.received.items:
            check(contents.setdefault(identity, what) == what, f"{identity} was told differently")
            if identity not in first:
                first.append(identity)
        places = [tuple(int(part) for part in identity.split("-")[1:]) for identity in first]
        check(places == [(sequence, place) for sequence, place, _ in expected],
              f"{places}\n{expected}")
        check([contents[identity]["type"] for identity in first] ==
              [kind for _, _, kind in expected], "types")
        check(server.end() == 0, "exit code")
        verified = subprocess.run([ONUS, "-C", server.pack, "ledger", "verify"],
                                  capture_output=True, text=True, check=False)
        check(verified.returncode == 0, verified.stdout + verified.stderr)
        return len(sent), len(people.received.items), len(expected), len(system.received.items)
    finally:
        people.close()
        system.close()
        if server.process.poll() is None:
            server.process.kill()


def encrypted(key, text):
    """As the platform does it, by openssl: a block of its own, then AES-256-CBC."""
    start = os.urandom(16)
    body = subprocess.run(
        ["openssl", "enc", "-aes-256-cbc", "-K", hashlib.sha256(key.encode()).hexdigest(),
         "-iv", start.hex()], input=text.encode(), capture_output=True, check=True).stdout
    return json.dumps({"encrypt": base64.b64encode(start + body).decode()})


def approval_centre(folder, key=None):
    """A matter stands in Feishu as it stands here; what is decided there is decided here. `key`: the
    platform encrypts and signs with it."""
    platform = Receiver(0.3, 9)
    server = Server(folder, f"""  feishu_approvals:
    url: 'http://127.0.0.1:{platform.port}'
    app_id: cli_demo
    app_secret: {{file: robot.secret}}
    approval_code: CODE
    callback_token: {{env: ONUS_ROBOT_TOKEN}}
    link: 'https://onus.example.com/matters/'
    users: {{wang: u-wang, li: u-li}}
""" + ("" if key is None else "    encrypt_key: {env: ONUS_OLD_SECRET}\n"))
    server.start()

    def post(body, headers):
        import http.client
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        begun = time.monotonic()
        connection.request("POST", "/v1/feishu/approvals", body,
                           {"Content-Type": "application/json", **headers})
        response = connection.getresponse()
        answer = json.loads(response.read())
        check(time.monotonic() - begun < 5, "too late for the platform")
        return response.status, answer.get("code"), answer

    def sealed(text, by=key, signed=True):
        """Body and headers as the platform sends them."""
        if by is None:
            return text, {}
        body = encrypted(by, text)
        if not signed:
            return body, {}
        stamp, nonce = str(int(time.time())), os.urandom(8).hex()
        signature = hashlib.sha256((stamp + nonce + by + body).encode()).hexdigest()
        return body, {"X-Lark-Request-Timestamp": stamp, "X-Lark-Request-Nonce": nonce,
                      "X-Lark-Signature": signature}

    def callback(user, action="APPROVE", reason="同意", token=TOKEN, code="CODE", context="1"):
        return post(*sealed(json.dumps(
            {"action_type": action, "action_context": context, "user_id": user,
             "approval_code": code, "instance_id": "i", "task_id": "t", "reason": reason,
             "token": token})))

    def wrongly_sealed():
        """Everything that is not quite what the platform sends."""
        good = json.dumps({"action_type": "APPROVE", "action_context": "1", "user_id": "u-wang",
                           "approval_code": "CODE", "task_id": "t", "reason": "同意", "token": TOKEN})
        check(post(good, {})[0] == 401, "in the clear")
        check(post(*sealed(good, by=key + "x"))[0] == 401, "another key")
        check(post(*sealed(good, signed=False))[0] == 401, "unsigned")
        body, headers = sealed(good)
        check(post(body, {**headers, "X-Lark-Request-Nonce": "other"})[0] == 401, "another nonce")
        check(post(body.replace('"encrypt": "', '"encrypt": "A'), headers)[0] == 401, "no base64")
        check(post('{"encrypt": ""}', headers)[0] == 401, "nothing")

    def verification():
        """The platform asks once whether the address is ours."""
        for token, status in ((TOKEN, 200), ("wrong", 401)):
            text = json.dumps({"type": "url_verification", "challenge": "挑战-1", "token": token})
            answer = post(*sealed(text, signed=False))
            check(answer[0] == status, answer)
            check(status == 401 or answer[2] == {"challenge": "挑战-1"}, answer)

    try:
        check(server.force("F1")[0] == 200, "forced")
        wait_for(lambda: platform.received.items, "the instance")
        first = platform.received.items[0][1]
        check(first["status"] == "PENDING" and first["user_id"] == "u-li", first)
        check([task["user_id"] for task in first["task_list"]] == ["u-wang"], first)
        check(first["task_list"][0]["action_context"] == "1", first)
        shown = json.dumps(first, ensure_ascii=False)
        check("老客户" in shown and "订单F1，期限至" in shown and "order F1, until " in shown, first)
        head = server.ask("audit", "GET", "/v1/ledger/head")[1]
        verification()
        if key is not None:
            wrongly_sealed()
        check(callback("u-wang", token="wrong")[0] == 401, "a wrong token")
        check(callback("u-wang", token="")[0] == 401, "no token")
        check(callback("u-wang", code="OTHER")[0] == 401, "another definition")
        check(callback("u-nobody")[1] == 1, "an unknown user")
        check(callback("u-wang", action="TRANSFER")[1] == 1, "another action")
        check(callback("u-wang", context="x")[1] == 1, "no matter")
        check(server.ask("audit", "GET", "/v1/ledger/head")[1] == head, "left a trace")
        # Nobody decides his own case, and a decision needs an opinion.
        check(callback("u-li")[1] == 1, "the actor himself")
        check(callback("u-wang", reason="")[1] == 1, "without an opinion")
        check(callback("u-wang")[:2] == (200, 0), callback("u-wang"))
        check(callback("u-wang")[:2] == (200, 0), "sent again")
        check(callback("u-wang", action="REJECT")[1] == 1, "decided already")
        wait_for(lambda: platform.received.items[-1][1]["status"] == "APPROVED", "the decision")
        last = platform.received.items[-1][1]
        check(last["instance_id"] == first["instance_id"], last)
        check(last["task_list"][0]["status"] == "APPROVED", last)
        check(not platform.received.wrong, platform.received.wrong)
        decided = [event for _, _, event in server.events()
                   if event["event"] == "matter_changed" and event["change"] == "decided"]
        check(len(decided) == 1 and decided[0]["person"] == "wang", decided)
        server.end()
        check(SECRET not in "".join(server.log) and TOKEN not in "".join(server.log), server.log)
    finally:
        platform.close()
        if server.process.poll() is None:
            server.process.kill()


def main():
    for kind, language in (("dingtalk", "zh"), ("feishu", "en"), ("wecom", "zh"),
                           ("webhook", "en"), ("mail", "zh")):
        with tempfile.TemporaryDirectory() as folder:
            sent, arrived = one_channel(kind, language, folder)
            print(f"{kind}: {sent} messages, {arrived} arrivals", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        nobody_there(folder)
    with tempfile.TemporaryDirectory() as folder:
        waits_for_its_receiver(folder)
    with tempfile.TemporaryDirectory() as folder:
        knows_its_receiver(folder)
    with tempfile.TemporaryDirectory() as folder:
        stops_in_time(folder)
    with tempfile.TemporaryDirectory() as folder:
        approval_centre(folder)
        print("approval centre: shown, decided, shown again", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        approval_centre(folder, OLD_SECRET)
        print("approval centre, encrypted: the same", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        arrived, seconds = many(folder, MANY)
        print(f"{MANY} messages in {arrived} arrivals, {seconds:.1f} s; none lost", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        sent, arrived, expected, told = keeps_everything(folder, ROUNDS)
        print(f"{ROUNDS} rounds of kill -9: {sent} messages to people in {arrived} arrivals, "
              f"{expected} events to a system in {told}; none lost")


if __name__ == "__main__":
    main()
