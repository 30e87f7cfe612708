"""Tokens: constant header, strict parts, an id that leaves the signature out (SIG-1 to SIG-8)."""

from dataclasses import dataclass

from . import base64url, ed25519
from .hashing import sha256
from .json_text import read_exact
from .refusal import Refused, require
from .shapes import Form

MALFORMED = "token-malformed"


@dataclass(frozen=True)
class Token:
    """A token whose form is right and whose signature has not been looked at."""

    id: str
    claims: dict
    claims_text: str
    signed: bytes
    signature: bytes


def header_segment(kind: str) -> str:
    return base64url.encode(f'{{"alg":"Ed25519","typ":"{kind}"}}'.encode())


def open_parts(token: object, kind: str, characters_max: int) -> Token:
    """The parts of a token of this type, e.g. `liaison-entry+jws` (SIG-1 to SIG-3, SIG-8)."""
    require(isinstance(token, str) and len(token) <= characters_max, MALFORMED)
    parts = token.split(".")
    require(len(parts) == 3 and parts[0] == header_segment(kind), MALFORMED)
    payload, signature = (base64url.decode(part, MALFORMED) for part in parts[1:])
    require(len(signature) == 64, MALFORMED)
    try:
        claims = read_exact(payload)
    except Refused:
        raise Refused(MALFORMED) from None
    signed = f"{parts[0]}.{parts[1]}".encode("ascii")
    return Token(base64url.encode(sha256(signed)), claims, payload.decode(), signed, signature)


def open_document(token: object, name: str, form: Form, characters_max: int, code: str) -> Token:
    """A token of the type `liaison-NAME` whose claims have their form (SIG-5). Bad parts have the code of tokens."""
    opened = open_parts(token, f"liaison-{name}+jws", characters_max)
    require(form(opened.claims), code)
    return opened


def check_signature(token: Token, key: str) -> None:
    """SIG-7, under a raw key in text."""
    require(ed25519.verify(base64url.decode(key), token.signed, token.signature), "signature-wrong")
