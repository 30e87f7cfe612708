"""How a bundle begins, and its manifest (BDL-1, BDL-3, BDL-5). Envelopes and parts stay sealed here."""

from .byte_reader import ByteReader
from .refusal import require
from .shapes import DIGEST, TIME, WRITER, ascending, closed, constant, integer, listed, one_of
from .tokens import Token, check_signature, open_document

MALFORMED = "bundle-malformed"
ENVELOPE_BYTES_MAX = 4_194_304  # LIM-40
KINDS = ("documents", "starts", "control", "record", "receipts", "views")

PART = closed(kind=one_of(*KINDS), bytes=integer(1, 4_194_304), digest=DIGEST)
MANIFEST = closed(
    v=constant(1), maker=WRITER, recipients=ascending(WRITER, 1_000), community=DIGEST, at=TIME,
    parts=listed(PART, 10_000),
)


def read_head(data: bytes) -> tuple[str, int]:
    """The envelope, and where the parts begin."""
    require(data[:3] == b"LB\x01", MALFORMED)
    reader = ByteReader(data, MALFORMED)
    reader.take(3)
    envelope = reader.take(reader.number(ENVELOPE_BYTES_MAX)).decode("latin-1")
    return envelope, reader.at


def open_manifest(token: object, maker: str, signing_key: str) -> Token:
    opened = open_document(token, "bundle", MANIFEST, 2_000_000, MALFORMED)
    parts = [KINDS.index(part["kind"]) for part in opened.claims["parts"]]
    require(len(parts) > 0 and parts == sorted(parts), MALFORMED)
    require(len(opened.claims["recipients"]) > 0, MALFORMED)
    require(opened.claims["maker"] == maker, MALFORMED)
    check_signature(opened, signing_key)
    return opened
