"""The digest of what all sections of a space say (VIEW-2 to VIEW-4)."""

from . import merkle
from .hashing import sha256
from .json_text import utf16_order

GROUP_CHARACTERS = 3


def section_key(record: str, kind: str, section: str) -> str:
    return f"{record}/{kind}/{section}"


def state_digest(digests_by_key: dict[str, bytes]) -> bytes:
    """The digest of a space, from the digests of the sections that say something."""
    groups: dict[str, list[bytes]] = {}
    for key in sorted(digests_by_key, key=utf16_order):
        groups.setdefault(key[:GROUP_CHARACTERS], []).append(sha256(b"\x00", key, digests_by_key[key]))
    return merkle.root([sha256(b"\x00", name, merkle.root(leaves)) for name, leaves in groups.items()])
