"""Tokens of calls (TRN-4, TRN-5). Nonces are spent elsewhere."""

from . import base64url, ed25519
from .json_text import read_exact
from .refusal import Refused, require
from .shapes import WRITER, closed, pattern

CODE = "call-token-malformed"
HEADER = base64url.encode(b'{"alg":"Ed25519","typ":"liaison-call+jwt"}')
CLAIMS = closed(iss=WRITER, aud=WRITER, nonce=pattern(r"[A-Za-z0-9_-]{1,100}"), path=pattern(r"[A-Za-z]{1,64}"))
CHARACTERS_MAX = 4_096


def judge_call(token: str, audience: str, signing_keys: dict[str, str], path: str | None = None) -> dict:
    """The claims of a call to the node `audience`, from one of the writers whose keys are known."""
    require(len(token) <= CHARACTERS_MAX, CODE)
    parts = token.split(".")
    require(len(parts) == 3 and parts[0] == HEADER, CODE)
    try:
        payload, signature = base64url.decode(parts[1]), base64url.decode(parts[2])
        claims = read_exact(payload)
    except Refused:
        raise Refused(CODE) from None
    require(len(signature) == 64 and CLAIMS(claims), CODE)
    require(claims["iss"] in signing_keys, "call-writer-unknown")
    key = base64url.decode(signing_keys[claims["iss"]])
    require(ed25519.verify(key, f"{parts[0]}.{parts[1]}".encode(), signature), "signature-wrong")
    require(claims["aud"] == audience, "call-audience-wrong")
    require(path is None or claims["path"] == path, "call-path-wrong")
    return claims
