#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks a proof or an export of a ledger; shares no code with Onus.

    evidence_verify.py FILE [PUBLIC_KEY]

Reads adapters/evidence/README.md and engine/ledger/FORMAT.md literally. Needs the standard library
and, for a signature, the command openssl. Prints "good FROM TO SIZE:ROOT", or "bad" and the reason.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile

from ledger_verify import Damaged, H, read_entry, root_of_peaks, sm3

NODE = b"\x01"
MARK = "\u2014 "
OID_ED25519 = bytes.fromhex("06032b6570")
OID_SM2 = bytes.fromhex("06082a811ccf5501822d")


def need(condition, reason):
    if not condition:
        raise Damaged(reason)


def unhex(text):
    need(isinstance(text, str) and len(text) == 64, "no hash")
    need(all(c in "0123456789abcdef" for c in text), "no hash")
    return bytes.fromhex(text)


def unbase64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, AttributeError) as error:
        raise Damaged("no base64") from error
    need(base64.b64encode(data).decode() == text, "base64 spelt otherwise")
    return data


def count_of(value):
    need(type(value) is int and 0 <= value < 1 << 64, "no number")
    return value


def hash_list(value):
    need(isinstance(value, list), "no list of hashes")
    return [unhex(item) for item in value]


def read_line(line, names):
    try:
        value = json.loads(line)
    except ValueError as error:
        raise Damaged("no JSON") from error
    need(isinstance(value, dict), "no object")
    spelt = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    need(spelt == line, "JSON spelt otherwise")
    need(tuple(value) in names, "other members")
    return value


def half_below(size):
    half = 1
    while half * 2 < size:
        half *= 2
    return half


def root_over(leaf, index, size, path, H):
    """RFC 9162 section 2.1.3.1, read backwards."""
    if size == 1:
        need(not path, "path too long")
        return leaf
    need(path, "path too short")
    half = half_below(size)
    if index < half:
        return H(NODE, root_over(leaf, index, half, path[:-1], H), path[-1])
    return H(NODE, path[-1], root_over(leaf, index - half, size - half, path[:-1], H))


def roots_over(first, size, proof, known, H):
    """RFC 9162 section 2.1.4.1, read backwards: the roots of the smaller and the larger tree."""
    if first == size:
        if known is not None:
            need(not proof, "proof too long")
            return known, known
        need(len(proof) == 1, "proof of another length")
        return proof[0], proof[0]
    need(proof, "proof too short")
    half = half_below(size)
    if first <= half:
        old, new = roots_over(first, half, proof[:-1], known, H)
        return old, H(NODE, new, proof[-1])
    old, new = roots_over(first - half, size - half, proof[:-1], None, H)
    return H(NODE, proof[-1], old), H(NODE, proof[-1], new)


class Key:
    def __init__(self, path):
        self.path = path
        der = openssl("pkey", "-pubin", "-in", path, "-outform", "DER")
        need(der is not None, "no public key")
        self.sm2 = OID_SM2 in der
        need(self.sm2 or OID_ED25519 in der, "key of another kind")
        self.bytes = der[-65:] if self.sm2 else der[-32:]

    def hash(self, name):
        kind = b"\xffonus/sm2-with-sm3" if self.sm2 else b"\x01"
        return hashlib.sha256(name.encode() + b"\n" + kind + self.bytes).digest()[:4]

    def verifies(self, text, signature):
        with tempfile.TemporaryDirectory() as folder:
            text_file, signature_file = (os.path.join(folder, name) for name in ("text", "sig"))
            for path, data in ((text_file, text), (signature_file, signature)):
                with open(path, "wb") as file:
                    file.write(data)
            words = ["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", self.path]
            words += ["-in", text_file, "-sigfile", signature_file]
            if self.sm2:
                words += ["-digest", "sm3", "-pkeyopt", "distid:1234567812345678"]
            return openssl(*words) is not None


def openssl(*words):
    ran = subprocess.run(["openssl", *words], capture_output=True, check=False)
    return ran.stdout if ran.returncode == 0 else None


