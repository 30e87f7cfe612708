"""Reading bytes from left to right, numbers by ENC-5."""

from .refusal import require


class ByteReader:
    """A place in a byte string. Every shortage and every long number is refused with one code."""

    def __init__(self, data: bytes, code: str):
        self.data = data
        self.at = 0
        self.code = code

    def left(self) -> int:
        return len(self.data) - self.at

    def take(self, count: int) -> bytes:
        require(count <= self.left(), self.code)
        self.at += count
        return self.data[self.at - count : self.at]

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self, most: int) -> int:
        """Unsigned LEB128 in its shortest form."""
        value, shift = 0, 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            require(value <= most, self.code)
            if byte < 0x80:
                require(byte != 0 or shift == 0, self.code)
                return value
            shift += 7
            require(shift < 70, self.code)
