"""How a reader says no: one exception with a code of spec/errors.md."""


class Refused(Exception):
    """What was read breaks a rule. `code` is the reason that a node gives."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def require(holds: bool, code: str) -> None:
    """Refuses with this code where the condition does not hold."""
    if not holds:
        raise Refused(code)
