#!/usr/bin/env python3
"""Answers every test vector of protocol/vectors with this implementation and prints what came of it.

    python3 protocol/verifier/run_vectors.py [--json] [TOPIC …]

Ends with 0 if every vector was answered as it says and every file has an answer, else with 1.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from topics import ANSWERS, answer  # noqa: E402

VECTORS = HERE.parent / "vectors"


def run_file(topic: str) -> dict:
    """Counts of one file and what went wrong in it."""
    groups = json.loads((VECTORS / f"{topic}.json").read_text("utf-8"))["groups"]
    counts = {"topic": topic, "valid": 0, "invalid": 0, "wrong": []}
    for group in groups:
        for test in group["tests"]:
            outcome = answer(topic, test["input"], group["context"])
            if all(test.get(name) == value for name, value in outcome.items()):
                counts[test["result"]] += 1
            else:
                counts["wrong"].append({"id": test["id"], "comment": test["comment"], "answered": outcome})
    return counts


def print_table(results: list[dict], unanswered: list[str]) -> None:
    for one in results:
        print(f"{one['topic']:34}{one['valid']:5} valid{one['invalid']:5} invalid{len(one['wrong']):5} wrong")
        for wrong in one["wrong"]:
            print(f"    {wrong['id']} {wrong['comment']}: {json.dumps(wrong['answered'])[:300]}")
    for topic in unanswered:
        print(f"{topic:34} not answered by this implementation")
    right = sum(one["valid"] + one["invalid"] for one in results)
    print(f"{right} vectors answered as they say, {sum(len(one['wrong']) for one in results)} not")


def main(arguments: list[str]) -> int:
    chosen = [one for one in arguments if not one.startswith("--")]
    topics = chosen or sorted(str(path.relative_to(VECTORS))[:-5] for path in VECTORS.rglob("*.json"))
    unanswered = [topic for topic in topics if topic not in ANSWERS]
    results = [run_file(topic) for topic in topics if topic in ANSWERS]
    if "--json" in arguments:
        print(json.dumps({"results": results, "unanswered": unanswered}))
    else:
        print_table(results, unanswered)
    return 1 if unanswered or any(one["wrong"] for one in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
