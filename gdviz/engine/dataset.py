"""Examples and their labels: validated once, then read-only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Dataset:
    """n examples of k features with their labels.

    ``x`` has shape (n,) or (n, k) and keeps the shape it was given; ``y`` has shape (n,). Both
    become read-only float64 copies. ``feature_names`` (k of them, units included, as an axis
    shows them), ``label_name``, ``class_names`` (the labels in the data for y = 0 and y = 1)
    and ``title`` (the source of the data) are for display.

    Raises ValueError, naming the argument and the value, for other shapes, lengths that differ,
    or a value that is NaN or infinite.
    """

    x: Array
    y: Array
    feature_names: tuple[str, ...] = ()
    label_name: str = "y"
    class_names: tuple[str, str] = ("0", "1")
    title: str = ""

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        feature_names: tuple[str, ...] = (),
        label_name: str = "y",
        class_names: tuple[str, str] = ("0", "1"),
        title: str = "",
    ) -> None:
        xs, ys = _frozen("x", x), _frozen("y", y)
        if xs.ndim not in (1, 2):
            raise ValueError(f"x must have shape (n,) or (n, k), not {xs.shape}")
        if ys.ndim != 1:
            raise ValueError(f"y must have shape (n,), not {ys.shape}")
        if len(xs) != len(ys):
            raise ValueError(f"x has {len(xs)} examples but y has {len(ys)} labels")
        k = 1 if xs.ndim == 1 else xs.shape[1]
        names = tuple(feature_names) or (("x",) if k == 1 else tuple(f"x{j + 1}" for j in range(k)))
        if len(names) != k:
            raise ValueError(f"feature_names has {len(names)} names for {k} features")
        for name, value in (
            ("x", xs),
            ("y", ys),
            ("feature_names", names),
            ("label_name", label_name),
            ("class_names", class_names),
            ("title", title),
        ):
            object.__setattr__(self, name, value)

    @property
    def n(self) -> int:
        """The number of examples."""
        return len(self.y)

    @property
    def k(self) -> int:
        """The number of features."""
        return 1 if self.x.ndim == 1 else int(self.x.shape[1])

    @property
    def columns(self) -> Array:
        """The features as a view of shape (n, k), whatever the shape of ``x``."""
        return self.x.reshape(self.n, self.k)

    def with_example(self, x: float, y: float) -> Dataset:
        """Return these data with one more example (of one feature) at the end."""
        return self._with(np.append(self.x, x), np.append(self.y, y))

    def without_example(self, row: int) -> Dataset:
        """Return these data without the example in that row."""
        return self._with(np.delete(self.x, row, axis=0), np.delete(self.y, row))

    def with_x(self, row: int, x: float) -> Dataset:
        """Return these data with the (one) feature of that row set to ``x``."""
        xs = self.x.copy()
        xs[row] = x
        return self._with(xs, self.y)

    def with_y(self, row: int, y: float) -> Dataset:
        """Return these data with the label of that row set to ``y``."""
        ys = self.y.copy()
        ys[row] = y
        return self._with(self.x, ys)

    def with_classes_swapped(self) -> Dataset:
        """Return these data with the labels 0 and 1 exchanged, and their names with them."""
        zero, one = self.class_names
        return replace(self, y=1.0 - self.y, class_names=(one, zero))

    @property
    def has_named_classes(self) -> bool:
        """Whether the labels in the data were other values than 0 and 1."""
        return self.class_names != ("0", "1")

    def _with(self, x: Array, y: Array) -> Dataset:
        return replace(self, x=x, y=y)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Dataset):
            return NotImplemented
        return self is other or (
            self._labels() == other._labels()
            and np.array_equal(self.x, other.x)
            and np.array_equal(self.y, other.y)
        )

    def __hash__(self) -> int:
        return hash((self.n, self.k, self._labels()))

    def _labels(self) -> tuple[Any, ...]:
        return (self.feature_names, self.label_name, self.class_names, self.title)


def _frozen(name: str, values: ArrayLike) -> Array:
    array = np.array(values, dtype=np.float64)
    if not np.isfinite(array).all():
        bad = np.flatnonzero(~np.isfinite(array).reshape(len(array), -1).all(axis=1))[0]
        raise ValueError(f"{name} must be finite; example {bad} is {array[bad]}")
    array.setflags(write=False)
    return array
