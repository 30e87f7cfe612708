"""Leaves and roots (MRK-1 to MRK-3)."""

from .hashing import sha256


def body_digest(salt: bytes, body: bytes) -> bytes:
    return sha256(salt, body)


def leaf(digest: bytes, skeleton_frame: bytes) -> bytes:
    return sha256(b"\x00", digest, sha256(skeleton_frame))


def root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return bytes(32)
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01", root(leaves[:left]), root(leaves[left:]))
