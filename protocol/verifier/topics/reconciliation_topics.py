"""Vectors of fingerprints, radix digests and the compared root."""

from liaison import base64url
from liaison.hashing import sha256
from liaison.reconciliation import (
    LIST_MAX, compared_root, documents_digest, fingerprint, radix_digest, receipts_digest, spaces_below,
)
from liaison.refusal import require


def _fingerprint(given: dict, _context: dict) -> dict:
    require(fingerprint(given["tips"]).hex() == given["fingerprint"], "fingerprint-differs")
    return {"tips": len(given["tips"])}


def _radix(given: dict, _context: dict) -> dict:
    leaves = [
        (
            sha256("liaison-vectors-id", f"space {at}"),
            sha256("liaison-vectors-fingerprint", str(at)),
            sha256("liaison-vectors-receipts", str(at)),
        )
        for at in range(given["count"])
    ]
    below = spaces_below(leaves, given["prefix"])
    listed = [base64url.encode(leaf[0]) for leaf in below] if len(below) <= LIST_MAX else []
    return {"digest": radix_digest(leaves, given["prefix"]).hex(), "spaces": listed}


def _root(given: dict, _context: dict) -> dict:
    documents = documents_digest(given["rosters"], given["directories"])
    root = compared_root(documents, bytes.fromhex(given["spaces"]))
    receipts = receipts_digest(given["receipts"]).hex()
    return {"documents": documents.hex(), "root": root.hex(), "receiptsDigest": receipts}


ANSWERS = {
    "reconciliation/fingerprint": _fingerprint,
    "reconciliation/radix-digest": _radix,
    "reconciliation/compared-root": _root,
}
