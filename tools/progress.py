"""Progress and cancel: an engine call takes a `Progress` and calls it often; the call raises `Cancelled` to stop it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Callable, TypeVar

from .errors import Cancelled

__all__ = ["Cancelled", "Progress", "part", "silent", "steps", "tracked"]

Progress = Callable[[float], None]
"""Called with percent done, 0 to 100. Raises `Cancelled` when the user has cancelled."""

T = TypeVar("T")


def silent(_percent: float) -> None:
    """The progress of a caller who does not want to know."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """A progress for a sub-step that fills `start` to `end` percent of the whole."""
    return lambda percent: progress(end if percent >= 100.0 else start + (end - start) * percent / 100.0)


def steps(progress: Progress, *weights: float) -> list[Progress]:
    """One progress for each of several sub-steps, as wide as its weight."""
    total = sum(weights)
    bounds = [0.0]
    for weight in weights:
        bounds.append(bounds[-1] + 100.0 * weight / total)
    return [part(progress, bounds[i], bounds[i + 1]) for i in range(len(weights))]


def tracked(items: Sequence[T] | Iterable[T], progress: Progress, total: int | None = None) -> Iterator[T]:
    """Iterate and report; for loops over blocks, not over features."""
    count = total if total is not None else len(items)  # type: ignore[arg-type]
    for done, item in enumerate(items):
        progress(100.0 * done / max(count, 1))
        yield item
    progress(100.0)
