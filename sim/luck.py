"""Luck as an input: all draws of a run, laid out by round, slot and purpose.

The draws of a run are Philox4x64-10 in counter mode, keyed by (seed, replication): draw ``purpose`` of slot ``i`` in
round ``t`` stands at counter ``(6 t + purpose // 4, i, 0, 0)``. It depends on nothing else: not on the policy, the
scenario, the number of slots or rounds, the workers or the driver. So what-ifs face the same luck, and a longer run
begins as a shorter one.

NumPy's ``Philox`` is the reference. The compiled function below repeats it bit for bit (a test holds the two together),
because a generator object for each slot costs more than a whole run.
"""

from __future__ import annotations

from enum import IntEnum
from math import cos, log, pi, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from equipoise.sim.compiler import COMPILED, jit

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Purpose(IntEnum):
    """What a draw is for; a normal deviate takes a pair. An open slot has no charter, so the two share a draw."""

    WIN = 0
    DISSOLUTION = 0
    SIZE = 1  # pair
    MARGIN = 3  # pair
    WORTH = 5  # pair
    MATCH = 7  # pair
    ORIENTATION = 9
    VENDOR_ERROR = 10  # pair
    ACCOUNT_ERROR = 12  # pair
    COLLAPSE = 14
    DEMAND = 15
    REFUSAL = 16
    QUOTE = 17
    ATTENTION = 18
    LEAVE = 19
    REORGANISATION = 20
    EXIT = 21
    OBSERVATION = 22  # pair


PURPOSES = 24
"""Draws for each slot and round, six blocks of four."""

_BLOCKS = PURPOSES // 4
_SCALE = 2.0**-53
_M0, _M1 = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
_W0, _W1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
_SHIFT = np.uint64(11)


@intrinsic  # type: ignore[untyped-decorator]  # Numba's own, which has no types
def _product(typing_context: Any, a: Any, b: Any) -> Any:  # noqa: ANN401, ARG001 - Numba's protocol for intrinsics
    """High and low 64 bits of the product of two 64-bit numbers: one instruction, which Numba does not expose."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - likewise
        narrow, wide = ir.IntType(64), ir.IntType(128)
        product = builder.mul(builder.zext(arguments[0], wide), builder.zext(arguments[1], wide))
        high = builder.trunc(builder.lshr(product, ir.Constant(wide, 64)), narrow)
        return context.make_tuple(builder, signature.return_type, (high, builder.trunc(product, narrow)))

    return types.UniTuple(types.uint64, 2)(types.uint64, types.uint64), generate


@jit
def _fill_compiled(seed: int, replication: int, out: NDArray[np.float64]) -> None:
    for t in range(out.shape[0]):
        for i in range(out.shape[1]):
            for block in range(_BLOCKS):
                # NumPy's Philox steps its counter before it generates.
                c0, c1 = np.uint64(t * _BLOCKS + block + 1), np.uint64(i)
                c2, c3 = np.uint64(0), np.uint64(0)
                k0, k1 = np.uint64(seed), np.uint64(replication)
                for _ in range(10):
                    h0, l0 = _product(_M0, c0)
                    h1, l1 = _product(_M1, c2)
                    c0, c1, c2, c3 = h1 ^ c1 ^ k0, l1, h0 ^ c3 ^ k1, l0
                    k0, k1 = k0 + _W0, k1 + _W1
                row = out[t, i, 4 * block : 4 * block + 4]
                row[0] = (np.float64(c0 >> _SHIFT) + 0.5) * _SCALE
                row[1] = (np.float64(c1 >> _SHIFT) + 0.5) * _SCALE
                row[2] = (np.float64(c2 >> _SHIFT) + 0.5) * _SCALE
                row[3] = (np.float64(c3 >> _SHIFT) + 0.5) * _SCALE


def fill_reference(seed: int, replication: int, out: NDArray[np.float64]) -> None:
    """Fill the draws of a run from NumPy's own generator: the definition of luck.

    Parameters
    ----------
    seed, replication : int
        The key; see :mod:`equipoise.sim.whole_numbers` for their ranges.
    out : ndarray of shape (rounds, slots, PURPOSES)
        Filled with uniform draws in the open interval (0, 1).
    """
    rounds, slots, _ = out.shape
    key = np.array([seed, replication], np.uint64)
    for i in range(slots):
        raw = np.random.Philox(key=key, counter=np.array([0, i, 0, 0], np.uint64)).random_raw(rounds * PURPOSES)
        out[:, i] = ((raw >> _SHIFT) + 0.5).reshape(rounds, PURPOSES) * _SCALE


fill = _fill_compiled if COMPILED else fill_reference


def draws(seed: int, replication: int, rounds: int, slots: int) -> NDArray[np.float64]:
    """All draws of a run.

    Parameters
    ----------
    seed, replication : int
        The key; see :mod:`equipoise.sim.whole_numbers` for their ranges.
    rounds, slots : int
        Extent of the run; draws within do not depend on it.

    Returns
    -------
    ndarray of shape (rounds, slots, PURPOSES)
        Uniform draws in the open interval (0, 1).
    """
    out = np.empty((rounds, slots, PURPOSES))
    fill(seed, replication, out)
    return out


@jit
def normal(luck: NDArray[np.float64], t: int, i: int, purpose: int) -> float:
    """Turn a pair of uniform draws into a standard normal one: sqrt(-2 ln u1) cos(2 pi u2) (Box and Muller 1958).

    Parameters
    ----------
    luck : ndarray of shape (rounds, slots, PURPOSES)
        The run's draws.
    t, i : int
        Round and slot.
    purpose : int
        First of the pair.

    Returns
    -------
    float
        A standard normal deviate.
    """
    return sqrt(-2.0 * log(luck[t, i, purpose])) * cos(2.0 * pi * luck[t, i, purpose + 1])
