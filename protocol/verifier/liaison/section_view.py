"""What a section says (VIEW-1, VIEW-2), from the set of its updates and the cuts of its writers (SEC-6, SEC-7)."""

from .hashing import sha256
from .json_text import write_canonical
from .husks import needed_husks, origins_of
from .section_document import SectionDocument, Unit
from .yjs_structs import GC, Struct, Update
from .yjs_values import Unreadable

REPLACEMENT = "\ufffd"

# By client, the first clock that does not count.
Cuts = dict[int, int]


def section_view(updates: list[Update], cuts: Cuts, stopped: list[Update]) -> dict[str, object]:
    """The view of a section; the order of the updates means nothing. `stopped` are those past a pin."""
    husks, ends = needed_husks(updates, stopped, cuts)
    there = [update for update in updates + husks if _counts(update, ends)]
    document, waiting = SectionDocument(), [_within_cuts(update, ends) for update in there]
    while ready := [update for update in waiting if document.has_past_of(update)]:
        document.apply(ready[0])
        waiting.remove(ready[0])
    return view_of(document)


def view_digest(view: dict[str, object]) -> bytes:
    return sha256(write_canonical(view))


def _counts(update: Update, cuts: Cuts) -> bool:
    return update.client not in cuts or update.clock < cuts[update.client]


def _within_cuts(update: Update, cuts: Cuts) -> Update:
    """The update as it stands beside what was cut: built upon that, it becomes one GC struct; deletions are trimmed."""
    if any(client in cuts and clock >= cuts[client] for client, clock in origins_of(update)):
        whole = Struct(GC, update.clock, update.end - update.clock)
        return Update(update.client, update.clock, [whole])
    deletes = [(client, _trimmed(ranges, cuts.get(client))) for client, ranges in update.deletes]
    return Update(update.client, update.clock, update.structs, deletes)


def _trimmed(ranges: list[tuple[int, int]], cut: int | None) -> list[tuple[int, int]]:
    if cut is None:
        return ranges
    return [(clock, min(length, cut - clock)) for clock, length in ranges if clock < cut]


def view_of(document: SectionDocument) -> dict[str, object]:
    view: dict[str, dict] = {"fields": {}, "texts": {}, "unreadable": {}}
    for root, units in document.roots.items():
        shown = [unit for unit in units if not unit.deleted]
        name = root[2:]
        unreadable = sum(_is_unreadable(unit, root) for unit in shown)
        if unreadable > 0:
            view["unreadable"][name] = view["unreadable"].get(name, 0) + unreadable
        said = _text(units) if root.startswith("t:") else _values(shown)
        if said:
            view["texts" if root.startswith("t:") else "fields"][name] = said
    return view


def _is_unreadable(unit: Unit, root: str) -> bool:
    return isinstance(unit.value, Unreadable) or isinstance(unit.value, bytes) != root.startswith("t:")


def _values(units: list[Unit]) -> list[object]:
    """Current values in document order, equal ones once."""
    values, seen = [], set()
    for unit in units:
        if not isinstance(unit.value, (Unreadable, bytes)):
            text = write_canonical(unit.value)
            if text not in seen:
                values.append(unit.value)
            seen.add(text)
    return values


def _text(units: list[Unit]) -> str:
    """The letters that are left; half a surrogate pair becomes U+FFFD."""
    letters, at = [], 0
    while at < len(units):
        unit, after = units[at], units[at + 1] if at + 1 < len(units) else None
        if isinstance(unit.value, bytes) and not unit.deleted:
            if after is not None and _is_pair(unit, after):
                letters.append((unit.value + after.value).decode("utf-16-be"))
                at += 1
            else:
                letters.append(unit.value.decode("utf-16-be") if unit.value[0] >> 3 != 0x1B else REPLACEMENT)
        at += 1
    return "".join(letters)


def _is_pair(unit: Unit, after: Unit) -> bool:
    follows = after.id == (unit.id[0], unit.id[1] + 1) and not after.deleted and isinstance(after.value, bytes)
    return follows and unit.value[0] >> 2 == 0x36 and after.value[0] >> 2 == 0x37
