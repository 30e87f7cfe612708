"""Tokens: constant header, strict parts, an id that leaves the signature out (SIG-1 to SIG-8)."""

from dataclasses import dataclass

from . import base64url, ed25519
from .hashing import sha256
from .json_text import read_exact, utf16_order
from .refusal import Refused, require
from .shapes import KEY, Form, listed, rises, text

MALFORMED = "token-malformed"


@dataclass(frozen=True)
class Signed:
    """What was signed, without who signed it."""

    id: str
    claims: dict
    claims_text: str
    signed: bytes


@dataclass(frozen=True)
class Token(Signed):
    """A token whose form is right and whose signature has not been looked at."""

    signature: bytes


def header_segment(kind: str) -> str:
    return base64url.encode(f'{{"alg":"Ed25519","typ":"{kind}"}}'.encode())


def open_parts(token: object, kind: str, characters_max: int) -> Token:
    """The parts of a token of this type, e.g. `liaison-entry+jws` (SIG-1 to SIG-3, SIG-8)."""
    require(isinstance(token, str) and len(token) <= characters_max, MALFORMED)
    parts = token.split(".")
    require(len(parts) == 3 and parts[0] == header_segment(kind), MALFORMED)
    signature = base64url.decode(parts[2], MALFORMED)
    require(len(signature) == 64, MALFORMED)
    signed = open_signed(f"{parts[0]}.{parts[1]}", kind, characters_max)
    return Token(signed.id, signed.claims, signed.claims_text, signed.signed, signature)


def open_signed(text: object, kind: str, characters_max: int) -> Signed:
    """`header.payload` of a token (ROS-2)."""
    require(isinstance(text, str) and len(text) <= characters_max, MALFORMED)
    parts = text.split(".")
    require(len(parts) == 2 and parts[0] == header_segment(kind), MALFORMED)
    payload = base64url.decode(parts[1], MALFORMED)
    try:
        claims = read_exact(payload)
    except Refused:
        raise Refused(MALFORMED) from None
    signed = text.encode("ascii")
    return Signed(base64url.encode(sha256(signed)), claims, payload.decode(), signed)


def open_joint(document: object, name: str, form: Form, code: str) -> tuple[Signed, list[dict]]:
    """What several roots sign, and their signatures, which have not been looked at (ROS-2)."""
    require(isinstance(document, dict) and set(document) == {"signed", "signatures"}, code)
    require(isinstance(document["signed"], str) and len(document["signed"]) <= 2_000_000, code)
    require(SIGNATURES(document["signatures"]), code)
    require(rises(document["signatures"], lambda one: utf16_order(one["rootKey"])), code)
    opened = open_signed(document["signed"], f"liaison-{name}+jws", 2_000_000)
    require(form(opened.claims), code)
    return opened, document["signatures"]


def check_joint_signatures(signed: Signed, signatures: list[dict], allowed: set[str], code: str) -> None:
    for one in signatures:
        require(one["rootKey"] in allowed, code)
        signature = base64url.decode(one["signature"], code)
        require(len(signature) == 64, code)
        require(ed25519.verify(base64url.decode(one["rootKey"]), signed.signed, signature), "signature-wrong")


def _signature_form(value: object) -> bool:
    """A closed object; JSON documents that are not signed may have their members in any order."""
    if not isinstance(value, dict) or set(value) != {"rootKey", "signature"}:
        return False
    return KEY(value["rootKey"]) and text(86, 86)(value["signature"])


SIGNATURES = listed(_signature_form, 3_000)


def open_document(token: object, name: str, form: Form, characters_max: int, code: str) -> Token:
    """A token of the type `liaison-NAME` whose claims have their form (SIG-5). Bad parts have the code of tokens."""
    opened = open_parts(token, f"liaison-{name}+jws", characters_max)
    require(form(opened.claims), code)
    return opened


def check_signature(token: Token, key: str) -> None:
    """SIG-7, under a raw key in text."""
    require(ed25519.verify(base64url.decode(key), token.signed, token.signature), "signature-wrong")
