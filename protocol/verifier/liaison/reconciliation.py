"""Fingerprints, radix digests and the compared root (REC-2 to REC-5)."""

from . import base64url
from .hashing import sha256
from .json_text import utf16_order, write_canonical

LIST_MAX = 8  # REC-4
NOTHING = bytes(32)


def tip_order(tip: dict) -> tuple:
    return (tip["lane"], tip["writer"], tip["seq"], tip["id"])


def fingerprint(tips: list[dict]) -> bytes:
    rows = [list(tip_order(tip)) for tip in sorted(tips, key=tip_order)]
    return sha256("liaison-space-tips-v1", write_canonical(rows))


def receipts_digest(receipts: list[dict]) -> bytes:
    rows = [[receipt["holder"], receipt["number"], receipt["id"]] for receipt in receipts]
    return sha256("liaison-receipts-v1", write_canonical(sorted(rows, key=lambda row: utf16_order(row[0]))))


# A space in the radix tree: its id, its fingerprint and its receipts digest, in bytes.
SpaceLeaf = tuple[bytes, bytes, bytes]


def spaces_below(leaves: list[SpaceLeaf], prefix: str) -> list[SpaceLeaf]:
    return sorted(leaf for leaf in leaves if leaf[0].hex().startswith(prefix))


def radix_digest(leaves: list[SpaceLeaf], prefix: str) -> bytes:
    below = spaces_below(leaves, prefix)
    if not below:
        return NOTHING
    if len(below) <= LIST_MAX:
        return sha256(b"\x00", *(part for leaf in below for part in leaf))
    return sha256(b"\x01", *(radix_digest(below, prefix + digit) for digit in "0123456789abcdef"))


def documents_digest(rosters: list[str], directories: list[dict]) -> bytes:
    """SYN-1."""
    named = sorted(
        ([one["member"], one["id"]] for one in directories), key=lambda row: (utf16_order(row[0]), utf16_order(row[1]))
    )
    return sha256("liaison-documents-v1", write_canonical([sorted(rosters, key=utf16_order), named]))


def compared_root(documents: bytes, spaces: bytes) -> bytes:
    return sha256("liaison-root-v1", documents, spaces)


def id_bytes(text: str) -> bytes:
    return base64url.decode(text)
