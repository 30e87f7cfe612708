"""Entries: claims, bodies and root (ENT-1 to ENT-10, MRK-1 to MRK-3)."""

from dataclasses import dataclass

from . import base64url, merkle
from .operations import UPDATE_FORM, Operation, open_operation
from .pages import BODY_BYTES_MAX, FullOperation, PurgedOperation, WireEntry
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
    require(sum(len(_frame(one)) for one in wire.operations) <= BODY_BYTES_MAX, CODE)
    operations = [open_operation(_frame(one)) for one in wire.operations]
    leaves = [_leaf(one, operation) for one, operation in zip(wire.operations, operations)]
    require(base64url.encode(merkle.root(leaves)) == opened.claims["root"], "entry-root-mismatch")
    return Entry(opened, operations)


def _frame(one: FullOperation | PurgedOperation) -> bytes:
    return one.body if isinstance(one, FullOperation) else one.skeleton_frame


def _leaf(one: FullOperation | PurgedOperation, operation: Operation) -> bytes:
    """What came as a skeleton is its own skeleton, of an edit; whether a recall covers it, others judge (RCL-5)."""
    skeleton = operation.skeleton_frame()
    if isinstance(one, FullOperation):
        return merkle.leaf(merkle.body_digest(one.salt, one.body), skeleton)
    require(operation.form == UPDATE_FORM and skeleton == one.skeleton_frame, "entry-incomplete")
    return merkle.leaf(one.body_digest, skeleton)
