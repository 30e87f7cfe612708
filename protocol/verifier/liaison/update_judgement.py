"""Whether an update is valid against the clocks of its causal past (UPD-4 to UPD-15)."""

import re

from .refusal import require
from .yjs_structs import GC, HAS_KEY, SKIP, TYPE, Id, Struct, Update

STRUCTS_MAX = 4_000  # LIM-7
DELETES_MAX = 2_000  # LIM-8
SPAN_MAX = 200_000  # LIM-9
SCATTERED_MAX = 512  # LIM-11
CLOCK_MAX = 4_194_304  # LIM-12
ROOT_NAME = re.compile(r"[ft]:[a-z][A-Za-z0-9-]{0,63}")

Clocks = dict[int, int]


def judge_update(update: Update, client: int, past: Clocks) -> None:
    """Refuses with the reason why the update is void for a writer with this clientID."""
    require(update.structs or update.deletes, "void-empty")
    if update.client is not None:
        require(update.client == client, "void-foreign-client")
        require(update.clock == past.get(client, 0), "void-clock-gap")
        for struct in update.structs:
            _judge_struct(struct, client, past)
        _judge_block_limits(update)
    _judge_deletes(update, past)


def _judge_struct(struct: Struct, client: int, past: Clocks) -> None:
    require(struct.reference != SKIP, "void-skip")
    require(struct.length > 0, "void-empty-struct")
    require(struct.reference != TYPE, "void-type")
    require(struct.info & HAS_KEY == 0, "void-map-key")
    require(struct.parent is None, "void-parent")
    require(struct.root is None or ROOT_NAME.fullmatch(struct.root) is not None, "void-root-name")
    for origin in (struct.origin, struct.right_origin):
        require(origin is None or _is_known(origin, struct, client, past), "void-origin")


def _is_known(origin: Id, struct: Struct, client: int, past: Clocks) -> bool:
    return origin[1] < past.get(origin[0], 0) or (origin[0] == client and origin[1] < struct.clock)


def is_scattered(struct: Struct, client: int) -> bool:
    """An item whose origin is not the writer's own clock just before it (limits.md)."""
    return struct.reference != GC and struct.origin != (client, struct.clock - 1)


def _judge_block_limits(update: Update) -> None:
    require(len(update.structs) <= STRUCTS_MAX, "void-limit-structs")
    require(update.end - update.clock <= SPAN_MAX, "void-limit-span")
    require(update.end <= CLOCK_MAX, "void-limit-clock")
    scattered = sum(is_scattered(struct, update.client) for struct in update.structs)
    require(scattered <= SCATTERED_MAX, "void-limit-scattered")


def _judge_deletes(update: Update, past: Clocks) -> None:
    require(sum(len(ranges) for _, ranges in update.deletes) <= DELETES_MAX, "void-limit-deletes")
    for client, ranges in update.deletes:
        known = update.end if client == update.client else past.get(client, 0)
        end = -1
        for clock, length in ranges:
            require(clock > end and length > 0, "void-delete-order")
            end = clock + length
            require(end <= known, "void-delete-unknown")
