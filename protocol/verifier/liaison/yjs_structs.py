"""Updates of Yjs, format V1, as far as form goes (UPD-1). Contents are kept as bytes."""

from dataclasses import dataclass, field

from .byte_reader import ByteReader
from .refusal import Refused, require
from .yjs_contents import skip_content

MALFORMED = "update-malformed"
UPDATE_BYTES_MAX = 262_144  # LIM-6
CLOCK_MAX = 2**53 - 1
GC, SKIP, TYPE = 0, 10, 7
HAS_ORIGIN, HAS_RIGHT_ORIGIN, HAS_KEY = 0x80, 0x40, 0x20

# The id of one clock of one client.
Id = tuple[int, int]


@dataclass
class Struct:
    """One struct. `reference` is that of its content; `content` the bytes of it, without the reference."""

    reference: int
    clock: int
    length: int
    origin: Id | None = None
    right_origin: Id | None = None
    root: str | None = None
    parent: Id | None = None
    key: bytes | None = None
    info: int = 0
    content: bytes = b""


@dataclass
class Update:
    """The block of structs, if there is one, and ranges (clock, length) to delete by client."""

    client: int | None = None
    clock: int = 0
    structs: list[Struct] = field(default_factory=list)
    deletes: list[tuple[int, list[tuple[int, int]]]] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.clock + sum(struct.length for struct in self.structs)


def read_update(data: bytes) -> Update:
    """The structs and deletions of an update; refused if it is not of the form that UPD-1 gives."""
    require(len(data) <= UPDATE_BYTES_MAX, MALFORMED)
    reader, update = ByteReader(data, MALFORMED), Update()
    blocks = reader.number(CLOCK_MAX)
    require(blocks <= 1, MALFORMED)
    if blocks == 1:
        _read_block(reader, update)
    _read_deletes(reader, update)
    require(reader.left() == 0, MALFORMED)
    return update


def _count(reader: ByteReader) -> int:
    """A number of things that take at least a byte each, so it is bounded before anything is allocated."""
    count = reader.number(CLOCK_MAX)
    require(count <= reader.left(), MALFORMED)
    return count


def _read_block(reader: ByteReader, update: Update) -> None:
    count = _count(reader)
    require(count > 0, MALFORMED)
    update.client = reader.number(CLOCK_MAX)
    update.clock = reader.number(CLOCK_MAX)
    clock = update.clock
    for _ in range(count):
        struct = _read_struct(reader, clock)
        update.structs.append(struct)
        clock += struct.length
        require(clock <= CLOCK_MAX, MALFORMED)


def _read_struct(reader: ByteReader, clock: int) -> Struct:
    info = reader.byte()
    reference = info & 0x1F
    require(reference <= SKIP, MALFORMED)
    if reference in (GC, SKIP):
        require(info == reference, MALFORMED)
        return Struct(reference, clock, reader.number(CLOCK_MAX), info=info)
    struct = Struct(reference, clock, 0, info=info)
    _read_place(reader, struct)
    start = reader.at
    struct.length = skip_content(reader, reference)
    struct.content = reader.data[start : reader.at]
    return struct


def _read_place(reader: ByteReader, struct: Struct) -> None:
    if struct.info & HAS_ORIGIN:
        struct.origin = _read_id(reader)
    if struct.info & HAS_RIGHT_ORIGIN:
        struct.right_origin = _read_id(reader)
    if struct.info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN):
        return
    by_name = reader.number(1)
    if by_name == 1:
        struct.root = _text(reader)
    else:
        struct.parent = _read_id(reader)
    if struct.info & HAS_KEY:
        struct.key = _text(reader).encode()


def _read_id(reader: ByteReader) -> Id:
    return (reader.number(CLOCK_MAX), reader.number(CLOCK_MAX))


def _text(reader: ByteReader) -> str:
    try:
        return reader.take(reader.number(CLOCK_MAX)).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(MALFORMED) from None


def _read_deletes(reader: ByteReader, update: Update) -> None:
    for _ in range(_count(reader)):
        client = reader.number(CLOCK_MAX)
        require(not update.deletes or client < update.deletes[-1][0], MALFORMED)
        count = _count(reader)
        require(count > 0, MALFORMED)
        ranges = [_read_id(reader) for _ in range(count)]
        require(all(clock + length <= CLOCK_MAX for clock, length in ranges), MALFORMED)
        update.deletes.append((client, ranges))