def read_checkpoint(text, key):
    """Origin, size and root; the signature is checked if there is a key."""
    need(isinstance(text, str) and text.endswith("\n"), "no checkpoint")
    lines = text[:-1].split("\n")
    need(len(lines) == 3 or (len(lines) >= 5 and lines[3] == ""), "no checkpoint")
    origin = lines[0]
    need(origin and all(" " < c < "\x7f" and c != "+" for c in origin), "no origin")
    need(lines[1].isascii() and lines[1].isdigit(), "no size")
    size, root = count_of(int(lines[1])), unbase64(lines[2])
    need(str(size) == lines[1] and len(root) == 32, "no head")
    body = "\n".join(lines[:3]).encode() + b"\n"
    signatures = []
    for line in lines[4:]:
        need(line.startswith(MARK), "no signature line")
        parts = line[len(MARK) :].split(" ")
        need(len(parts) == 2 and parts[0], "no signature line")
        data = unbase64(parts[1])
        need(len(data) > 4, "no signature")
        signatures.append((parts[0], data))
    if key:
        ours = [s for name, s in signatures if name == origin and s[:4] == key.hash(origin)]
        need(ours, "not signed by the key")
        need(any(key.verifies(body, s[4:]) for s in ours), "signature does not hold")
    return origin, size, root


def hash_of(origin):
    """The hash that a ledger's tree is made with is part of its name."""
    return sm3 if origin.endswith("/sm3") else H


def sealed(data, number, origin, clear=None):
    sequence, ledger, kind, leaf, algorithm = read_entry(data, clear)
    need(sequence == number, "entry bears another number")
    suffix = "/sm3" if algorithm is sm3 else ""
    need("onus/ledger/" + ledger.hex() + suffix == origin, "entry of another ledger")
    need((kind == 0) == (number == 1), "not the only genesis")
    return leaf


def check_proof(first, rest, key):
    need(not rest, "lines left over")
    number, path = count_of(first["sequence"]), hash_list(first["path"])
    origin, size, root = read_checkpoint(first["checkpoint"], key)
    need(1 <= number <= size, "number outside the ledger")
    leaf = sealed(unbase64(first["entry"]), number, origin)
    need(root_over(leaf, number - 1, size, path, hash_of(origin)) == root, "another root")
    return number, number, size, root


def check_export(first, rest, key):
    start, end = count_of(first["from"]), count_of(first["to"])
    peaks, after = hash_list(first["before"]), hash_list(first["after"])
    origin, size, root = read_checkpoint(first["checkpoint"], key)
    need(1 <= start <= end <= size, "range outside the ledger")
    need(len(peaks) == bin(start - 1).count("1"), "frontier of another size")
    texts, lines = set(), iter(rest)
    for number in range(start, end + 1):
        line = read_line(next(lines, ""), {("sequence", "leaf", "entry")})
        clear = []
        leaf = sealed(unbase64(line["entry"]), number, origin, clear)
        need(count_of(line["sequence"]) == number and unhex(line["leaf"]) == leaf, "another leaf")
        peaks.append(leaf)
        full = number - 1
        while full & 1:
            right, left = peaks.pop(), peaks.pop()
            peaks.append(hash_of(origin)(NODE, left, right))
            full >>= 1
        texts |= {
            value
            for name, value in clear
            if name.startswith(b"event.") and name.endswith(b".hash") and len(value) == 32
        }
    for text in sorted(texts):
        line = read_line(next(lines, ""), {("text", "content")})
        need(unhex(line["text"]) == text, "another text")
        need(H(unbase64(line["content"])) == text, "text and hash differ")
    need(next(lines, None) is None, "lines left over")
    here = root_of_peaks(peaks, hash_of(origin))
    old, new = roots_over(end, size, after, here, hash_of(origin))
    need(old == here and new == root, "another root")
    return start, end, size, root


PROOF = ("format", "sequence", "entry", "path", "checkpoint")
EXPORT = ("format", "from", "to", "before", "after", "checkpoint")


def check(path, key_path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Damaged("not UTF-8") from error
    need(text.endswith("\n"), "cut off")
    first, *rest = text[:-1].split("\n")
    head = read_line(first, {PROOF, EXPORT})
    key = Key(key_path) if key_path else None
    if tuple(head) == PROOF:
        need(head["format"] == "onus-proof/1", "another format")
        return check_proof(head, rest, key)
    need(head["format"] == "onus-export/1", "another format")
    return check_export(head, rest, key)


def main(arguments):
    try:
        start, end, size, root = check(arguments[0], arguments[1] if len(arguments) > 1 else None)
    except Damaged as reason:
        print("bad", reason)
        return 1
    print(f"good {start} {end} {size}:{root.hex()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
