"""Contents of structs, by reference: how many bytes and clocks they take (UPD-1)."""

from .byte_reader import ByteReader
from .refusal import Refused, require

MOST = 2**53 - 1
DELETED, JSON, BINARY, STRING, EMBED, FORMAT, TYPE, ANY, DOCUMENT = range(1, 10)
TYPE_REFERENCE_MAX = 6
NAMED_TYPES = (3, 5)  # an XML element and an XML hook have a name

# Values of reference 8 begin with one of these bytes.
BYTES, LIST, OBJECT, TEXT, TRUE, FALSE, BIGINT, FLOAT64, FLOAT32, INTEGER, NULL, UNDEFINED = range(116, 128)
FIXED_SIZES = {TRUE: 0, FALSE: 0, NULL: 0, UNDEFINED: 0, BIGINT: 8, FLOAT64: 8, FLOAT32: 4}


def skip_content(reader: ByteReader, reference: int) -> int:
    """Passes over the content and returns the number of clocks it takes."""
    if reference == DELETED:
        return reader.number(MOST)
    if reference == STRING:
        return _utf16_length(skip_text(reader), reader.code)
    if reference in (JSON, ANY):
        count = bounded_count(reader)
        for _ in range(count):
            skip_text(reader) if reference == JSON else skip_value(reader)
        return count
    _skip_single(reader, reference)
    return 1


def _skip_single(reader: ByteReader, reference: int) -> None:
    if reference in (BINARY, EMBED):
        skip_text(reader)
    elif reference == FORMAT:
        skip_text(reader)
        skip_text(reader)
    elif reference == TYPE:
        if reader.number(TYPE_REFERENCE_MAX) in NAMED_TYPES:
            skip_text(reader)
    else:
        skip_text(reader)
        skip_value(reader)


def bounded_count(reader: ByteReader) -> int:
    """How many parts follow: each takes a byte at least."""
    count = reader.number(MOST)
    require(count <= reader.left(), reader.code)
    return count


def skip_text(reader: ByteReader) -> bytes:
    return reader.take(reader.number(MOST))


def _utf16_length(data: bytes, code: str) -> int:
    try:
        return len(data.decode("utf-8").encode("utf-16-be")) // 2
    except UnicodeDecodeError:
        raise Refused(code) from None


def skip_value(reader: ByteReader) -> None:
    """Passes over one value, however deep, without recursion."""
    open_parts = [(False, 1)]
    while open_parts:
        keyed, count = open_parts.pop()
        if count == 0:
            continue
        open_parts.append((keyed, count - 1))
        if keyed:
            skip_text(reader)
        sort = reader.byte()
        if sort in (LIST, OBJECT):
            open_parts.append((sort == OBJECT, bounded_count(reader)))
        else:
            _skip_flat(reader, sort)


def _skip_flat(reader: ByteReader, sort: int) -> None:
    if sort in (BYTES, TEXT):
        skip_text(reader)
    elif sort == INTEGER:
        read_signed(reader)
    else:
        require(sort in FIXED_SIZES, reader.code)
        reader.take(FIXED_SIZES[sort])


def read_signed(reader: ByteReader) -> int | None:
    """An integer: 0x80 goes on, 0x40 is the sign, six bits, then seven in each byte. None is minus zero, or beyond 53 bits. At most nine bytes, in the shortest form."""
    byte = reader.byte()
    negative, value, shift = byte & 0x40 != 0, byte & 0x3F, 6
    while byte >= 0x80:
        byte = reader.byte()
        require(byte != 0 and shift < 62, reader.code)
        value |= (byte & 0x7F) << shift
        shift += 7
    if value > MOST or (negative and value == 0):
        return None
    return -value if negative else value
