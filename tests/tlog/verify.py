#!/usr/bin/env python3
"""Verifies a proof of an entry of the audit log, from the specifications alone and without corridor.

usage: verify.py PROOF KEY [KEY ...]

PROOF is a file of C2SP tlog-proof; each KEY is a public key of signed notes (NAME+HASH+BASE64), of type 1 (Ed25519) or
4 (cosignature with a time). Prints the entry when the proof holds and every key signed; else ends with an error.
Written from c2sp.org/tlog-proof, signed-note, tlog-cosignature, RFC 6962 section 2.1, RFC 9162 section 2.1.3.2, RFC 8032.
"""
import base64
import hashlib
import sys

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2
    return ((x1 * y2 + x2 * y1) * pow(1 + t, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - t, -1, P) % P)


def times(n, point):
    result = (0, 1)
    while n:
        if n & 1:
            result = add(result, point)
        point, n = add(point, point), n >> 1
    return result


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or y >= P:
        raise ValueError("no point of the curve")
    return (P - x if x & 1 != sign else x, y)


def ed25519(key, signature, message):
    base = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little")
    return s < ORDER and times(s, base) == add(point(r), times(k % ORDER, point(key)))


def signed(note, vkey):
    """Whether the key signed the note."""
    name, _, key = vkey.split("+", 2)
    key = base64.b64decode(key)
    number = sha(name.encode(), b"\n", key)[:4]
    at = note.rindex("\n\n")
    text = note[: at + 1].encode()
    for line in note[at + 2 :].splitlines():
        mark, signer, data = line.split(" ")
        data = base64.b64decode(data)
        if mark == "—" and signer == name and data[:4] == number:
            data = data[4:]
            if key[0] == 4:
                time, data = int.from_bytes(data[:8], "big"), data[8:]
                text = b"cosignature/v1\ntime %d\n" % time + text
            return len(data) == 64 and ed25519(key[1:], data, text)
    return False


def root(leaf, index, size, path):
    """The root that a leaf and the hashes beside its way give."""
    node, last = index, size - 1
    for beside in path:
        if not last:
            raise ValueError("too many hashes")
        if node & 1 or node == last:
            leaf = sha(b"\1", beside, leaf)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            leaf = sha(b"\1", leaf, beside)
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError("too few hashes")
    return leaf


def main(proof, *keys):
    head, note = open(proof, encoding="utf-8").read().split("\n\n", 1)
    version, extra, index, *path = head.splitlines()
    assert version == "c2sp.org/tlog-proof@v1" and extra.startswith("extra ") and index.startswith("index ")
    entry, index = base64.b64decode(extra[6:]), int(index[6:])
    _, size, checkpoint = note.splitlines()[:3]
    found = root(sha(b"\0", entry), index, int(size), [base64.b64decode(line) for line in path])
    assert index < int(size) and base64.b64encode(found).decode() == checkpoint, "the entry is not in the log"
    for key in keys:
        assert signed(note, key), f"not signed by {key}"
    print(entry.decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
