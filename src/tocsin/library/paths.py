"""Where the shipped data lies."""

from pathlib import Path


def root() -> Path:
    """The folder of shipped data: problems/, yardsticks/, sources/, lexicons/, samples/."""
    return Path(__file__).resolve().parent
