"""Vectors of rights and of what control statements say together."""

from itertools import combinations

from liaison import base64url
from liaison.certificates import open_certificate
from liaison.departures import heard
from liaison.entries import open_entry
from liaison.pages import read_page
from liaison.recalls import Event, is_covered, is_void
from liaison.rights import Past, judge_right
from liaison.space_state import Space
from liaison.statements import Statement


def _right(given: dict, context: dict) -> dict:
    certificate = open_certificate(given["certificate"], context["directoryKey"])
    (wire,) = read_page(bytes.fromhex(given["page"]))
    past = Past(**given["past"][0]) if given["past"] else None
    judge_right(open_entry(wire), certificate.claims, past)
    return {"right": True}


def _statements(given: dict, _context: dict) -> dict:
    genesis = given["statements"][0]["content"]
    space = Space(genesis["owner"], genesis["rule"])
    for one in given["statements"][1:]:
        entry = base64url.hash_text("liaison-vectors-id", one["name"])
        space.add(Statement(one["name"], entry, one["by"], one["op"], one["content"], frozenset(one["seen"])))
    state = space.state_of(list(space.statements.values()))
    return {
        "owner": state.owner,
        "audience": sorted(state.audience),
        "void": space.void,
        "cuts": [f"{member} by {name}" for member, name in state.cuts],
        "notAdmitted": [f"{member} {reason}" for member, reason in state.not_admitted],
        "disputed": state.disputed,
        "heard": _heard(list(space.statements.values()), state.audience),
    }


def _heard(known: list[Statement], audience: set[str]) -> list[str]:
    admitted = {member for one in known if one.op == "audience" for member in one.admits}
    out = sorted(admitted - audience)
    groups = [[one] for one in out] + [list(pair) for pair in combinations(out, 2)]
    return [f"{' and '.join(group)}: {' '.join(heard(known, group))}".strip() for group in groups]


def _recalls(given: dict, _context: dict) -> dict:
    events = [Event(one["name"], one["by"], one["op"], one["content"], frozenset(one["seen"])) for one in given["history"]]
    void = [one.name for one in events if one.op != "edit" and is_void(one)]
    statements = [one for one in events if one.op != "edit" and one.name not in void]
    covered = [one.name for one in events if one.op == "edit" and is_covered(one, statements)]
    return {"covered": covered, "void": void}


ANSWERS = {"validity/right": _right, "validity/statements": _statements, "validity/recalls": _recalls}
