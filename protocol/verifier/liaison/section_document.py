"""A section made from its updates: roots as lists, merged as Yjs merges them (SEC-3 to SEC-7)."""

from dataclasses import dataclass

from .yjs_contents import ANY, DELETED, STRING
from .yjs_structs import GC, Id, Struct, Update
from .yjs_values import Unreadable, read_values


@dataclass(eq=False)
class Unit:
    """One clock of one item. `value` is a UTF-16 code unit, a JSON value or an `Unreadable`."""

    id: Id
    origin: Id | None
    right_origin: Id | None
    root: str
    value: object
    deleted: bool = False


class SectionDocument:
    """Starts empty; takes an update only when all of its past is there (SEC-5)."""

    def __init__(self) -> None:
        self.roots: dict[str, list[Unit]] = {}
        self.units: dict[Id, Unit | None] = {}
        self.clocks: dict[int, int] = {}
        self.last_place = 0

    def has_past_of(self, update: Update) -> bool:
        known = dict(self.clocks)
        if update.client is not None:
            if update.clock != known.get(update.client, 0):
                return False
            known[update.client] = update.end
        origins = [one for struct in update.structs for one in (struct.origin, struct.right_origin) if one is not None]
        ends = [(client, clock + length) for client, ranges in update.deletes for clock, length in ranges]
        return all(known.get(client, 0) > clock for client, clock in origins) and all(
            known.get(client, 0) >= end for client, end in ends
        )

    def apply(self, update: Update) -> None:
        for struct in update.structs:
            self.add_struct(update.client, struct)
        for client, ranges in update.deletes:
            for clock, length in ranges:
                self._delete(client, clock, length)

    def add_struct(self, client: int, struct: Struct) -> None:
        root = self._root_of(struct)
        origin = struct.origin
        for offset, value in enumerate(_values_of(struct)):
            at = (client, struct.clock + offset)
            unit = None if root is None else Unit(at, origin, struct.right_origin, root, value, struct.reference == DELETED)
            self.units[at] = unit
            if unit is not None:
                self._insert(unit)
            origin = at
        self.clocks[client] = struct.clock + struct.length

    def _root_of(self, struct: Struct) -> str | None:
        """The list that the struct belongs to; none where it is a GC struct or stands beside one."""
        if struct.reference == GC:
            return None
        beside = [self.units[one] for one in (struct.origin, struct.right_origin) if one is not None]
        if any(unit is None for unit in beside):
            return None
        return beside[0].root if beside else struct.root

    def _insert(self, unit: Unit) -> None:
        """Integration of Yjs: of items that were put in one place at once, the lower client stands first."""
        units = self.roots.setdefault(unit.root, [])
        left = -1 if unit.origin is None else self._place_of(units, self.units[unit.origin])
        before: set[Id] = set()
        conflicting: set[Id] = set()
        for at in range(left + 1, len(units)):
            other = units[at]
            if other.id == unit.right_origin:
                break
            before.add(other.id)
            conflicting.add(other.id)
            if other.origin == unit.origin:
                if other.id[0] < unit.id[0]:
                    left = at
                    conflicting.clear()
                elif other.right_origin == unit.right_origin:
                    break
            elif other.origin in before:
                if other.origin not in conflicting:
                    left = at
                    conflicting.clear()
            else:
                break
        units.insert(left + 1, unit)
        self.last_place = left + 1

    def _place_of(self, units: list[Unit], unit: Unit) -> int:
        """Letters of one string follow each other, so the place of the last one is tried first."""
        if self.last_place < len(units) and units[self.last_place] is unit:
            return self.last_place
        return units.index(unit)

    def _delete(self, client: int, clock: int, length: int) -> None:
        for at in range(clock, clock + length):
            unit = self.units.get((client, at))
            if unit is not None:
                unit.deleted = True


def _values_of(struct: Struct) -> list[object]:
    """What each clock of a struct holds: UTF-16 code units of a string, values, or nothing that can be shown."""
    if struct.reference == ANY:
        return read_values(struct.content)
    if struct.reference == STRING:
        data = struct.content[_number_length(struct.content) :].decode("utf-8").encode("utf-16-be")
        return [data[at : at + 2] for at in range(0, len(data), 2)]
    return [Unreadable()] * struct.length


def _number_length(data: bytes) -> int:
    return next(at for at, byte in enumerate(data) if byte < 0x80) + 1
