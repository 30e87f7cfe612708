"""Rosters (ROS-1 to ROS-4)."""

from .json_text import utf16_order
from .keys import is_safe_signing_key
from .refusal import require
from .shapes import DIGEST, KEY, MEMBER, TIME, closed, constant, integer, listed, nullable, rises, text
from .tokens import Token, check_signature, open_document

CODE = "roster-malformed"
CHARACTERS_MAX = 2_000_000  # LIM-24
ROSTER = closed(
    v=constant(1), community=text(100), version=integer(1, 2**53 - 1), previous=nullable(DIGEST),
    threshold=integer(1, 1_000),
    members=listed(closed(code=MEMBER, number=integer(1, 4_095), rootKey=KEY), 1_000), at=TIME,
)
SIGNED = closed(signatures=listed(closed(member=MEMBER, token=text(CHARACTERS_MAX)), 1_000))


def open_roster(roster: object) -> Token:
    """A roster as it travels: the token of the first signature stands for all, which say the same."""
    require(SIGNED(roster) and len(roster["signatures"]) > 0, CODE)
    signatures = roster["signatures"]
    require(rises(signatures, lambda one: utf16_order(one["member"])), CODE)
    tokens = {one["member"]: open_document(one["token"], "roster", ROSTER, CHARACTERS_MAX, CODE) for one in signatures}
    opened = next(iter(tokens.values()))
    require(all(token.id == opened.id for token in tokens.values()), CODE)
    _check_claims(opened.claims)
    _check_signatures(opened.claims, tokens)
    return opened


def _check_claims(claims: dict) -> None:
    members = claims["members"]
    require(len(members) > 0 and rises(members, lambda member: utf16_order(member["code"])), CODE)
    for name in ("number", "rootKey"):
        require(len({member[name] for member in members}) == len(members), CODE)
    require(claims["threshold"] <= len(members), CODE)
    require(all(is_safe_signing_key(member["rootKey"]) for member in members), CODE)
    require(claims["version"] == 1 and claims["previous"] is None, CODE)


def _check_signatures(claims: dict, tokens: dict[str, Token]) -> None:
    roots = {member["code"]: member["rootKey"] for member in claims["members"]}
    require(all(code in roots for code in tokens), CODE)
    require(all(code in tokens for code in roots), "roster-signature-missing")
    for code, token in tokens.items():
        check_signature(token, roots[code])


def member_of(roster: Token, code: str) -> dict | None:
    return next((member for member in roster.claims["members"] if member["code"] == code), None)
