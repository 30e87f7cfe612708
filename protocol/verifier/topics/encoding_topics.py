"""Vectors of encoding and ids."""

from liaison import base64url
from liaison.json_text import read_canonical, read_exact
from liaison.keys import client_id, signing_key, writer_id
from liaison.record_numbers import imported_record_id, read_number
from liaison.spaces import open_genesis, space_id


def _canonical(given: dict, _context: dict) -> dict:
    data = bytes.fromhex(given["hex"])
    read_canonical(data)
    return {"text": data.decode()}


def _exact(given: dict, _context: dict) -> dict:
    data = bytes.fromhex(given["hex"])
    read_exact(data)
    return {"text": data.decode()}


def _space_id(given: dict, _context: dict) -> dict:
    content = given["content"].encode()
    open_genesis(content)
    return {"space": space_id(content)}


ANSWERS = {
    "encoding/base64url": lambda given, _: {"hex": base64url.decode(given["text"]).hex()},
    "encoding/canonical-json": _canonical,
    "encoding/exact-json": _exact,
    "ids/writer-id": lambda given, _: {"writer": writer_id(given["member"], signing_key(given["key"]))},
    "ids/client-id": lambda given, _: {"client": client_id(given["member"], given["serial"])},
    "ids/space-id": _space_id,
    "numbers/record-number": lambda given, _: read_number(given["number"]),
    "numbers/derived-record-id": lambda given, _: {
        "record": imported_record_id(given["space"], given["source"], given["key"])
    },
}
