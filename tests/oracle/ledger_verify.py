#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verifies a ledger from engine/ledger/FORMAT.md alone; shares no code with Onus.

    ledger_verify.py FILE [KEPT]   prints SIZE:ROOT, or "bad SEQUENCE" and the reason on stderr;
                                   "bad FIRST LAST" if the bad entry is one of these
    ledger_verify.py --lines       the same for each line "FILE KEPT" of its input, without reasons
    ledger_verify.py --entry HEX   prints the leaf hash of one encoded entry

KEPT is what was kept outside: a head SIZE:ROOT, or the file of a proof or receipt.
"""

import base64
import hashlib
import json
import sqlite3
import sys


class Damaged(Exception):
    pass


def H(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def sm3(*parts):
    return hashlib.new("sm3", b"".join(parts)).digest()


# By the number in the header of every entry.
ALGORITHMS = {1: H, 2: sm3}


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
    """The entry's own number, its ledger, its kind, its leaf hash and its hash algorithm.

    Names and values of its clear fields go to the list `clear`.
    """
    cursor = Cursor(data)
    if cursor.uint() != 1:
        raise Damaged("unknown format")
    algorithm = cursor.uint()
    if algorithm not in ALGORITHMS:
        raise Damaged("unknown hash algorithm")
    H = ALGORITHMS[algorithm]
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
    return sequence, ledger, kind, H(*leaf), H


def tree_root(leaves, H):
    """RFC 9162 section 2.1.1, read literally."""
    if not leaves:
        return H()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return H(b"\x01", tree_root(leaves[:split], H), tree_root(leaves[split:], H))


def read_head(value):
    body, check = value[:-32], value[-32:]
    if H(body) != check:
        raise Damaged("head")
    cursor = Cursor(body)
    size = cursor.uint()
    peaks = [cursor.raw(32) for _ in range(bin(size).count("1"))]
    return size, peaks


def root_of_peaks(peaks, H):
    if not peaks:
        return H()
    result = peaks[-1]
    for peak in reversed(peaks[:-1]):
        result = H(b"\x01", peak, result)
    return result


def beside(number, size):
    """The subtrees beside an entry, from the root down: (first, last) of each."""
    first, last = 1, size
    while first < last:
        half = 1
        while half * 2 < last - first + 1:
            half *= 2
        if number < first + half:
            yield first + half, last
            last = first + half - 1
        else:
            yield first, first + half - 1
            first += half


def read_kept(kept):
    """Size and root of the tree, and the parts (first, last, root) of it that are known."""
    if ":" in kept:
        size, root = kept.split(":")
        return int(size), bytes.fromhex(root), []
    with open(kept, encoding="utf-8") as file:
        proof = json.load(file)
    _, size, root = proof["checkpoint"].split("\n")[:3]
    size, root = int(size), base64.b64decode(root)
    number, _, _, leaf, hashed_by = read_entry(base64.b64decode(proof["entry"]))
    parts = [(number, number, leaf)]
    path = [bytes.fromhex(text) for text in proof["path"]]
    for (first, last), known in zip(beside(number, size), reversed(path)):
        parts.append((first, last, known))
    parts.sort()
    if fold(parts, 1, size, hashed_by) != root:
        raise Damaged("what was kept does not hold")
    return size, root, parts


def fold(parts, first, last, H):
    """The root over the entries from first to last, from the parts that they are made of."""
    for part in parts:
        if part[:2] == (first, last):
            return part[2]
    half = 1
    while half * 2 < last - first + 1:
        half *= 2
    return H(b"\x01", fold(parts, first, first + half - 1, H), fold(parts, first + half, last, H))


def held_against(kept, leaves, H):
    """What was kept outside against the ledger: the first part of it that differs."""
    size, root, parts = kept
    if len(leaves) >= size and tree_root(leaves[:size], H) == root:
        return None
    for first, last, known in parts:
        if len(leaves) < last or tree_root(leaves[first - 1 : last], H) != known:
            return first, last
    return 1, size


def outside(kept, leaves, H):
    """The same where only the first entries could be read."""
    return held_against(kept, leaves, H) if kept and kept[2] else None


def subtrees(leaves):
    """The complete subtrees of two and more entries, in the order in which they are completed."""
    for end in range(1, len(leaves) + 1):
        span = 2
        while end % span == 0:
            yield end - span + 1, end
            span *= 2


def narrowed(first, last, known, nodes, H):
    """Where the kept hashes, as long as they lead to the known root, say that it was changed."""
    while last - first > 1:
        half = (last - first + 1) // 2
        sides = [(first, first + half - 1), (first + half, last)]
        hashes = [nodes["kept"].get(side) for side in sides]
        if None in hashes or H(b"\x01", *hashes) != known:
            break
        side = 0 if nodes["made"][sides[0]] != hashes[0] else 1
        (first, last), known = sides[side], hashes[side]
    return first, last


def changed_with_hashes(peaks, leaves, nodes, H):
    """The kept peaks against those of the entries; the first one that differs, narrowed."""
    first, left = 1, len(leaves)
    for place in range(bin(left).count("1")):
        span = 1 << (left.bit_length() - 1)
        last = first + span - 1
        if place >= len(peaks):
            return first, last
        if peaks[place] != tree_root(leaves[first - 1 : last], H):
            return narrowed(first, last, peaks[place], nodes, H)
        first, left = last + 1, left - span
    return None


def earlier(own, outside):
    """What the ledger says by itself, unless what was kept outside shows an earlier place."""
    if own is None or (outside and own[0][1] > outside[1]):
        return outside and (outside, "not what was kept outside")
    return own


def check_tree(store, peaks, leaves, kept, H):
    made = {place: tree_root(leaves[place[0] - 1 : place[1]], H) for place in subtrees(leaves)}
    stored = dict(store.execute("SELECT place, hash FROM nodes"))
    in_order = enumerate(subtrees(leaves), 1)
    nodes = {"made": made, "kept": {place: stored.get(number) for number, place in in_order}}
    changed = changed_with_hashes(peaks, leaves, nodes, H)
    own = (changed, "changed together with the hash") if changed else None
    bad = earlier(own, held_against(kept, leaves, H) if kept else None)
    if bad:
        return bad
    for place in subtrees(leaves):
        if nodes["kept"][place] != made[place]:
            return place, "the kept hash of a subtree"
    return None


def check(path, kept=None):
    """The root; or the first bad entry, or those among which it is, and why."""
    kept = read_kept(kept) if kept else None
    store = sqlite3.connect(path)
    try:
        return check_store(store, kept)
    finally:
        store.close()


def check_store(store, kept):
    head = store.execute("SELECT value FROM meta WHERE name = 'head'").fetchone()
    try:
        size, peaks = read_head(head[0])
    except Damaged:
        return None, ((0, 0), "the kept head")
    leaves, first_ledger, algorithm = [], None, H
    rows = store.execute("SELECT sequence, bytes, leaf_hash FROM entries ORDER BY sequence")
    for place, (number, data, beside_it) in enumerate(rows, 1):
        try:
            if number != place:
                raise Damaged("missing")
            if place > size:
                raise Damaged("behind the end")
            sequence, ledger, kind, leaf, hashed_by = read_entry(data)
            if leaf != beside_it:
                raise Damaged("entry and hash differ")
            if sequence != place:
                raise Damaged("misplaced")
            first_ledger = first_ledger or ledger
            algorithm = hashed_by if place == 1 else algorithm
            if hashed_by is not algorithm:
                raise Damaged("another hash algorithm")
            if ledger != first_ledger or (kind == 0) != (place == 1):
                raise Damaged("foreign, or not the only genesis")
        except Damaged as reason:
            return None, earlier(((place, place), str(reason)), outside(kept, leaves, algorithm))
        leaves.append(leaf)
    if len(leaves) < size:
        place = len(leaves) + 1
        return None, earlier(((place, place), "missing"), outside(kept, leaves, algorithm))
    bad = check_tree(store, peaks, leaves, kept, algorithm)
    return (None, bad) if bad else (f"{size}:{tree_root(leaves, algorithm).hex()}", None)


def told(path, kept=None):
    good, bad = check(path, kept)
    if good:
        return good, ""
    (first, last), reason = bad
    return f"bad {first}" if first == last else f"bad {first} {last}", reason


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--entry":
        print(read_entry(bytes.fromhex(arguments[1]))[3].hex())
        return 0
    if arguments == ["--lines"]:
        for line in sys.stdin:
            print(told(*line.split())[0], flush=True)
        return 0
    line, reason = told(*arguments)
    print(line)
    if reason:
        print(reason, file=sys.stderr)
    return 1 if reason else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
