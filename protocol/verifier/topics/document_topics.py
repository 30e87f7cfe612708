"""Vectors of certificates, rosters, directories, pins and receipts."""

import json

from liaison import base64url
from liaison.certificates import certificate_client, open_certificate, open_request
from liaison.directories import open_directory, standing
from liaison.keys import writer_id
from liaison.pins_and_receipts import open_pin, open_receipt, pinned_sequence
from liaison.rosters import open_roster
from liaison.tokens import Token


def _told(opened: Token) -> dict:
    return {"id": opened.id, "claims": opened.claims_text}


def _certificate(given: dict, context: dict) -> dict:
    opened = open_certificate(given["token"], context["directoryKey"])
    return {**_told(opened), "client": certificate_client(opened.claims, context["memberNumber"])}


def _request(given: dict, _context: dict) -> dict:

    opened = open_request(given["token"])
    return {**_told(opened), "writer": writer_id(base64url.decode(opened.claims["signingKey"]))}


def _directory(given: dict, context: dict) -> dict:
    opened = open_directory(given["token"], open_roster(context["roster"]))
    return {"id": opened.token.id, "writers": len(opened.certificates), "revoked": len(opened.claims["revoked"])}


def _succession(given: dict, context: dict) -> dict:
    roster = open_roster(context["roster"])
    held, candidate = (open_directory(given[name], roster) for name in ("held", "candidate"))
    return {"standing": standing(held, candidate)}


def _pin_limit(given: dict, _context: dict) -> dict:
    limit = pinned_sequence([(pin["id"], json.loads(pin["claims"])) for pin in given["pins"]], "record")
    return {"limit": -1 if limit is None else limit}


ANSWERS = {
    "documents/certificate": _certificate,
    "documents/enrolment-request": _request,
    "documents/roster": lambda given, _: _told(open_roster(given["roster"])),
    "documents/directory": _directory,
    "documents/directory-succession": _succession,
    "documents/pin": lambda given, context: _told(open_pin(given["token"], context["directoryKey"])),
    "documents/receipt": lambda given, context: _told(open_receipt(given["token"], context["signingKey"])),
    "pins/limit": _pin_limit,
}
