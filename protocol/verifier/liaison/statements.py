"""Control statements of a space and which of them are void (SPC-4, SPC-11, SPC-13)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .pins_and_receipts import TIP
from .shapes import DIGEST, MEMBER, Form, ascending, closed, listed, rises
from .json_text import utf16_order

CUT = closed(heads=listed(TIP, 2_000), member=MEMBER)
AUDIENCE = closed(cuts=listed(CUT, 1_000), members=ascending(MEMBER, 1_000))
NEWCOMER = closed(audience=ascending(MEMBER, 1_000), newcomer=MEMBER)
CONTENTS: dict[str, Form] = {
    "audience": AUDIENCE, "consent": NEWCOMER, "request": NEWCOMER, "transfer": closed(to=MEMBER),
    "accept": closed(transfer=DIGEST),
}


@dataclass
class Statement:
    """One operation of the control lane. `seen` are the names of the statements in its causal past."""

    name: str
    id: str
    by: str
    op: str
    content: dict
    seen: frozenset[str]
    # what was true in its past, told when it is judged
    ownership: frozenset[str] = frozenset()
    owner: str = ""
    admits: frozenset[str] = frozenset()
    refused_for: dict[str, list[str]] = field(default_factory=dict)


def has_form(statement: Statement) -> bool:
    if not CONTENTS[statement.op](statement.content):
        return False
    if statement.op != "audience":
        return True
    cuts = statement.content["cuts"]
    by_log = lambda tip: (tip["lane"], tip["writer"])  # noqa: E731
    return rises(cuts, lambda cut: utf16_order(cut["member"])) and all(rises(cut["heads"], by_log) for cut in cuts)


def latest(statements: list[Statement]) -> list[Statement]:
    """Those that are in the causal past of no other one."""
    passed = {name for one in statements for name in one.seen}
    return [one for one in statements if one.name not in passed]


def named(statements: list[Statement], op: str) -> list[Statement]:
    return [one for one in statements if one.op == op]


def permitted(statements: list[Statement], member: str, newcomer: str) -> Callable[[set[str]], bool]:
    """Whether a member consents that the newcomer comes into an audience (SPC-11)."""
    own = [one for one in named(statements, "consent") if one.by == member and one.content["newcomer"] == newcomer]
    allowed = [set(one.content["audience"]) for one in latest(own)]
    return lambda audience: bool(allowed) and all(audience <= one for one in allowed)
