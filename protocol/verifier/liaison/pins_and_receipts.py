"""Pins and how far they let a lane count (PIN-1, PIN-4, PIN-6); receipts (RCP-1)."""

from .reconciliation import tip_order
from .refusal import require
from .shapes import DIGEST, LANE, MEMBER, SEQUENCE, TIME, WRITER, ascending, closed, constant, integer, listed, nullable
from .shapes import rises
from .rosters import Roster
from .tokens import Signed, Token, check_joint_signatures, check_signature, open_document, open_joint

HEAD = closed(id=DIGEST, seq=SEQUENCE)
PIN = closed(
    v=constant(1), member=MEMBER, space=DIGEST, writer=WRITER, control=nullable(HEAD), record=nullable(HEAD),
    replaces=ascending(DIGEST, 100), at=TIME,
)
TIP = closed(lane=LANE, writer=WRITER, seq=SEQUENCE, id=DIGEST)
RECEIPT = closed(
    v=constant(1), holder=WRITER, space=DIGEST, number=integer(1, 2**32 - 1), heads=listed(TIP, 10_000), at=TIME
)


def open_pin(token: object, directory_key: str) -> Token:
    opened = open_document(token, "pin", PIN, 4_096, "pin-malformed")
    check_signature(opened, directory_key)
    return opened


def open_threshold_pin(document: object, roster: Roster) -> Signed:
    """A pin of a member that the roster has removed, under the roster's roots (PIN-6)."""
    code = "pin-malformed"
    opened, signatures = open_joint(document, "pin", PIN, code)
    members = roster.claims["members"]
    check_joint_signatures(opened, signatures, {member["rootKey"] for member in members}, code)
    member = opened.claims["member"]
    require(all(one["code"] != member for one in members), code)
    require(any(root["code"] == member for root in roster.claims["former"]), code)
    require(len(signatures) >= roster.claims["threshold"], "roster-signature-missing")
    return opened


def pinned_sequence(pins: list[tuple[str, tuple[int, int], dict]], lane: str) -> int | None:
    """The last sequence number that counts, 0 for none; None where no pin limits the lane. Pins are (id, authority, claims)."""
    heads = [claims[lane] for own, authority, claims in pins if not _is_replaced(own, authority, pins)]
    return min((0 if head is None else head["seq"] for head in heads), default=None)


def _is_replaced(own: str, authority: tuple[int, int], pins: list[tuple[str, tuple[int, int], dict]]) -> bool:
    """By a pin under the same authority or a later one (PIN-4)."""
    return any(own in claims["replaces"] and other >= authority for _, other, claims in pins)


def open_receipt(token: object, holder: str, signing_key: str) -> Token:
    opened = open_document(token, "receipt", RECEIPT, 2_000_000, "receipt-malformed")
    require(rises(opened.claims["heads"], tip_order), "receipt-malformed")
    require(opened.claims["holder"] == holder, "receipt-malformed")
    check_signature(opened, signing_key)
    return opened
