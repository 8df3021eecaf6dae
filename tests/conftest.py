"""Fixtures that every room's tests may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("TOCSIN_ENCODER", "none")  # loading it takes a second: the tests that need it ask for it
os.environ.setdefault("TOCSIN_APART", "none")  # a child process costs half a second to start: the tests that need one ask for it
settings.register_profile("shared", deadline=None)  # how long a case takes on a machine shared with others says nothing of the code
settings.load_profile("shared")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference folder beside the repository; the test skips, saying so, for who has only a clone."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"no reference folder at {folder}: the seeds, examples and data to measure against are not part of the repository")
    return folder
