"""Pages on the wire (PAG-1, PAG-2, PAG-4). Tokens and bodies are not opened here."""

from dataclasses import dataclass

from .byte_reader import ByteReader
from .refusal import require

MALFORMED = "page-malformed"
PAGE_BYTES_MAX = 4_194_304  # LIM-20
ENTRIES_MAX = 2_000  # LIM-22
OPERATIONS_MAX = 1_000  # LIM-2
TOKEN_CHARACTERS_MAX = 65_536  # LIM-3
BODY_BYTES_MAX = 1_048_576  # LIM-1


@dataclass(frozen=True)
class FullOperation:
    salt: bytes
    body: bytes


@dataclass(frozen=True)
class PurgedOperation:
    """Of which the skeleton is left."""

    body_digest: bytes
    skeleton_frame: bytes


@dataclass(frozen=True)
class WireEntry:
    token: str
    operations: list[FullOperation | PurgedOperation]


def read_page(data: bytes) -> list[WireEntry]:
    require(len(data) <= PAGE_BYTES_MAX and data[:3] == b"LP\x01", MALFORMED)
    reader, entries = ByteReader(data, MALFORMED), []
    reader.take(3)
    while reader.left() > 0:
        entries.append(_read_entry(reader))
        require(len(entries) <= ENTRIES_MAX, MALFORMED)
    return entries


def _read_entry(reader: ByteReader) -> WireEntry:
    token = reader.take(reader.number(TOKEN_CHARACTERS_MAX)).decode("latin-1")
    count = reader.number(OPERATIONS_MAX)
    return WireEntry(token, [_read_operation(reader) for _ in range(count)])


def _read_operation(reader: ByteReader) -> FullOperation | PurgedOperation:
    sort = reader.byte()
    require(sort in (0, 1), MALFORMED)
    first = reader.take(16 if sort == 0 else 32)
    rest = reader.take(reader.number(BODY_BYTES_MAX))
    return FullOperation(first, rest) if sort == 0 else PurgedOperation(first, rest)
