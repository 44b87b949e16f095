"""Luck as an input: all draws of a run, laid out by round, slot and purpose.

The draws of a run are Philox4x64-10 in counter mode, keyed by (seed, replication): draw ``purpose`` of slot ``i`` in
round ``t`` stands at counter ``(6 t + purpose // 4, i, 0, 0)``. It depends on nothing else: not on the policy, the
scenario, the number of slots or rounds, the workers or the driver. So what-ifs face the same luck, and a longer run
begins as a shorter one.

NumPy's ``Philox`` is the reference. The compiled function below repeats it bit for bit (a test holds the two together),
because a generator object for each slot costs more than a whole run. A block is drawn when a draw of it is first asked
for: most rounds of a relationship use half of theirs.
"""

from __future__ import annotations

from enum import IntEnum
from math import cos, log, pi, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from equipoise.sim.compiler import COMPILED, jit, jit_apart

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Purpose(IntEnum):
    """What a draw is for; a normal deviate takes a pair.

    A round of talks has no demand, so that two share a draw.
    """

    WIN = 0
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
    FALL_BACK = 16
    QUOTE = 17
    ATTENTION = 18
    LEAVE = 19
    REORGANISATION = 20
    EXIT = 21
    OBSERVATION = 22  # pair


PURPOSES = 24
"""Draws for each slot and round."""

BLOCK = 4
"""Draws that the generator gives at a time."""

BLOCKS = PURPOSES // BLOCK

_EVERY_ROUND = Purpose.ACCOUNT_ERROR // BLOCK
"""Blocks from this one on are needed in every round; those before when a relationship begins or is negotiated."""
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


class Luck(NamedTuple):
    """The draws of a run, each block of them drawn when the first of its draws is asked for.

    Attributes
    ----------
    key : ndarray of uint64, shape (2,)
        Seed and replication; see :mod:`equipoise.sim.whole_numbers` for their ranges.
    drawn : ndarray of shape (slots, BLOCKS)
        Round whose draws stand in ``draws``; -1 for none.
    draws : ndarray of shape (slots, PURPOSES)
        Uniform draws in the open interval (0, 1).
    """

    key: NDArray[np.uint64]
    drawn: NDArray[np.int64]
    draws: NDArray[np.float64]

    @classmethod
    def of(cls, seed: int, replication: int, slots: int) -> Luck:
        """Lay out the luck of a run."""
        key = np.array([seed, replication], np.uint64)
        return cls(key, np.full((slots, BLOCKS), -1), np.empty((slots, PURPOSES)))


@jit
def _draw_compiled(luck: Luck, t: int, i: int, block: int) -> None:
    # NumPy's Philox steps its counter before it generates.
    c0, c1 = np.uint64(t * BLOCKS + block + 1), np.uint64(i)
    c2, c3 = np.uint64(0), np.uint64(0)
    k0, k1 = luck.key[0], luck.key[1]
    for _ in range(10):
        h0, l0 = _product(_M0, c0)
        h1, l1 = _product(_M1, c2)
        c0, c1, c2, c3 = h1 ^ c1 ^ k0, l1, h0 ^ c3 ^ k1, l0
        k0, k1 = k0 + _W0, k1 + _W1
    first = block * BLOCK
    luck.draws[i, first] = (np.float64(c0 >> _SHIFT) + 0.5) * _SCALE
    luck.draws[i, first + 1] = (np.float64(c1 >> _SHIFT) + 0.5) * _SCALE
    luck.draws[i, first + 2] = (np.float64(c2 >> _SHIFT) + 0.5) * _SCALE
    luck.draws[i, first + 3] = (np.float64(c3 >> _SHIFT) + 0.5) * _SCALE


def draw_reference(luck: Luck, t: int, i: int, block: int) -> None:
    """Draw a block from NumPy's own generator: the definition of luck.

    Parameters
    ----------
    luck : Luck
        The block of slot ``i`` is changed.
    t, i, block : int
        Round, slot and block of four draws.
    """
    raw = np.random.Philox(key=luck.key, counter=np.array([t * BLOCKS + block, i, 0, 0], np.uint64)).random_raw(BLOCK)
    luck.draws[i, block * BLOCK : (block + 1) * BLOCK] = ((raw >> _SHIFT) + 0.5) * _SCALE


_draw_block = _draw_compiled if COMPILED else draw_reference


@jit_apart
def _draw_now(luck: Luck, t: int, i: int, block: int) -> None:
    _draw_block(luck, t, i, block)
    luck.drawn[i, block] = t


@jit
def draw_ahead(luck: Luck, t: int, i: int) -> None:
    """Draw what a relationship needs in every round: one block after another takes half the time of each by itself.

    Parameters
    ----------
    luck : Luck
        The run's.
    t, i : int
        Round and slot.
    """
    for block in range(_EVERY_ROUND, BLOCKS):
        _draw_block(luck, t, i, block)
        luck.drawn[i, block] = t


@jit
def draw(luck: Luck, t: int, i: int, purpose: int) -> float:
    """Draw a uniform number.

    Parameters
    ----------
    luck : Luck
        The run's.
    t, i : int
        Round and slot.
    purpose : Purpose
        What it is for.

    Returns
    -------
    float
        In the open interval (0, 1).
    """
    block = purpose // BLOCK
    if luck.drawn[i, block] != t:
        _draw_now(luck, t, i, block)
    return float(luck.draws[i, purpose])


@jit
def normal(luck: Luck, t: int, i: int, purpose: int) -> float:
    """Turn a pair of uniform draws into a standard normal one: sqrt(-2 ln u1) cos(2 pi u2) (Box and Muller 1958).

    Parameters
    ----------
    luck : Luck
        The run's.
    t, i : int
        Round and slot.
    purpose : Purpose
        First of the pair.

    Returns
    -------
    float
        A standard normal deviate.
    """
    return sqrt(-2.0 * log(draw(luck, t, i, purpose))) * cos(2.0 * pi * draw(luck, t, i, purpose + 1))
