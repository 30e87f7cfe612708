"""Vectors of tokens, operations, Merkle trees and pages."""

from liaison import merkle
from liaison.call_tokens import judge_call
from liaison.entries import open_entry, open_entry_token
from liaison.hashing import sha256
from liaison.operations import open_operation
from liaison.pages import FullOperation, WireEntry, read_page
from liaison.parts import follow_answer_part, read_pushed_part
from liaison.refusal import require
from liaison.tokens import check_signature


def _entry_token(given: dict, context: dict) -> dict:
    opened = open_entry_token(given["token"])
    check_signature(opened, context["publicKey"])
    return {"id": opened.id, "claims": opened.claims_text}


def _frame(given: dict, _context: dict) -> dict:
    operation = open_operation(bytes.fromhex(given["hex"]))
    return {"form": operation.form, "read": operation.is_known, "content": operation.content.hex()}


def _leaf(given: dict, _context: dict) -> dict:
    body = bytes.fromhex(given["head"] + given["content"])
    digest = merkle.body_digest(bytes.fromhex(given["salt"]), body)
    frame = open_operation(body).skeleton_frame()
    return {"bodyDigest": digest.hex(), "skeletonFrame": frame.hex(), "leaf": merkle.leaf(digest, frame).hex()}


def _root(given: dict, _context: dict) -> dict:
    leaves = [sha256("liaison-vectors-leaf", str(at)) for at in range(given["count"])]
    require(merkle.root(leaves).hex() == given["root"], "root-differs")
    return {"leaves": len(leaves)}


def _wire_entry(given: dict, _context: dict) -> dict:
    (wire,) = read_page(bytes.fromhex(given["page"]))
    entry = open_entry(wire)
    skeletons = [one.skeleton_content().hex() for one in entry.operations]
    return {"id": entry.token.id, "root": entry.claims["root"], "skeletons": skeletons}


def _shown(wire: WireEntry) -> dict:
    operations = [
        {"salt": one.salt.hex(), "body": one.body.hex()}
        if isinstance(one, FullOperation)
        else {"bodyDigest": one.body_digest.hex(), "skeleton": one.skeleton_frame.hex()}
        for one in wire.operations
    ]
    return {"token": wire.token, "operations": operations}


def _pushed_part(given: dict, _context: dict) -> dict:
    part = read_pushed_part(bytes.fromhex(given["part"]))
    digest, piece = part.digest.hex(), part.piece.hex()
    return {"of": part.of, "digest": digest, "total": part.total, "from": part.begin, "bytes": piece}


def _answer_part(given: dict, _context: dict) -> dict:
    held, is_whole = follow_answer_part(given["held"], given["digest"], given["total"], given["answer"])
    return {"held": held, "whole": is_whole}


def _call_token(given: dict, context: dict) -> dict:
    claims = judge_call(given["token"], context["audience"], {context["writer"]: context["signingKey"]})
    return {"writer": claims["iss"], "nonce": claims["nonce"], "path": claims["path"]}


ANSWERS = {
    "tokens/entry-token": _entry_token,
    "operations/frame": _frame,
    "merkle/leaf": _leaf,
    "merkle/root": _root,
    "entries/wire-entry": _wire_entry,
    "pages/page": lambda given, _: {"entries": [_shown(one) for one in read_page(bytes.fromhex(given["page"]))]},
    "parts/pushed": _pushed_part,
    "parts/answer": _answer_part,
    "transport/call-token": _call_token,
}
