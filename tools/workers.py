"""Threads: to share work that frees the interpreter (GEOS, numpy), and to hear a cancel while it is done."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial, wraps
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any, TypeVar, cast

import numpy as np
import shapely

from .progress import Cancelled, Progress, silent

BEAT = 0.2
"""s: how often a waiting caller looks whether the user has cancelled."""

GEOMETRIES_A_QUERY = 10_000

POINTS_A_TURN = 100_000

_WKB_POINT, _WKB_MULTIPOINT = 1, 4

PATIENCE = 0.3
"""s: how long a caller who was cancelled waits for the work to end by itself."""

Made = TypeVar("Made")
Work = TypeVar("Work", bound=Callable[..., Any])


def while_heard(work: Callable[[Progress], Made], progress: Progress) -> Made:
    """What work makes in a thread of its own, while the caller keeps looking whether the user has cancelled.

    The work is told to stop the next time that it says how far it is; until then nobody waits for it.
    """
    said: SimpleQueue[float | None] = SimpleQueue()
    stopped = Event()

    def tell(percent: float) -> None:
        if stopped.is_set():
            raise Cancelled
        said.put(percent)

    pool = ThreadPoolExecutor(max_workers=1)
    task = pool.submit(work, tell)
    task.add_done_callback(lambda _task: said.put(None))
    try:
        _pass_on(said, progress)
        return task.result()
    finally:
        stopped.set()
        wait([task], timeout=PATIENCE)
        pool.shutdown(wait=task.done())


def answering(work: Work) -> Work:
    """Work that takes a `progress` by name, in a thread of its own: a cancel is answered whatever it is busy with."""

    @wraps(work)
    def heard(*given: Any, progress: Progress = silent, **more: Any) -> Any:
        return while_heard(lambda tell: work(*given, progress=tell, **more), progress)

    return cast(Work, heard)


def _pass_on(said: SimpleQueue[float | None], progress: Progress) -> None:
    """Tell the caller what the work says until it has nothing more to say, and in between what it said last."""
    last: float | None = 0.0
    while last is not None:
        percent = last
        try:
            last = said.get(timeout=BEAT)
        except Empty:
            progress(percent)
            continue
        if last is not None:
            progress(last)


@contextmanager
def worker_pool(spared: int = 0) -> Iterator[ThreadPoolExecutor]:
    """Threads that are given up when the caller leaves, also by cancel; tasks must be short.

    So many processors are `spared` for a caller who works meanwhile.
    """
    pool = ThreadPoolExecutor(max_workers=max((os.cpu_count() or 1) - spared, 1))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def heard(tasks: Sequence[Future[Made]], progress: Progress) -> list[Made]:
    """What tasks made, in their order, while the caller keeps looking whether the user has cancelled."""
    pending: set[Future[Made]] = set(tasks)
    while pending:
        progress(100.0 * (1.0 - len(pending) / len(tasks)))
        _, pending = wait(pending, timeout=BEAT, return_when=FIRST_COMPLETED)
    progress(100.0)
    return [task.result() for task in tasks]


def spread(call: Callable[..., Made], arguments: Sequence[tuple[Any, ...]], progress: Progress) -> list[Made]:
    """What a call makes of each tuple of arguments, worked out by threads."""
    with worker_pool() as pool:
        return heard([pool.submit(call, *given) for given in arguments], progress)


def side_by_side(works: Sequence[Callable[[Progress], Made]], progress: Progress) -> list[Made]:
    """What different works make, in their order, each in a thread; the progress is that of all together."""
    done = [0.0] * len(works)

    def told_by(place: int, percent: float) -> None:
        done[place] = percent
        progress(sum(done) / len(works))

    calls = [(partial(work, partial(told_by, place)),) for place, work in enumerate(works)]
    return spread(lambda call: call(), calls, silent)


def queried(
    tree: shapely.STRtree, geometry: np.ndarray, progress: Progress, **how: Any
) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of `STRtree.query` for many geometries, worked out by threads."""
    starts = range(0, len(geometry), GEOMETRIES_A_QUERY)
    tree.query(shapely.Point(0.0, 0.0))  # which builds the tree, as threads must not

    def query(start: int) -> np.ndarray:
        pairs = tree.query(geometry[start : start + GEOMETRIES_A_QUERY], **how)
        return pairs + np.array([[start], [0]])

    found = spread(query, [(start,) for start in starts], progress)
    one, two = np.concatenate([np.empty((2, 0), np.int64), *found], axis=1)
    return one, two


def by_blocks(
    call: Callable[..., np.ndarray], arrays: Sequence[np.ndarray], size: int, progress: Progress
) -> np.ndarray:
    """What a call makes of arrays of the same length, so many rows at a time, worked out by threads."""
    starts = range(0, len(arrays[0]), size)
    made = spread(call, [tuple(array[start : start + size] for array in arrays) for start in starts], progress)
    return np.concatenate(made) if made else call(*arrays)


def points_of(xy: np.ndarray) -> np.ndarray:
    """Points of coordinates (n, 2), so many at a time that other threads have their turn: (n,)."""
    starts = range(0, len(xy), POINTS_A_TURN)
    return np.concatenate(
        [np.empty(0, object), *(shapely.points(xy[start : start + POINTS_A_TURN]) for start in starts)]
    )


def multipoints(xy: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """Points of coordinates (n, 2), those between two of the bounds (k + 1,) as one geometry: (k,).

    By way of WKB, which needs no object of each point.
    """
    point = np.empty(len(xy), dtype=[("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])
    point["order"], point["type"], point["x"], point["y"] = 1, _WKB_POINT, *xy.T
    heads = [struct.pack("<BII", 1, _WKB_MULTIPOINT, count) for count in np.diff(bounds).tolist()]
    made = [np.empty(0, object)]
    for start in range(0, len(heads), GEOMETRIES_A_QUERY):
        ends = bounds[start : start + GEOMETRIES_A_QUERY + 1]
        data, ends = point[ends[0] : ends[-1]].tobytes(), ((ends - ends[0]) * point.itemsize).tolist()
        some = zip(heads[start : start + GEOMETRIES_A_QUERY], ends, ends[1:])
        made.append(shapely.from_wkb([head + data[low:high] for head, low, high in some]))
    return np.concatenate(made)
