#!/usr/bin/env python3
"""Runs the Ed25519 tests of Project Wycheproof and prints what came of them; ends with 0 if all are as they say."""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from liaison import ed25519  # noqa: E402

groups = json.loads((HERE.parent / "wycheproof/ed25519_test.json").read_text("utf-8"))["testGroups"]
tests = [(bytes.fromhex(group["publicKey"]["pk"]), test) for group in groups for test in group["tests"]]
wrong = [
    test["tcId"]
    for key, test in tests
    if ed25519.verify(key, bytes.fromhex(test["msg"]), bytes.fromhex(test["sig"])) != (test["result"] == "valid")
]
print(f"{len(tests) - len(wrong)} of {len(tests)} as they say, wrong: {wrong}")
sys.exit(1 if wrong else 0)
