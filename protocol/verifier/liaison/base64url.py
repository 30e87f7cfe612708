"""Bytes in text: base64url without padding, one text for each byte string (ENC-1)."""

import base64
import re

from .hashing import sha256
from .refusal import require

ALPHABET = re.compile(r"[A-Za-z0-9_-]*")


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str, code: str = "encoding-base64url") -> bytes:
    """The bytes of a text; anything but the one spelling of them is refused."""
    require(ALPHABET.fullmatch(text) is not None and len(text) % 4 != 1, code)
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    require(encode(data) == text, code)
    return data


def hash_text(*parts: bytes | str) -> str:
    """A hash as it stands in claims: 43 characters (ENC-4)."""
    return encode(sha256(*parts))
