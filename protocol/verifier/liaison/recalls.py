"""Which edits a recall covers (RCL-1 to RCL-3)."""

from dataclasses import dataclass

from .operations import SECTION
from .shapes import RECORD, Form, closed, pattern

RECALL: dict[str, Form] = {
    "recall": closed(reason=pattern(r"[a-z][a-z-]{0,31}"), record=RECORD, section=SECTION),
    "reinstate": closed(record=RECORD, section=SECTION),
}


@dataclass(frozen=True)
class Event:
    """A recall, a reinstatement or an edit of one record. `seen` are the names of the events in its causal past."""

    name: str
    by: str
    op: str
    content: dict
    seen: frozenset[str]

    @property
    def section(self) -> str:
        return self.content["section"]


def is_void(event: Event) -> bool:
    """RCL-1: a member speaks of its own section, or of its part of the joint one."""
    return not RECALL[event.op](event.content) or event.section not in (event.by, "joint")


def is_covered(edit: Event, events: list[Event]) -> bool:
    """RCL-3: by a recall that no reinstatement in the edit's past has seen."""
    own = [one for one in events if one.by == edit.by and one.section == edit.section]
    ended = {name for one in own if one.op == "reinstate" and one.name in edit.seen for name in one.seen}
    return any(one.op == "recall" and one.name not in ended for one in own)
