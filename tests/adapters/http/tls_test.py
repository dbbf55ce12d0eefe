# SPDX-License-Identifier: Apache-2.0
"""The built server with TLS, certificates of clients, and tokens. Keys are made by openssl.

Usage: tls_test.py ONUS POLICIES
"""

import base64
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

ONUS, POLICIES = sys.argv[1], sys.argv[2]


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def openssl(folder, *arguments, data=None):
    return subprocess.run(["openssl", *arguments], cwd=folder, input=data, capture_output=True,
                          check=True).stdout


def authority(folder, name):
    openssl(folder, "req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", f"{name}.key", "-out",
            f"{name}.pem", "-subj", f"/CN={name}", "-days", "2",
            "-addext", "basicConstraints=critical,CA:TRUE")


def certificate(folder, name, issuer, names):
    openssl(folder, "req", "-newkey", "ed25519", "-nodes", "-keyout", f"{name}.key", "-out",
            f"{name}.csr", "-subj", f"/CN={name}")
    with open(os.path.join(folder, "ext"), "w", encoding="utf-8") as file:
        file.write(f"subjectAltName={names}\n")
    openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{issuer}.pem", "-CAkey",
            f"{issuer}.key", "-CAcreateserial", "-out", f"{name}.pem", "-days", "2",
            "-extfile", "ext")


def url64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jwks(folder):
    """A pinned Ed25519 key; the last 32 bytes of its DER are the point."""
    openssl(folder, "genpkey", "-algorithm", "ed25519", "-out", "issuer.key")
    der = openssl(folder, "pkey", "-in", "issuer.key", "-pubout", "-outform", "DER")
    key = {"kty": "OKP", "crv": "Ed25519", "kid": "k1", "x": url64(der[-32:])}
    with open(os.path.join(folder, "jwks.json"), "w", encoding="utf-8") as file:
        json.dump({"keys": [key]}, file)


def token(folder, claims, header=None):
    header = header or {"typ": "JWT", "alg": "EdDSA", "kid": "k1"}
    text = url64(json.dumps(header).encode()) + "." + url64(json.dumps(claims).encode())
    with open(os.path.join(folder, "text"), "w", encoding="utf-8") as file:
        file.write(text)
    return text + "." + url64(openssl(folder, "pkeyutl", "-sign", "-rawin", "-inkey", "issuer.key",
                                      "-in", "text"))


class Server:
    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(POLICIES, os.path.join(folder, "policies"))
        self.pack = os.path.join(folder, "policies", "retail")
        made = subprocess.run([ONUS, "-C", self.pack, "client", "till", "--write"],
                              capture_output=True, text=True, check=True)
        self.key = made.stdout.strip()
        authority(self.pack, "ca")
        authority(self.pack, "other")
        certificate(self.pack, "server", "ca", "IP:127.0.0.1")
        certificate(self.pack, "client", "ca", "DNS:client")
        certificate(self.pack, "stranger", "other", "DNS:client")
        certificate(self.pack, "shop", "ca", "DNS:unknown.example,DNS:Shop.example")
        certificate(self.pack, "li", "ca", "email:li@shop.example")
        jwks(self.pack)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.config = os.path.join(self.pack, "serve.yaml")
        with open(self.config, encoding="utf-8") as file:
            self.text = file.read().replace(":8181", f":{self.port}")
        self.process = None

    def start(self, more):
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(self.text + more)
        self.process = subprocess.Popen([ONUS, "-C", self.pack, "serve"],
                                        stderr=subprocess.PIPE, text=True)
        said = ""
        for line in self.process.stderr:
            said += line
            if "Listening" in line:
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return said
        return said

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def path(self, name):
        return os.path.join(self.pack, name)

    def ask(self, bearer, client=None, version=None):
        context = ssl.create_default_context(cafile=self.path("ca.pem"))
        if version:
            context.maximum_version = version
        if client:
            context.load_cert_chain(self.path(f"{client}.pem"), self.path(f"{client}.key"))
        link = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=context)
        headers = {} if bearer is None else {"Authorization": "Bearer " + bearer}
        link.request("GET", "/v1/duties", headers=headers)
        response = link.getresponse()
        body = json.loads(response.read())
        link.request("GET", "/v1/ledger/head", headers=headers)
        check(link.getresponse().status == response.status, "the second request of a connection")
        return response.status, body

    def refuses(self, *arguments, **named):
        try:
            status, _ = self.ask(*arguments, **named)
        except (ssl.SSLError, ConnectionError, http.client.HTTPException):
            return True
        raise AssertionError(f"answered {status}")


