"""Bodies of operations: form, header, content, and what a purge leaves (OPR-1 to OPR-4, SKL-1)."""

from dataclasses import dataclass

from .json_text import read_canonical
from .refusal import Refused, require
from .shapes import closed, either, Form, KIND, MEMBER, one_of, pattern, RECORD
from .yjs_structs import read_update
from .yjs_skeleton import skeleton_bytes

MALFORMED = "operation-malformed"
JSON_FORM, UPDATE_FORM = 1, 2
HEADER_BYTES_MAX = 4_096  # LIM-5

CONTROL_NAMES = ("genesis", "audience", "request", "consent", "transfer", "accept", "recall", "reinstate", "pin")
NUMBER = pattern(r"[A-Z][A-Z0-9]{1,11}-[0-9]{4}-[0-9A-Z]{1,4}-[0-9]{1,10}-[0-9A-Z]")  # the form alone, OPR-3
SECTION = either(MEMBER, one_of("joint"))
_EDIT = {"op": one_of("edit"), "record": RECORD, "section": SECTION}
HEADERS: list[Form] = [
    closed(op=one_of(*CONTROL_NAMES)),
    closed(kind=KIND, **_EDIT),
    closed(kind=KIND, number=NUMBER, **_EDIT),
]


@dataclass(frozen=True)
class Operation:
    form: int
    header: object
    head: bytes
    content: bytes

    @property
    def is_known(self) -> bool:
        """Whether version 1 knows what it does; else it is unread (OPR-4)."""
        if not any(form(self.header) for form in HEADERS):
            return False
        return (self.form == UPDATE_FORM) == (self.header["op"] == "edit")

    def skeleton_content(self) -> bytes:
        """What remains of the content after a purge (SKL-1)."""
        return b"null" if self.form == JSON_FORM else skeleton_bytes(read_update(self.content))

    def skeleton_frame(self) -> bytes:
        """OPR-2."""
        return self.head + self.skeleton_content()


def open_operation(body: bytes) -> Operation:
    """The frame of a body (OPR-1)."""
    require(len(body) >= 3 and body[0] in (JSON_FORM, UPDATE_FORM), MALFORMED)
    length = int.from_bytes(body[1:3], "big")
    require(length <= HEADER_BYTES_MAX and 3 + length <= len(body), MALFORMED)
    head, content = body[: 3 + length], body[3 + length :]
    try:
        header = read_canonical(head[3:])
        if body[0] == JSON_FORM:
            read_canonical(content)
    except Refused:
        raise Refused(MALFORMED) from None
    return Operation(body[0], header, head, content)
