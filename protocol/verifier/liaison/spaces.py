"""Genesis contents and space ids (SPC-1, SPC-2)."""

from . import base64url
from .json_text import read_canonical
from .refusal import Refused, require
from .shapes import MEMBER, WRITER, closed, octets, one_of

GENESIS = closed(
    founder=WRITER, kind=one_of("case", "register"), owner=MEMBER, rule=one_of("owner-decides", "each-consents"),
    salt=octets(16),
)


def open_genesis(content: bytes) -> dict:
    try:
        genesis = read_canonical(content)
    except Refused:
        raise Refused("void-content") from None
    require(GENESIS(genesis), "void-content")
    return genesis


def space_id(genesis_content: bytes) -> str:
    return base64url.hash_text("liaison-space-v1", genesis_content)
