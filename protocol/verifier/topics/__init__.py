"""How this implementation answers each file of vectors: a function of input and context for each topic."""

from collections.abc import Callable

from liaison.refusal import Refused

from . import document_topics, encoding_topics, entry_topics, reconciliation_topics, section_topics, space_topics

# Gives what is expected of a valid input, or raises Refused.
Answer = Callable[[dict, dict], dict]

ANSWERS: dict[str, Answer] = {
    **encoding_topics.ANSWERS,
    **entry_topics.ANSWERS,
    **document_topics.ANSWERS,
    **section_topics.ANSWERS,
    **reconciliation_topics.ANSWERS,
    **space_topics.ANSWERS,
}


def answer(topic: str, given: dict, context: dict) -> dict:
    """The outcome in the form of a vector. A crash is an outcome of its own, and never right."""
    try:
        return {"result": "valid", "expected": ANSWERS[topic](given, context)}
    except Refused as refused:
        return {"result": "invalid", "code": refused.code}
    except Exception as error:  # noqa: BLE001: whatever an input does to a reader is a finding
        return {"result": "crash", "code": f"{type(error).__name__}: {error}"}
