"""X25519 keys that are safe to name (SIG-6): canonical by RFC 7748 section 5 and not of low order."""

P = 2**255 - 19


def is_safe_key(key: bytes) -> bool:
    number = int.from_bytes(key, "little")
    return len(key) == 32 and number < P and not _has_low_order(number)


def _has_low_order(u: int) -> bool:
    """Whether eight times the point is the neutral element: three doublings on the curve or its twist."""
    x, z = u, 1
    for _ in range(3):
        plus, minus = (x + z) ** 2 % P, (x - z) ** 2 % P
        difference = plus - minus
        x, z = plus * minus % P, difference * (minus + 121666 * difference) % P
    return z == 0
