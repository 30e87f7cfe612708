"""Numbers of records and ids that are derived (NUM-1 to NUM-4)."""

import re
import uuid

from .hashing import sha256
from .json_text import write_canonical
from .refusal import require

NUMBER = re.compile(r"([A-Z][A-Z0-9]{1,11})-([0-9]{4})-([0-9A-HJKMNP-TV-Z]{1,4})-([1-9][0-9]{0,9})-([0-9A-Z])")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_character(text: str) -> str:
    """ISO/IEC 7064 MOD 37,36."""
    product = 36
    for character in text:
        total = (product + CHARACTERS.index(character)) % 36 or 36
        product = total * 2 % 37
    return CHARACTERS[(37 - product) % 36]


def read_number(text: str) -> dict[str, object]:
    match = NUMBER.fullmatch(text)
    require(match is not None, "record-number-malformed")
    member, year, serial, counter, check = match.groups()
    require(check_character(member + year + serial + counter) == check, "record-number-check")
    require(not serial.startswith("0"), "record-number-malformed")
    value = 0
    for digit in serial:
        value = value * 32 + CROCKFORD.index(digit)
    return {"member": member, "year": int(year), "serial": value, "counter": int(counter)}


def imported_record_id(space: str, source: str, key: str) -> str:
    return _derived("liaison-record-v1", [space, source, key])


def numbered_record_id(space: str, number: str) -> str:
    return _derived("liaison-numbered-v1", [space, number])


def _derived(label: str, parts: list) -> str:
    data = bytearray(sha256(label, write_canonical(parts))[:16])
    data[6] = data[6] & 0x0F | 0x80
    data[8] = data[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(data)))
