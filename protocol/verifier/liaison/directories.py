"""Delegations and directories and what several of one member say together (DIR-1 to DIR-6)."""

from dataclasses import dataclass

from .certificates import open_certificate
from .json_text import utf16_order
from .keys import is_safe_signing_key
from .refusal import Refused, require
from .rosters import Roster, roots_of
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
    delegation=text(DELEGATION_CHARACTERS_MAX), certificates=listed(text(1_000_000), 1_800), nodes=listed(NODE, 100),
    revoked=listed(closed(writer=WRITER, at=TIME), 1_800), at=TIME,
)
CHARACTERS_MAX = 2_000_000  # LIM-24


@dataclass(frozen=True)
class Directory:
    token: Token
    delegation: Token
    root_key: str
    certificates: list[Token]

    @property
    def id(self) -> str:
        return self.token.id

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


def open_directory(token: object, roster: Roster) -> Directory:
    """A directory under a root that the roster names, present or ended (DIR-1 to DIR-3)."""
    opened = open_document(token, "directory", DIRECTORY, CHARACTERS_MAX, CODE)
    claims = opened.claims
    require((claims["previous"] is None) == (claims["version"] == 1), CODE)
    for listed_by_writer in (claims["nodes"], claims["revoked"]):
        require(rises(listed_by_writer, lambda one: utf16_order(one["writer"])), CODE)
    roots = roots_of(roster, claims["member"])
    require(len(roots) > 0, "directory-member-unknown")
    delegation, root_key = _own_delegation(claims, roots)
    key = delegation.claims["directoryKey"]
    check_signature(opened, key)
    certificates = [open_certificate(one, key) for one in claims["certificates"]]
    _check_writers(claims, [one.claims for one in certificates])
    return Directory(opened, delegation, root_key, certificates)


def _own_delegation(claims: dict, roots: list[dict]) -> tuple[Token, str]:
    """Under the first root that signed it; where none did, the refusal of the first."""
    refused: Refused | None = None
    for root in roots:
        try:
            return open_delegation(claims["delegation"], claims["member"], root["rootKey"]), root["rootKey"]
        except Refused as error:
            refused = refused or error
    raise refused or Refused("directory-member-unknown")


def _check_writers(claims: dict, certificates: list[dict]) -> None:
    """DIR-3."""
    writers = {one["writer"] for one in certificates}
    services = {one["writer"] for one in certificates if one["role"] == "service"}
    require(all(one["member"] == claims["member"] for one in certificates), CODE)
    require(rises(certificates, lambda one: one["serial"]) and len(writers) == len(certificates), CODE)
    require(all(one["home"] in services for one in certificates), CODE)
    require(all(node["writer"] in services for node in claims["nodes"]), CODE)
    require(all(one["writer"] in writers for one in claims["revoked"]), CODE)


# A member's present root before ended ones, then the newer delegation, then the later version (DIR-4).
Rank = tuple[bool, int, int]


def held_directories(directories: list[Directory], roster: Roster) -> list[Directory]:
    """Those that no other one covers, and those that the roster names as the last of an ended root (DIR-4)."""
    distinct = {one.id: one for one in directories}.values()
    finals = _finals(roster)
    held = [
        one for one in distinct
        if one.id in finals
        or not any(_rank(other, roster) > _rank(one, roster) and _covers(other, one) for other in distinct)
    ]
    return sorted(held, key=lambda one: utf16_order(one.id))


def speaking(held: list[Directory], roster: Roster) -> list[Directory]:
    """DIR-5."""
    present = [one for one in held if _is_present(one, roster)]
    newest = max((one.delegation.claims["version"] for one in present), default=0)
    finals = _finals(roster)
    return [
        one for one in held
        if one.id in finals or (one in present and one.delegation.claims["version"] == newest)
    ]


def leading(held: list[Directory], roster: Roster) -> Directory | None:
    """The highest that speaks; of equals, which stand in the order of their ids, the first."""
    return max(speaking(held, roster), key=lambda one: _rank(one, roster), default=None)


def powers_of_writers(held: list[Directory], roster: Roster) -> dict[str, tuple[str, list[str]]]:
    """Certificate id and powers by writer (DIR-6)."""
    loud = speaking(held, roster)
    found: dict[str, tuple[str, list[str]]] = {}
    serials: set[int] = set()
    late = []
    for one in _certificates(loud):
        if one.claims["writer"] in found:
            continue
        if one.claims["serial"] in serials:
            late.append(one)
        else:
            found[one.claims["writer"]] = (one.id, one.claims["powers"])
        serials.add(one.claims["serial"])
    for one in late + _certificates([other for other in held if other not in loud]):
        found.setdefault(one.claims["writer"], (one.id, []))
    return found


def _certificates(directories: list[Directory]) -> list[Token]:
    by_id = {one.id: one for directory in directories for one in directory.certificates}
    return sorted(by_id.values(), key=lambda one: utf16_order(one.id))


def _finals(roster: Roster) -> set[str]:
    return {root["directory"] for root in roster.claims["former"] if root["directory"] is not None}


def _is_present(directory: Directory, roster: Roster) -> bool:
    return any(
        member["code"] == directory.claims["member"] and member["rootKey"] == directory.root_key
        for member in roster.claims["members"]
    )


def _rank(directory: Directory, roster: Roster) -> Rank:
    return (_is_present(directory, roster), directory.delegation.claims["version"], directory.claims["version"])


def _covers(one: Directory, other: Directory) -> bool:
    ids = {certificate.claims["writer"]: certificate.id for certificate in one.certificates}
    revoked = {mark["writer"] for mark in one.claims["revoked"]}
    kept = all(ids.get(certificate.claims["writer"]) == certificate.id for certificate in other.certificates)
    return kept and all(mark["writer"] in revoked for mark in other.claims["revoked"])
