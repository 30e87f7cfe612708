"""Vectors of updates, skeletons, views and state digests."""

from liaison.hashing import sha256
from liaison.json_text import write_canonical
from liaison.refusal import require
from liaison.section_document import SectionDocument
from liaison.section_view import section_view, view_digest, view_of
from liaison.state_digest import section_key, state_digest
from liaison.update_judgement import judge_update
from liaison.yjs_skeleton import skeleton_bytes
from liaison.yjs_structs import Update, read_update


SILENCE = '{"fields":{},"texts":{},"unreadable":{}}'


def _skeleton(given: dict, _context: dict) -> dict:
    update = read_update(bytes.fromhex(given["update"]))
    skeleton = skeleton_bytes(update)
    require(skeleton_bytes(read_update(skeleton)) == skeleton, "update-malformed")
    client = 0 if update.client is None else update.client
    return {"skeleton": skeleton.hex(), "client": client, "from": update.clock, "to": update.end}


def _judged(given: dict, context: dict) -> dict:
    update = read_update(b"".join(bytes.fromhex(run["hex"]) * run["times"] for run in given["update"]))
    judge_update(update, context["client"], dict(map(tuple, context["clocks"])))
    return {"unreadable": _own_unreadable(update)}


def _own_unreadable(update: Update) -> dict:
    """What of an update alone cannot be shown; what stands beside items of others is not looked at."""
    document = SectionDocument()
    for struct in update.structs:
        if struct.root is not None:
            document.add_struct(update.client, struct)
    return view_of(document)["unreadable"]


def _view(given: dict, _context: dict) -> dict:
    updates, stopped = ([read_update(bytes.fromhex(one)) for one in given[name]] for name in ("updates", "stopped"))
    view = section_view(updates, dict(map(tuple, given["cuts"])), stopped)
    return {"view": write_canonical(view), "digest": view_digest(view).hex()}


def _state(given: dict, _context: dict) -> dict:
    digests = {
        section_key(one["record"], one["kind"], one["section"]): sha256(one["view"])
        for one in given["sections"]
        if one["view"] != SILENCE
    }
    require(state_digest(digests).hex() == given["digest"], "view-digest-differs")
    return {"sections": len(given["sections"])}


ANSWERS = {
    "sections/skeleton": _skeleton,
    "sections/judged-update": _judged,
    "views/view": _view,
    "views/state-digest": _state,
}
