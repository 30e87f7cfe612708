"""Ed25519 verification by RFC 8032 section 5.1.7, without the cofactor, and keys that are safe (SIG-6, SIG-7)."""

import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

# A point in extended coordinates: x = X/Z, y = Y/Z, x·y = T/Z.
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def add(a: Point, b: Point) -> Point:
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return (x * y % P, z * t % P, y * z % P, x * t % P)


def multiply(scalar: int, point: Point) -> Point:
    result = NEUTRAL
    while scalar > 0:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def equal(a: Point, b: Point) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def decompress(data: bytes) -> Point | None:
    """RFC 8032 section 5.1.3; None where the bytes are not the canonical encoding of a point."""
    if len(data) != 32:
        return None
    number = int.from_bytes(data, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = _square_root(square)
    if x is None or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = P - x
    return (x, y, 1, x * y % P)


def _square_root(square: int) -> int | None:
    if square == 0:
        return 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    return x if (x * x - square) % P == 0 else None


_BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = decompress(_BASE_Y.to_bytes(32, "little")) or NEUTRAL


def is_safe_key(key: bytes) -> bool:
    """Whether the key is the canonical encoding of a point that is not of small order (SIG-6)."""
    point = decompress(key)
    return point is not None and not equal(multiply(8, point), NEUTRAL)


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is right; an unsafe key verifies nothing."""
    if len(signature) != 64 or not is_safe_key(key):
        return False
    public, committed = decompress(key), decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or committed is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return equal(multiply(scalar, BASE), add(committed, multiply(challenge, public)))
