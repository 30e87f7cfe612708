"""What updates past a pin give to a section: their places, where something needs them (SEC-6)."""

from .yjs_skeleton import skeleton_bytes
from .yjs_structs import Id, Update, read_update


def origins_of(update: Update) -> list[Id]:
    return [one for struct in update.structs for one in (struct.origin, struct.right_origin) if one is not None]


def needed_husks(counting: list[Update], stopped: list[Update], cuts: dict[int, int]) -> tuple[list[Update], dict[int, int]]:
    """The husks that are there, and by client the first clock from which on nothing of it is."""
    with_structs = [update for update in stopped if update.client is not None]
    ends: dict[int, int] = {}
    for update in with_structs:
        ends[update.client] = min(ends.get(update.client, update.clock), update.clock)
    left = sorted((one for one in with_structs if one.end <= cuts.get(one.client, one.end)), key=lambda one: one.clock)
    husks: list[Update] = []
    wanted = [one for update in counting for one in origins_of(update)]
    while wanted:
        client, clock = wanted.pop()
        for update in [one for one in left if one.client == client]:
            if ends[client] > clock:
                break
            left.remove(update)
            ends[client] = update.end
            husks.append(_husk(update))
            wanted += origins_of(update)
    for client, clock in cuts.items():
        ends[client] = min(ends.get(client, clock), clock)
    return husks, ends


def _husk(update: Update) -> Update:
    husk = read_update(skeleton_bytes(update))
    husk.deletes = []
    return husk
