"""Rosters, one after the other, and which of them stands (ROS-1 to ROS-8)."""

from __future__ import annotations

from dataclasses import dataclass

from . import base64url
from .json_text import utf16_order
from .keys import is_safe_signing_key
from .refusal import Refused, require
from .shapes import DIGEST, KEY, MEMBER, TIME, closed, constant, integer, listed, nullable, rises, text
from .tokens import Signed, check_joint_signatures, open_joint

CODE = "roster-malformed"
ROSTERS_MAX = 256  # LIM-27
ROOT = {"code": MEMBER, "number": integer(1, 4_095), "rootKey": KEY}
ROSTER = closed(
    v=constant(1), community=text(100), version=integer(1, ROSTERS_MAX), previous=nullable(DIGEST),
    settles=listed(closed(version=integer(2, 2**53 - 1), id=DIGEST), 16), threshold=integer(1, 1_000),
    members=listed(closed(**ROOT), 1_000), former=listed(closed(**ROOT, directory=nullable(DIGEST)), 1_000), at=TIME,
)


@dataclass(frozen=True)
class Roster:
    signed: Signed
    previous: Roster | None

    @property
    def id(self) -> str:
        return self.signed.id

    @property
    def claims(self) -> dict:
        return self.signed.claims

    def ancestor(self, version: int) -> Roster | None:
        """The roster of this version on the way back from here, itself among them."""
        one: Roster | None = self
        while one is not None and one.claims["version"] > version:
            one = one.previous
        return one if one is not None and one.claims["version"] == version else None


def open_roster(document: object, previous: Roster | None = None) -> Roster:
    """A first version, or the one after the previous."""
    signed, signatures = open_joint(document, "roster", ROSTER, CODE)
    _check_claims(signed.claims)
    check_joint_signatures(signed, signatures, _possible_signers(signed.claims, previous), CODE)
    roster = Roster(signed, previous)
    _check_chain(roster)
    _check_quorum(roster, {one["rootKey"] for one in signatures})
    return roster


def _place(root: dict) -> bytes:
    return utf16_order(f"{root['code']} {root['rootKey']}")


def _check_claims(claims: dict) -> None:
    """ROS-1."""
    members, former, settles = claims["members"], claims["former"], claims["settles"]
    everyone = members + former
    pairs = {(root["code"], root["number"]) for root in everyone}
    require((claims["version"] == 1) == (claims["previous"] is None), CODE)
    require(claims["version"] > 1 or not (former or settles), CODE)
    require(len(members) > 0 and rises(members, lambda member: utf16_order(member["code"])), CODE)
    require(len({member["number"] for member in members}) == len(members), CODE)
    require(rises(former, _place) and rises(settles, lambda one: utf16_order(one["id"])), CODE)
    require(len({root["rootKey"] for root in everyone}) == len(everyone), CODE)
    require(len(pairs) == len({code for code, _ in pairs}) == len({number for _, number in pairs}), CODE)
    require(claims["threshold"] <= len(members), CODE)
    require(all(is_safe_signing_key(member["rootKey"]) for member in members), CODE)


def _possible_signers(claims: dict, previous: Roster | None) -> set[str]:
    """ROS-2: members of this version and of all on the way back."""
    keys = {member["rootKey"] for member in claims["members"]}
    while previous is not None:
        keys |= {member["rootKey"] for member in previous.claims["members"]}
        previous = previous.previous
    return keys


def _check_chain(roster: Roster) -> None:
    """ROS-5, ROS-6, ROS-8."""
    code, claims, previous = "roster-broken-chain", roster.claims, roster.previous
    if previous is None:
        require(claims["version"] == 1, code)
        return
    before = previous.claims
    require(claims["version"] == before["version"] + 1 and claims["previous"] == previous.id, code)
    require(claims["community"] == before["community"], code)
    present = {_place(member) for member in claims["members"]}
    ended = [_place(member) for member in before["members"] if _place(member) not in present]
    kept = {_place(root): root for root in claims["former"]}
    require(all(kept.get(_place(root)) == root for root in before["former"]), code)
    require(sorted(kept) == sorted([_place(root) for root in before["former"]] + ended), code)
    for settled in claims["settles"]:
        ancestor = previous.ancestor(settled["version"])
        require(ancestor is not None and ancestor.id != settled["id"], code)


def _check_quorum(roster: Roster, signers: set[str]) -> None:
    """ROS-4, ROS-5, ROS-8."""
    claims, previous = roster.claims, roster.previous
    known = set() if previous is None else {_place(member) for member in previous.claims["members"]}
    new = [member for member in claims["members"] if _place(member) not in known]
    require(all(member["rootKey"] in signers for member in new), "roster-signature-missing")
    if previous is None:
        return
    _check_signed_by(previous.claims, previous.claims["threshold"], signers)
    _check_signed_by(claims, claims["threshold"], signers)
    for settled in claims["settles"]:
        origin = previous.ancestor(settled["version"] - 1)
        if origin is not None:
            _check_signed_by(origin.claims, len(origin.claims["members"]) // 2 + 1, signers)


def _check_signed_by(claims: dict, needed: int, signers: set[str]) -> None:
    signed = [member for member in claims["members"] if member["rootKey"] in signers]
    require(len(signed) >= needed, "roster-signature-missing")


def admit_all(documents: list) -> dict[str, Roster]:
    """The rosters of one community by id, each opened after the one that it names (ROS-4, ROS-7)."""
    first = open_roster(documents[0])
    held = {first.id: first}
    for document in documents[1:]:
        named, _ = open_joint(document, "roster", ROSTER, CODE)
        previous = held.get(named.claims["previous"])
        if named.claims["previous"] is not None:
            require(previous is not None, "roster-unknown")
        roster = open_roster(document, previous)
        require(previous is not None or roster.id == first.id, "roster-differs")
        held[roster.id] = roster
    return held


def standing(held: dict[str, Roster]) -> tuple[Roster, int]:
    """The roster that stands and the version of a fork that keeps it there, 0 for none (ROS-7, ROS-8)."""
    aside = set()
    for roster in held.values():
        for settled in roster.claims["settles"]:
            other = held.get(settled["id"])
            origin = roster.ancestor(settled["version"] - 1)
            if other is not None and other.previous is not None and origin is not None and other.previous.id == origin.id:
                aside.add(other.id)
    one = next(roster for roster in held.values() if roster.previous is None)
    while True:
        following = [other for other in held.values() if other.previous is not None and other.previous.id == one.id]
        left = [other for other in following if other.id not in aside]
        if len(left) != 1:
            return one, following[0].claims["version"] if following else 0
        one = left[0]


def roots_of(roster: Roster, code: str) -> list[dict]:
    """Root keys of a member, the present one and those that have ended."""
    return [root for root in roster.claims["members"] + roster.claims["former"] if root["code"] == code]
