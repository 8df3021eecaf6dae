"""Passwords: what is taken as one, and argon2id (RFC 9106) over it, with the same work for a name that is not there."""

import threading
import unicodedata

from tocsin.errors import UsageError

SHORTEST, LONGEST = 12, 256
"""NIST SP 800-63B (2017), 5.1.1.2: at least 8, and 64 or more are taken; without a list of leaked ones here, longer ones are asked for"""
FEWEST_SIGNS = 5
MEMORY_KIB, PASSES, LANES = 65_536, 3, 4
"""RFC 9106, section 4: the second recommended option"""
AT_ONCE = 2
"""hashes worked out at a time: each takes 64 MiB, and who sends many must not fill the memory"""
RUNS = ("0123456789012345", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "azertyuiopqsdfghjklmwxcvbn")
SHORTEST_RUN = 5
WORN = ("password", "passwort", "motdepasse", "letmein", "iloveyou", "administrator", "changeme", "welcome", "tocsin")
"""what passwords are made of when somebody repeats a word until it is long enough"""


def checked(password: str, name: str) -> str:
    """`password` in one form of Unicode (NFKC). UsageError: it is too short, too long, or one that is tried first."""
    normal = unicodedata.normalize("NFKC", password)
    if not SHORTEST <= len(normal) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters", todo="several words in a row are easy to remember")
    folded = normal.casefold()
    if len(set(folded)) < FEWEST_SIGNS or len(_original(folded, name.casefold())) < SHORTEST // 2:
        raise UsageError("this password is one of the first that are tried", todo="several words in a row are easy to remember")
    return normal


def _original(password: str, name: str) -> str:
    """What is left of a password without its owner's name, worn words, and signs in the order of the alphabet or of a keyboard."""
    for worn in (*WORN, name):
        password = password.replace(worn, "") if worn else password
    for run in (*RUNS, *(run[::-1] for run in RUNS)):
        for size in range(len(run), SHORTEST_RUN - 1, -1):
            for start in range(len(run) - size + 1):
                password = password.replace(run[start : start + size], "")
    return password


class Passwords:
    """Works out and checks hashes; the numbers are the cost."""

    def __init__(self, memory_kib: int = MEMORY_KIB, passes: int = PASSES, lanes: int = LANES) -> None:
        from pwdlib import PasswordHash
        from pwdlib.hashers.argon2 import Argon2Hasher

        self._hasher = PasswordHash((Argon2Hasher(time_cost=passes, memory_cost=memory_kib, parallelism=lanes),))
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._nobodys = self._hasher.hash("of nobody")
        self.checks = 0
        """how many times a hash was worked out to check a password"""

    def hash(self, password: str) -> str:
        """The hash to keep of a password that was `checked`."""
        with self._turns:
            return self._hasher.hash(password)

    def right(self, password: str, kept: str | None) -> tuple[bool, str | None]:
        """Whether the password is the one of this hash, and a hash to keep instead where its cost is no longer ours.

        kept None: nobody is called so, or signs in by password: as much work is done, and it is never right.
        """
        tried = unicodedata.normalize("NFKC", password[: 2 * LONGEST])
        with self._turns:
            self.checks += 1
            good, newer = self._hasher.verify_and_update(tried, kept or self._nobodys)
        return (good, newer) if kept is not None else (False, None)
