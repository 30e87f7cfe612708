"""Entries: claims, bodies and root (ENT-1 to ENT-10, MRK-1 to MRK-3)."""

from dataclasses import dataclass

from . import base64url, merkle
from .operations import Operation, open_operation
from .pages import BODY_BYTES_MAX, FullOperation, WireEntry
from .refusal import require
from .shapes import DIGEST, LANE, SEQUENCE, TIME, WRITER, ascending, closed, integer, nullable
from .tokens import Token, open_document

CODE = "entry-malformed"
ENTRY = closed(
    v=integer(1, 2**53 - 1), space=DIGEST, lane=LANE, writer=WRITER, seq=SEQUENCE, prev=nullable(DIGEST),
    heads=ascending(DIGEST, 1_000), at=TIME, ops=integer(1, 1_000), root=DIGEST,
)
CHARACTERS_MAX = 65_536  # LIM-3


@dataclass(frozen=True)
class Entry:
    token: Token
    operations: list[Operation]

    @property
    def claims(self) -> dict:
        return self.token.claims


def open_entry_token(token: object) -> Token:
    """The claims of an entry; its signature is not looked at."""
    opened = open_document(token, "entry", ENTRY, CHARACTERS_MAX, CODE)
    require((opened.claims["prev"] is None) == (opened.claims["seq"] == 1), CODE)
    return opened


def open_entry(wire: WireEntry) -> Entry:
    """An entry with its bodies, whose leaves give its root."""
    opened = open_entry_token(wire.token)
    require(len(wire.operations) == opened.claims["ops"], "entry-incomplete")
    # ENT-9: nothing covers a skeleton yet
    require(all(isinstance(one, FullOperation) for one in wire.operations), "entry-incomplete")
    require(sum(len(one.body) for one in wire.operations) <= BODY_BYTES_MAX, CODE)
    operations = [open_operation(one.body) for one in wire.operations]
    leaves = [
        merkle.leaf(merkle.body_digest(one.salt, one.body), operation.skeleton_frame())
        for one, operation in zip(wire.operations, operations)
    ]
    require(base64url.encode(merkle.root(leaves)) == opened.claims["root"], "entry-root-mismatch")
    return Entry(opened, operations)
