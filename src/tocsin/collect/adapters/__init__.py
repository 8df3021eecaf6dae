"""Formats that reports come in, one file each: bytes become pieces. What a format loses on the way is said in its file's docstring."""
