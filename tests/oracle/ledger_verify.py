#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verifies a ledger from engine/ledger/FORMAT.md alone; shares no code with Onus.

    ledger_verify.py FILE          prints SIZE:ROOT, or "bad SEQUENCE" and the reason on stderr
    ledger_verify.py --entry HEX   prints the leaf hash of one encoded entry
"""

import hashlib
import sqlite3
import sys


class Damaged(Exception):
    pass


def H(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


class Cursor:
    def __init__(self, data):
        self.data, self.at = data, 0

    def raw(self, size):
        if self.at + size > len(self.data):
            raise Damaged("cut off")
        self.at += size
        return self.data[self.at - size : self.at]

    def uint(self):
        value = shift = 0
        while True:
            byte = self.raw(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        if value >> 64 or (byte == 0 and shift > 7):
            raise Damaged("number not in shortest form")
        return value

    def bytes(self):
        return self.raw(self.uint())


def uint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_entry(data, clear=None):
    """The entry's own number, its ledger, its kind and its leaf hash.

    Names and values of its clear fields go to the list `clear`.
    """
    cursor = Cursor(data)
    if cursor.uint() != 1 or cursor.uint() != 1:
        raise Damaged("unknown format or hash algorithm")
    ledger = cursor.raw(16)
    sequence = cursor.uint()
    cursor.uint()
    kind = cursor.uint()
    if kind > 0xFFFF or cursor.uint() > 0xFFFFFFFF:
        raise Damaged("kind or schema too large")
    cursor.raw(96)
    leaf = [b"\x00", data[: cursor.at]]
    count = cursor.uint()
    per_field = cursor.uint()
    if per_field > 1:
        raise Damaged("unknown form of salts")
    seed = b"" if per_field else cursor.raw(32)
    name = b""
    for index in range(count):
        form = cursor.uint()
        if form > per_field:
            raise Damaged("unknown form of a field")
        shared = cursor.uint()
        rest = cursor.bytes()
        if shared > len(name) or (rest and name[shared : shared + 1] == rest[:1]):
            raise Damaged("name not in shortest form")
        name = name[:shared] + rest
        if len(name) > 4096:
            raise Damaged("name too long")
        if form == 1:
            commitment = cursor.raw(32)
        else:
            if per_field:
                salt = cursor.raw(16)
            else:
                half = index % 2 * 16
                salt = H(b"\x03", seed, uint(index // 2))[half : half + 16]
            value = cursor.bytes()
            commitment = H(b"\x02", salt, uint(len(name)), name, value)
            if clear is not None:
                clear.append((name, value))
        leaf += [uint(len(name)), name, commitment]
    if cursor.at != len(data):
        raise Damaged("bytes left over")
    return sequence, ledger, kind, H(*leaf)


def tree_root(leaves):
    """RFC 9162 section 2.1.1, read literally."""
    if not leaves:
        return H()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return H(b"\x01", tree_root(leaves[:split]), tree_root(leaves[split:]))


def read_head(value):
    body, check = value[:-32], value[-32:]
    if H(body) != check:
        raise Damaged("head")
    cursor = Cursor(body)
    size = cursor.uint()
    peaks = [cursor.raw(32) for _ in range(bin(size).count("1"))]
    return size, peaks


def root_of_peaks(peaks):
    if not peaks:
        return H()
    result = peaks[-1]
    for peak in reversed(peaks[:-1]):
        result = H(b"\x01", peak, result)
    return result


def verify(path):
    store = sqlite3.connect(path)
    head = store.execute("SELECT value FROM meta WHERE name = 'head'").fetchone()
    size, peaks = read_head(head[0])
    leaves, first_ledger = [], None
    rows = store.execute("SELECT sequence, bytes, leaf_hash FROM entries ORDER BY sequence")
    for place, (number, data, kept) in enumerate(rows, 1):
        try:
            if number != place:
                raise Damaged("missing")
            if place > size:
                raise Damaged("behind the end")
            sequence, ledger, kind, leaf = read_entry(data)
            if leaf != kept:
                raise Damaged("entry and hash differ")
            if sequence != place:
                raise Damaged("misplaced")
            first_ledger = first_ledger or ledger
            if ledger != first_ledger or (kind == 0) != (place == 1):
                raise Damaged("foreign, or not the only genesis")
        except Damaged as reason:
            return place, str(reason)
        leaves.append(leaf)
    if len(leaves) < size:
        return len(leaves) + 1, "missing"
    root = tree_root(leaves)
    if root != root_of_peaks(peaks):
        return 0, "the kept head is another one"
    print(f"{size}:{root.hex()}")
    return None


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--entry":
        print(read_entry(bytes.fromhex(arguments[1]))[3].hex())
        return 0
    bad = verify(arguments[0])
    if bad:
        print(f"bad {bad[0]}")
        print(bad[1], file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
