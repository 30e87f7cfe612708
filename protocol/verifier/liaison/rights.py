"""The right of an entry's author in the entry's own causal past (AUT-2 to AUT-6)."""

from dataclasses import dataclass, field

from .entries import Entry
from .refusal import Refused, require
from .spaces import open_genesis, space_id

POWER_OF = {
    "genesis": "space", "audience": "audience", "request": "audience", "consent": "audience", "transfer": "audience",
    "accept": "audience", "recall": "recall", "reinstate": "recall", "edit": "write",
}
OF_THE_OWNER = ("genesis", "audience", "transfer")


@dataclass(frozen=True)
class Past:
    """What the causal past says of the space: its owner, who signed a genesis of it, its audience with the owner, who a cut holds on."""

    owner: str
    founders: list[str]
    audience: list[str]
    removed: list[str] = field(default_factory=list)


def judge_right(entry: Entry, certificate: dict, past: Past | None) -> None:
    """Refuses with the reason why the author had no right."""
    past = past or _own_genesis(entry)
    require(past is not None, "no-genesis")
    writer, space = certificate["writer"], entry.claims["space"]
    require(certificate["member"] in past.audience or _takes_back(entry, certificate, past), "not-in-audience")
    in_scope = certificate["scope"] == "*" or space in certificate["scope"] or writer in past.founders
    require(in_scope, "out-of-scope")
    for index, operation in enumerate(entry.operations):
        if operation.is_known:
            _judge_operation(entry, index, certificate, past)


def _takes_back(entry: Entry, certificate: dict, past: Past) -> bool:
    only_recalls = all(operation.is_known and operation.header["op"] == "recall" for operation in entry.operations)
    return certificate["member"] in past.removed and only_recalls


def _judge_operation(entry: Entry, index: int, certificate: dict, past: Past) -> None:
    operation = entry.operations[index]
    name = operation.header["op"]
    require(name not in POWER_OF or POWER_OF[name] in certificate["powers"], "no-power")
    require(name not in OF_THE_OWNER or certificate["member"] == past.owner, "not-owner")
    if name == "genesis":
        in_place = index == 0 and entry.claims["lane"] == "control" and entry.claims["seq"] == 1
        require(in_place and _founds(entry, operation.content, certificate["writer"]), "genesis-out-of-place")


def _founds(entry: Entry, content: bytes, writer: str) -> bool:
    try:
        genesis = open_genesis(content)
    except Refused:
        return False
    return genesis["founder"] == writer and space_id(content) == entry.claims["space"]


def _own_genesis(entry: Entry) -> Past | None:
    first = entry.operations[0]
    if not first.is_known or first.header["op"] != "genesis":
        return None
    if not _founds(entry, first.content, entry.claims["writer"]):
        return None
    owner = open_genesis(first.content)["owner"]
    return Past(owner, [entry.claims["writer"]], [owner])
