"""Certificates and enrolment requests (CRT-1 to CRT-5, ENR-1)."""

from . import base64url
from .keys import client_id, is_safe_agreement_key, is_safe_signing_key, signing_key, writer_id
from .refusal import Refused, require
from .shapes import (
    DIGEST, KEY, MEMBER, TIME, WRITER, ascending, closed, constant, either, integer, nullable, one_of, text,
)
from .tokens import Token, check_signature, open_document

POWERS = ("audience", "import", "pin", "recall", "release", "space", "write")
CERTIFICATE = closed(
    v=constant(1), member=MEMBER, writer=WRITER, role=one_of("service", "officer"), home=WRITER,
    serial=integer(1, 2**20 - 1), signingKey=KEY, agreementKey=KEY, powers=ascending(one_of(*POWERS), 32),
    scope=either(one_of("*"), ascending(DIGEST, 10_000)), **{"from": nullable(TIME)}, until=nullable(TIME),
    name=nullable(DIGEST),
)
CERTIFICATE_CHARACTERS_MAX = 1_000_000
REQUEST = closed(
    v=constant(1), member=MEMBER, role=one_of("service", "officer"), signingKey=KEY, agreementKey=KEY, label=text(200),
    at=TIME,
)
REQUEST_CHARACTERS_MAX = 8_192


def open_certificate(token: object, directory_key: str) -> Token:
    """A certificate under the directory key of its member."""
    code = "certificate-malformed"
    opened = open_document(token, "certificate", CERTIFICATE, CERTIFICATE_CHARACTERS_MAX, code)
    claims = opened.claims
    require(writer_id(claims["member"], base64url.decode(claims["signingKey"])) == claims["writer"], code)
    require(is_safe_signing_key(claims["signingKey"]) and is_safe_agreement_key(claims["agreementKey"]), code)
    require((claims["home"] == claims["writer"]) == (claims["role"] == "service"), code)
    check_signature(opened, directory_key)
    return opened


def certificate_client(claims: dict, member_number: int) -> int:
    return client_id(member_number, claims["serial"])


def open_request(token: object) -> Token:
    """A request for a certificate, signed by the key that it names."""
    code = "request-malformed"
    opened = open_document(token, "request", REQUEST, REQUEST_CHARACTERS_MAX, code)
    try:
        signing_key(opened.claims["signingKey"])
    except Refused:
        raise Refused(code) from None
    require(is_safe_agreement_key(opened.claims["agreementKey"]), code)
    check_signature(opened, opened.claims["signingKey"])
    return opened
