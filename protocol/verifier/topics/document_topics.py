"""Vectors of certificates, rosters, directories, pins and receipts."""

import json

from liaison import base64url
from liaison.bundles import open_manifest, read_head
from liaison.certificates import certificate_client, open_certificate, open_request
from liaison.directories import held_directories, leading, open_directory, powers_of_writers
from liaison.keys import writer_id
from liaison.pins_and_receipts import open_pin, open_receipt, open_threshold_pin, pinned_sequence
from liaison.rosters import admit_all, open_roster, standing
from liaison.tokens import Signed


def _told(opened: Signed) -> dict:
    return {"id": opened.id, "claims": opened.claims_text}


def _certificate(given: dict, context: dict) -> dict:
    opened = open_certificate(given["token"], context["directoryKey"])
    return {**_told(opened), "client": certificate_client(opened.claims, context["memberNumber"])}


def _request(given: dict, _context: dict) -> dict:

    opened = open_request(given["token"])
    return {**_told(opened), "writer": writer_id(opened.claims["member"], base64url.decode(opened.claims["signingKey"]))}


def _directory(given: dict, context: dict) -> dict:
    opened = open_directory(given["token"], open_roster(context["roster"]))
    return {"id": opened.token.id, "writers": len(opened.certificates), "revoked": len(opened.claims["revoked"])}


def _held(given: dict, context: dict) -> dict:
    roster = open_roster(context["roster"])
    held = held_directories([open_directory(token, roster) for token in given["directories"]], roster)
    lead = leading(held, roster)
    writers = [f"{own} {','.join(powers)}".strip() for own, powers in powers_of_writers(held, roster).values()]
    return {
        "held": " ".join(one.id for one in held),
        "leads": "" if lead is None else lead.id,
        "writers": "; ".join(sorted(writers)),
    }


def _roster_succession(given: dict, _context: dict) -> dict:
    roster = open_roster(given["roster"], open_roster(given["previous"]))
    return {"id": roster.id, "version": roster.claims["version"]}


def _roster_standing(given: dict, _context: dict) -> dict:
    roster, fork = standing(admit_all(given["rosters"]))
    return {"stands": roster.id, "fork": fork}


def _threshold_pin(given: dict, context: dict) -> dict:
    roster = None
    for document in context["rosters"]:
        roster = open_roster(document, roster)
    return _told(open_threshold_pin(given["pin"], roster))


def _held_pin(pin: dict) -> tuple[str, tuple[int, int], dict]:
    authority = pin["authority"]
    return pin["id"], (authority["since"], authority["delegation"]), json.loads(pin["claims"])


def _pin_limit(given: dict, _context: dict) -> dict:
    limit = pinned_sequence([_held_pin(pin) for pin in given["pins"]], "record")
    return {"limit": -1 if limit is None else limit}


def _bundle_head(given: dict, _context: dict) -> dict:
    envelope, length = read_head(bytes.fromhex(given["bytes"]))
    return {"envelope": envelope, "length": length}


ANSWERS = {
    "documents/certificate": _certificate,
    "documents/enrolment-request": _request,
    "documents/roster": lambda given, _: _told(open_roster(given["roster"]).signed),
    "documents/roster-succession": _roster_succession,
    "documents/roster-standing": _roster_standing,
    "documents/directory": _directory,
    "documents/directories-held": _held,
    "documents/pin": lambda given, context: _told(open_pin(given["token"], context["directoryKey"])),
    "documents/threshold-pin": _threshold_pin,
    "documents/receipt": lambda given, context: _told(open_receipt(given["token"], context["holder"], context["signingKey"])),
    "pins/limit": _pin_limit,
    "bundles/head": _bundle_head,
    "bundles/manifest": lambda given, context: _told(open_manifest(given["token"], context["maker"], context["signingKey"])),
}
