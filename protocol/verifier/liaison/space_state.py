"""What control statements say together: owner, audience and cuts (SPC-5, SPC-9 to SPC-14)."""

from dataclasses import dataclass

from .departures import open_members
from .statements import Statement, has_form, latest, named, permitted

# The names that one ownership goes by: the founding, or the ids of the transfers that gave it.
Ownership = frozenset[str]
FOUNDING: Ownership = frozenset({"genesis"})


@dataclass
class SpaceState:
    owner: str
    ownership: Ownership
    audience: set[str]
    cuts: list[tuple[str, str]]
    not_admitted: list[tuple[str, str]]
    disputed: list[str]


class Space:
    """Statements are added after all that they have seen; each is judged from those."""

    def __init__(self, founder_member: str, rule: str):
        self.founder_member = founder_member
        self.rule = rule
        self.statements: dict[str, Statement] = {}
        self.void: list[str] = []

    def add(self, statement: Statement) -> None:
        past = [self.statements[name] for name in statement.seen if name in self.statements]
        state = self.state_of(past)
        statement.owner, statement.ownership = state.owner, state.ownership
        if not has_form(statement) or not self._holds(statement, past, state):
            self.void.append(statement.name)
            return
        if statement.op == "audience":
            self._admit(statement, past, state)
        self.statements[statement.name] = statement

    def _holds(self, statement: Statement, past: list[Statement], state: SpaceState) -> bool:
        content = statement.content
        if statement.op == "audience":
            removed = open_members(past) - {state.owner} - set(content["members"])
            return state.owner not in content["members"] and {cut["member"] for cut in content["cuts"]} == removed
        if statement.op == "transfer":
            return content["to"] in state.audience and content["to"] != state.owner
        if statement.op == "accept":
            offers = [one for one in named(past, "transfer") if one.id == content["transfer"]]
            return any(one.content["to"] == statement.by and one.ownership & state.ownership for one in offers)
        return True

    def _admit(self, statement: Statement, past: list[Statement], state: SpaceState) -> None:
        """Whom an audience statement admits (SPC-12)."""
        members = set(statement.content["members"])
        newcomers = members - state.audience
        base = (members & state.audience) | {state.owner}
        if self.rule == "each-consents":
            asked = sorted(state.audience - {state.owner})
            allows = {new: {one: permitted(past, one, new) for one in asked} for new in newcomers}
            alone = {new for new in newcomers if all(allow(base | {new}) for allow in allows[new].values())}
            left = _those_who_may_come_together(base, alone, allows)
            for new in newcomers - left:
                together = base | {new} if new not in alone else base | alone
                against = [one for one in asked if not allows[new][one](together)]
                statement.refused_for[new] = against
            newcomers = left
        statement.admits = frozenset(base | newcomers)

    def state_of(self, known: list[Statement]) -> SpaceState:
        chain, disputed = self._ownerships(known)
        owner, ownership, _ = chain[-1]
        whole = [one for one in named(known, "audience") if _holds_whole(one, chain)]
        cuts = _holding_cuts(named(known, "audience"), whole, owner)
        newest = latest(whole)
        audience = set.intersection(*(set(one.admits) for one in newest)) if newest else {owner}
        audience = (audience - {member for member, _ in cuts}) | {owner}
        return SpaceState(owner, ownership, audience, cuts, _left_out(newest, audience, cuts), disputed)

    def _ownerships(self, known: list[Statement]) -> tuple[list[tuple[str, Ownership, list[Statement]]], list[str]]:
        """The owners one after the other: owner, the names of the ownership, the transfers that gave it."""
        chain: list[tuple[str, Ownership, list[Statement]]] = [(self.founder_member, FOUNDING, [])]
        accepted = {one.content["transfer"] for one in named(known, "accept")}
        transfers = [one for one in named(known, "transfer") if one.id in accepted]
        while True:
            owner, names, _ = chain[-1]
            offers = [one for one in transfers if one.by == owner and one.ownership & names]
            newest = latest(offers)
            receivers = {one.content["to"] for one in newest}
            if len(receivers) != 1:
                return chain, sorted(one.name for one in newest)
            given = [one for one in offers if one.content["to"] in receivers]
            chain.append((receivers.pop(), frozenset(one.id for one in given), given))


def _those_who_may_come_together(base: set[str], newcomers: set[str], allows: dict) -> set[str]:
    left = set(newcomers)
    while True:
        together = base | left
        refused = {new for new in left if not all(allow(together) for allow in allows[new].values())}
        if not refused:
            return left
        left -= refused


def _holds_whole(statement: Statement, chain: list[tuple[str, Ownership, list[Statement]]]) -> bool:
    """SPC-13: under the present ownership, or in the past of the transfer that ended its own."""
    for place, (_, ownership, _) in enumerate(chain):
        if statement.ownership & ownership:
            return place == len(chain) - 1 or any(statement.name in one.seen for one in chain[place + 1][2])
    return False


def _holding_cuts(statements: list[Statement], whole: list[Statement], owner: str) -> list[tuple[str, str]]:
    cuts = []
    for statement in statements:
        for cut in statement.content["cuts"]:
            member = cut["member"]
            again = any(statement.name in one.seen and member in one.admits for one in whole)
            if not again and member != owner:
                cuts.append((member, statement.name))
    return sorted(cuts)


def _left_out(newest: list[Statement], audience: set[str], cuts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whom a latest statement names and the audience does not have, and why; a cut speaks for itself (SPC-5)."""
    stopped = {member for member, _ in cuts}
    reasons = []
    for statement in newest:
        for member in set(statement.content["members"]) - audience:
            against = statement.refused_for.get(member)
            if against is not None:
                reasons.append((member, "consent-missing " + " ".join(against)))
            elif member not in stopped:
                reasons.append((member, "concurrent-change"))
    return sorted(reasons)
