"""Keys and the names that come from them (IDN-2, CRT-5, SIG-6)."""

from . import base64url, ed25519, x25519
from .refusal import Refused, require


def signing_key(text: str) -> bytes:
    """A raw Ed25519 key that may be certified or named."""
    try:
        key = base64url.decode(text)
    except Refused:
        raise Refused("key-malformed") from None
    require(len(key) == 32, "key-malformed")
    require(ed25519.is_safe_key(key), "key-unsafe")
    return key


def is_safe_signing_key(text: str) -> bool:
    return ed25519.is_safe_key(base64url.decode(text))


def is_safe_agreement_key(text: str) -> bool:
    return x25519.is_safe_key(base64url.decode(text))


def writer_id(member: str, key: bytes) -> str:
    return base64url.encode(base64url.sha256("liaison-writer-v1", member, key)[:16])


def client_id(member_number: int, serial: int) -> int:
    """The Yjs clientID of a writer (CRT-5)."""
    require(1 <= member_number <= 4095 and 1 <= serial < 2**20, "certificate-malformed")
    return member_number * 2**20 + serial
