"""The optional reader: a language model reads beside the rules; what it returns is verified, and never more than the text holds."""

from tocsin.read.llm.answers import forget
from tocsin.read.llm.budget import Bill
from tocsin.read.llm.second import SecondReader

__all__ = ["Bill", "SecondReader", "forget"]
