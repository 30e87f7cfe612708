"""What a purge leaves of an update: the same structs with their contents taken out (SKL-1)."""

from .yjs_contents import DELETED, NAMED_TYPES, TYPE
from .yjs_structs import GC, SKIP, Id, Struct, Update


def number_bytes(value: int) -> bytes:
    """ENC-5."""
    data = bytearray()
    while value >= 0x80:
        data.append(value & 0x7F | 0x80)
        value >>= 7
    data.append(value)
    return bytes(data)


def skeleton_bytes(update: Update) -> bytes:
    parts = [number_bytes(0 if update.client is None else 1)]
    if update.client is not None:
        parts += [number_bytes(number) for number in (len(update.structs), update.client, update.clock)]
        parts += [_struct_bytes(struct) for struct in update.structs]
    parts.append(number_bytes(len(update.deletes)))
    for client, ranges in update.deletes:
        parts += [number_bytes(client), number_bytes(len(ranges))]
        parts += [_id_bytes(one) for one in ranges]
    return b"".join(parts)


def _id_bytes(value: Id) -> bytes:
    return number_bytes(value[0]) + number_bytes(value[1])


def _text_bytes(data: bytes) -> bytes:
    return number_bytes(len(data)) + data


def _struct_bytes(struct: Struct) -> bytes:
    if struct.reference in (GC, SKIP):
        return bytes([struct.info]) + number_bytes(struct.length)
    reference = TYPE if struct.reference == TYPE else DELETED
    return bytes([struct.info & 0xE0 | reference]) + _place_bytes(struct) + _content_bytes(struct)


def _place_bytes(struct: Struct) -> bytes:
    parts = [_id_bytes(one) for one in (struct.origin, struct.right_origin) if one is not None]
    if struct.root is not None:
        parts.append(b"\x01" + _text_bytes(struct.root.encode()))
    if struct.parent is not None:
        parts.append(b"\x00" + _id_bytes(struct.parent))
    if struct.key is not None:
        parts.append(_text_bytes(struct.key))
    return b"".join(parts)


def _content_bytes(struct: Struct) -> bytes:
    if struct.reference != TYPE:
        return number_bytes(struct.length)
    return struct.content[:1] + (b"\x00" if struct.content[0] in NAMED_TYPES else b"")
