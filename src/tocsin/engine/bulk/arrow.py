"""pyarrow, or why it is not there. Everything that touches tables takes it from here."""

from tocsin.errors import CannotFinish

try:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq
except ImportError as error:
    raise CannotFinish(
        f"archives are taken in with {error.name}, which is not installed", todo="install the extra: pip install 'tocsin[tables]'"
    ) from None

__all__ = ["pa", "pc", "pq"]