TLS = "tls: {certificate: server.pem, key: server.key}\n"
MUTUAL = "tls: {certificate: server.pem, key: server.key, client_ca: ca.pem}\n"
CLIENTS = ("  shop: {role: system, certificate: 'dns:shop.example'}\n"
           "  li: {role: employee, person: li, certificate: 'email:li@shop.example'}\n")
TOKENS = "tokens: {issuer: 'https://id.example', audience: onus, jwks: jwks.json, roles: [employee]}\n"


def in_tls(server):
    said = server.start(TLS)
    check("https://" in said, said)
    check(server.ask(server.key)[0] == 200, "a key over TLS")
    check(server.ask("nobody")[0] == 401, "no key over TLS")
    server.refuses(server.key, version=ssl.TLSVersion.TLSv1_2)
    # In the clear nothing is answered.
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as link:
        link.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = link.recv(1000)
        check(b"HTTP" not in answer, answer)
    check(server.end() == 0, "no graceful end")


def with_certificates(server):
    server.start(MUTUAL)
    check(server.ask(server.key, client="client")[0] == 200, "a certificate of the authority")
    server.refuses(server.key)
    server.refuses(server.key, client="stranger")
    check(server.ask("nobody", client="client")[0] == 401, "a certificate is no key")
    check(server.end() == 0, "no graceful end")


def by_certificates(server):
    """A name in a certificate stands for a key; only for whoever brings no other."""
    server.start(CLIENTS + MUTUAL)
    check(server.ask(None, client="shop")[0] == 200, "a name of a certificate")
    check(server.ask(None, client="client")[0] == 401, "a name that nobody knows")
    check(server.ask("nobody", client="shop")[0] == 401, "a wrong key beside a certificate")
    check(server.ask(server.key, client="client")[0] == 200, "a key beside a certificate")
    server.refuses(None, client="stranger")
    context = ssl.create_default_context(cafile=server.path("ca.pem"))
    context.load_cert_chain(server.path("li.pem"), server.path("li.key"))
    link = http.client.HTTPSConnection("127.0.0.1", server.port, timeout=20, context=context)
    for person, status in (("li", 200), ("wang", 404)):
        link.request("GET", f"/v1/persons/{person}/records")
        answer = link.getresponse()
        answer.read()
        check(answer.status == status, f"{person}: {answer.status}")
    check(server.end() == 0, "no graceful end")
    said = server.start(CLIENTS + TLS)
    check("Listening" not in said and server.process.wait(30) != 0 and "N0947" in said, said)


def with_tokens(server):
    server.start(TLS + TOKENS)
    now = int(time.time())
    good = {"iss": "https://id.example", "aud": "onus", "sub": "li", "exp": now + 600}
    check(server.ask(token(server.pack, good))[0] == 200, "a good token")
    for name, claims in {"expired": {**good, "exp": now - 1}, "for another": {**good, "aud": "x"},
                         "of another": {**good, "iss": "https://evil"},
                         "not yet": {**good, "nbf": now + 600},
                         "a role that is not given": {**good, "role": "hr"}}.items():
        check(server.ask(token(server.pack, claims))[0] == 401, name)
    none = {"typ": "JWT", "alg": "none", "kid": "k1"}
    check(server.ask(token(server.pack, good, none))[0] == 401, "none")
    check(server.ask(token(server.pack, good).rsplit(".", 1)[0] + ".")[0] == 401, "unsigned")
    check(server.end() == 0, "no graceful end")


def with_wrong_files(server):
    for more in [TLS.replace("server.pem", "nothing.pem"), TLS.replace("server.key", "ca.key"),
                 TLS.replace("server.pem", "jwks.json"), MUTUAL.replace("ca.pem", "jwks.json"),
                 TOKENS.replace("jwks.json", "server.pem")]:
        said = server.start(more)
        check("Listening" not in said and server.process.wait(30) != 0, more)
        check("N0910" in said, said)


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        try:
            in_tls(server)
            with_certificates(server)
            by_certificates(server)
            with_tokens(server)
            with_wrong_files(server)
        finally:
            if server.process and server.process.poll() is None:
                server.process.kill()
    print("TLS 1.3 alone, certificates of clients, tokens: accepted and refused as they should be")


if __name__ == "__main__":
    main()
