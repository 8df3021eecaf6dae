"""Bytes in the database, so that a whole team has them and one backup holds everything; large ones are kept beside the row (TOAST)."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from tocsin.errors import CannotFinish, LedgerError
from tocsin.ledger.mending import GONE, PUT_BACK
from tocsin.ledger.postgres.tables import BLOB

AT_ONCE = 500
"""names in one question"""
AT_ONCE_BYTES = 8_000_000
"""of bytes in one statement"""


class DatabaseBlobs:
    """See tocsin.ledger.store.Bytes. Every put is a transaction of its own, committed when it returns."""

    def __init__(self, engine: Engine, writer: Engine | None, shelf: str, said: Callable[[], AbstractContextManager[None]]) -> None:
        self.name = shelf
        self._engine, self._writer, self._said = engine, writer, said

    def put(self, data: bytes) -> str:
        self.put_all([data])
        return hashlib.sha256(data).hexdigest()

    def put_all(self, some: Iterable[bytes]) -> None:
        data = {hashlib.sha256(one).hexdigest(): one for one in some}
        if not data:
            return
        if self._writer is None:
            raise CannotFinish("this ledger was opened for reading", todo="open it for writing")
        with self._said(), self._writer.begin() as connection:
            for page in _pages(data):
                made = insert(BLOB).values([{"shelf": self.name, "sha256": sha256, "data": one} for sha256, one in page])
                # A damaged blob is made whole; one that is sound is not written again.
                again = made.on_conflict_do_update(
                    index_elements=[BLOB.c.shelf, BLOB.c.sha256],
                    set_={"data": made.excluded.data},
                    where=BLOB.c.data != made.excluded.data,
                )
                connection.execute(again)

    def get(self, sha256: str) -> bytes:
        with self._said(), self._engine.begin() as connection:
            data = connection.execute(select(BLOB.c.data).where(BLOB.c.shelf == self.name, BLOB.c.sha256 == sha256)).scalar()
        if data is None:
            raise CannotFinish(f"no blob {sha256}", where=self.name, todo=GONE)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LedgerError([f"blob {sha256} in {self.name}: its bytes were changed"], todo=PUT_BACK)
        return bytes(data)

    def __contains__(self, sha256: str) -> bool:
        return not list(self.missing([sha256]))

    def missing(self, some: Iterable[str]) -> Iterator[str]:
        names = list(some)
        for start in range(0, len(names), AT_ONCE):
            page = names[start : start + AT_ONCE]
            with self._said(), self._engine.begin() as connection:
                found = set(connection.execute(select(BLOB.c.sha256).where(BLOB.c.shelf == self.name, BLOB.c.sha256.in_(page))).scalars())
            yield from (name for name in page if name not in found)

    def remove(self, sha256: str) -> bool:
        if self._writer is None:
            raise CannotFinish("this ledger was opened for reading", todo="open it for writing")
        with self._said(), self._writer.begin() as connection:
            return connection.execute(delete(BLOB).where(BLOB.c.shelf == self.name, BLOB.c.sha256 == sha256)).rowcount > 0

    def names(self) -> Iterator[str]:
        after = ""
        while True:
            question = select(BLOB.c.sha256).where(BLOB.c.shelf == self.name, BLOB.c.sha256 > after).order_by(BLOB.c.sha256).limit(AT_ONCE)
            with self._said(), self._engine.begin() as connection:
                page = connection.execute(question).scalars().all()
            yield from page
            if len(page) < AT_ONCE:
                return
            after = page[-1]

    def findings(self) -> Iterator[str]:
        wrong = func.encode(func.sha256(BLOB.c.data), "hex") != BLOB.c.sha256
        with self._said(), self._engine.begin() as connection:
            found = connection.execute(select(BLOB.c.sha256).where(BLOB.c.shelf == self.name, wrong).order_by(BLOB.c.sha256)).scalars()
            yield from (f"blob {sha256} in {self.name}: its bytes were changed" for sha256 in found)


def _pages(data: dict[str, bytes]) -> Iterator[list[tuple[str, bytes]]]:
    page: list[tuple[str, bytes]] = []
    size = 0
    for item in data.items():
        if page and (size + len(item[1]) > AT_ONCE_BYTES or len(page) >= AT_ONCE):
            yield page
            page, size = [], 0
        page.append(item)
        size += len(item[1])
    yield page
