#!/usr/bin/env python3
"""Answers questions on standard input, a line of JSON each, so that two implementations can be compared on any input.

A question is {"topic": "tokens/entry-token", "input": {…}, "context": {…}} in the form of a vector; the answer is a
line {"result": "valid", "expected": {…}} or {"result": "invalid", "code": "…"}.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from topics import answer  # noqa: E402

for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps(answer(question["topic"], question["input"], question["context"])))
