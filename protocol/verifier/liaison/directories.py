"""Delegations and directories (DIR-1 to DIR-7)."""

from dataclasses import dataclass

from .certificates import open_certificate
from .json_text import utf16_order
from .keys import is_safe_signing_key
from .refusal import Refused, require
from .rosters import member_of
from .shapes import DIGEST, KEY, MEMBER, TIME, WRITER, closed, constant, integer, listed, nullable, pattern, rises, text
from .tokens import Token, check_signature, open_document

CODE = "directory-malformed"
VERSION = integer(1, 2**53 - 1)
DELEGATION = closed(v=constant(1), member=MEMBER, version=VERSION, directoryKey=KEY, at=TIME)
DELEGATION_CHARACTERS_MAX = 4_096
ADDRESS = pattern(r"https://[^\s/]+")
NODE = closed(
    writer=WRITER, addresses=listed(lambda value: text(300)(value) and ADDRESS(value), 16), tlsPin=DIGEST
)
DIRECTORY = closed(
    v=constant(1), member=MEMBER, version=VERSION, previous=nullable(DIGEST),
    delegation=text(DELEGATION_CHARACTERS_MAX), certificates=listed(text(1_000_000), 10_000), nodes=listed(NODE, 1_000),
    revoked=listed(closed(writer=WRITER, at=TIME), 10_000), at=TIME,
)
CHARACTERS_MAX = 2_000_000  # LIM-24


@dataclass(frozen=True)
class Directory:
    token: Token
    delegation: Token
    certificates: list[Token]

    @property
    def claims(self) -> dict:
        return self.token.claims


def open_delegation(token: object, member: str, root_key: str) -> Token:
    """DIR-2."""
    code = "delegation-malformed"
    opened = open_document(token, "delegation", DELEGATION, DELEGATION_CHARACTERS_MAX, code)
    require(opened.claims["member"] == member and is_safe_signing_key(opened.claims["directoryKey"]), code)
    check_signature(opened, root_key)
    return opened


def open_directory(token: object, roster: Token) -> Directory:
    """A directory under the roster (DIR-1 to DIR-3)."""
    opened = open_document(token, "directory", DIRECTORY, CHARACTERS_MAX, CODE)
    claims = opened.claims
    require((claims["previous"] is None) == (claims["version"] == 1), CODE)
    member = member_of(roster, claims["member"])
    require(member is not None, "directory-member-unknown")
    delegation = open_delegation(claims["delegation"], member["code"], member["rootKey"])
    key = delegation.claims["directoryKey"]
    check_signature(opened, key)
    certificates = [open_certificate(one, key) for one in claims["certificates"]]
    _check_writers(claims, [one.claims for one in certificates])
    return Directory(opened, delegation, certificates)


def _check_writers(claims: dict, certificates: list[dict]) -> None:
    """DIR-3."""
    writers = {one["writer"] for one in certificates}
    services = {one["writer"] for one in certificates if one["role"] == "service"}
    require(all(one["member"] == claims["member"] for one in certificates), CODE)
    require(rises(certificates, lambda one: one["serial"]) and len(writers) == len(certificates), CODE)
    require(all(one["home"] in services for one in certificates), CODE)
    require(all(node["writer"] in services for node in claims["nodes"]), CODE)
    require(all(one["writer"] in writers for one in claims["revoked"]), CODE)
    for listed_by_writer in (claims["nodes"], claims["revoked"]):
        require(rises(listed_by_writer, lambda one: utf16_order(one["writer"])), CODE)


def standing(held: Directory, candidate: Directory) -> str:
    """What a directory is to the one that is held of the same member: newer, same or older (DIR-4, DIR-5)."""
    if candidate.token.id == held.token.id:
        return "same"
    versions = (held.claims["version"], candidate.claims["version"])
    require(versions[0] != versions[1], "directory-equivocation")
    earlier, later = (held, candidate) if versions[0] < versions[1] else (candidate, held)
    if later.claims["version"] == earlier.claims["version"] + 1:
        require(later.claims["previous"] == earlier.token.id, "directory-broken-chain")
    if later is held:
        return "older"
    _check_delegations(earlier, later)
    _check_kept(earlier, later)
    return "newer"


def _check_delegations(earlier: Directory, later: Directory) -> None:
    before, after = earlier.delegation.claims["version"], later.delegation.claims["version"]
    same = earlier.delegation.id == later.delegation.id
    require(after > before or (after == before and same), "directory-delegation-older")


def _check_kept(earlier: Directory, later: Directory) -> None:
    ids = {one.claims["writer"]: one.id for one in later.certificates}
    kept = all(ids.get(one.claims["writer"]) == one.id for one in earlier.certificates)
    revoked = {one["writer"] for one in later.claims["revoked"]}
    require(kept and all(one["writer"] in revoked for one in earlier.claims["revoked"]), "certificate-changed")


