"""Who is out of a space, and what it still hears (SPC-4, SPC-10)."""

from .statements import Statement, named


def open_members(known: list[Statement]) -> set[str]:
    """Whom a statement admits and no final cut has taken out."""
    admitted = {member for one in named(known, "audience") for member in one.admits}
    return {member for member in admitted if not _final_cuts(known, member)}


def heard(known: list[Statement], members: list[str]) -> list[str]:
    """Names of what homes of these members compare, none of which may receive all of the space."""
    told = [one for one in known if one.op in ("audience", "transfer", "accept")]
    while True:
        final = {cut.name for member in members for cut in _final_cuts(told, member)}
        left = [one for one in told if not one.seen & final]
        if len(left) == len(told):
            break
        told = left
    names = {one.name for one in told}.union(*(one.seen for one in told))
    return sorted(names & {one.name for one in known})


def _final_cuts(known: list[Statement], member: str) -> list[Statement]:
    """Cuts that no statement has seen which admits the member, and which no acceptance of it was made beside."""
    stated = named(known, "audience")
    cutting = [one for one in stated if member in {cut["member"] for cut in one.content["cuts"]}]
    accepted = {one.name for one in named(known, "accept") if one.by == member}
    return [
        cut
        for cut in cutting
        if accepted <= cut.seen and not any(cut.name in one.seen and member in one.admits for one in stated)
    ]
