"""A second implementation of what protocol/spec fixes: reading, verifying and judging, never writing or keeping."""
