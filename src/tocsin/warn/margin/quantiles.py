"""Standard normal quantiles of whole arrays: algorithm AS 241 (Wichura 1988, Applied Statistics 37, PPND16, relative error 1e-16)."""

import numpy as np

from tocsin.judge.parameters import Floats

# Numerator and denominator, highest power first (the denominators end in 1), of the middle, the tails and the far tails.
MIDDLE = (
    (
        2509.0809287301227,
        33430.57558358813,
        67265.7709270087,
        45921.95393154987,
        13731.69376550946,
        1971.5909503065513,
        133.14166789178438,
        3.3871328727963665,
    ),
    (5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579, 42.31333070160091),
)
TAILS = (
    (
        0.0007745450142783414,
        0.022723844989269184,
        0.2417807251774506,
        1.2704582524523684,
        3.6478483247632045,
        5.769497221460691,
        4.630337846156546,
        1.4234371107496835,
    ),
    (
        1.0507500716444169e-09,
        0.0005475938084995345,
        0.015198666563616457,
        0.14810397642748008,
        0.6897673349851,
        1.6763848301838038,
        2.053191626637759,
    ),
)
FAR = (
    (
        2.0103343992922881e-07,
        2.7115555687434876e-05,
        0.0012426609473880784,
        0.026532189526576124,
        0.29656057182850487,
        1.7848265399172913,
        5.463784911164114,
        6.657904643501103,
    ),
    (
        2.0442631033899397e-15,
        1.421511758316446e-07,
        1.8463183175100548e-05,
        0.0007868691311456133,
        0.014875361290850615,
        0.1369298809227358,
        0.599832206555888,
    ),
)


def _ratio(of: tuple[tuple[float, ...], tuple[float, ...]], r: Floats) -> Floats:
    above, below = of
    return np.asarray(np.polyval(np.array(above), r) / np.polyval(np.array((*below, 1.0)), r))


def normal(u: Floats) -> Floats:
    """The quantiles at u, strictly between 0 and 1; of u's shape."""
    q = u - 0.5
    middle = _ratio(MIDDLE, 0.180625 - np.minimum(np.abs(q), 0.425) ** 2) * q
    r = np.sqrt(-np.log(np.minimum(u, 1 - u)))
    tail = np.where(r <= 5, _ratio(TAILS, r - 1.6), _ratio(FAR, r - 5.0))
    return np.asarray(np.where(np.abs(q) <= 0.425, middle, np.copysign(tail, q)))
