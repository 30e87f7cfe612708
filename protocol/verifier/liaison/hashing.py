"""SHA-256 over parts, with nothing between them (ENC-4)."""

import hashlib


def sha256(*parts: bytes | str) -> bytes:
    """The hash of the parts in their order; texts are taken as UTF-8."""
    state = hashlib.sha256()
    for part in parts:
        state.update(part.encode("utf-8") if isinstance(part, str) else part)
    return state.digest()
