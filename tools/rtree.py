"""An SQLite R-tree packed in one go: the spatial index of a GeoPackage without one insert a feature.

The node format is SQLite's own (https://www.sqlite.org/rtree.html, section 6, and the comments of its rtree.c): a
node is a 2-byte depth (of the root only), a 2-byte cell count, then cells of an 8-byte id and four 4-byte floats
(min x, max x, min y, max y), all big-endian, padded to the node size. `SELECT rtreecheck('…')` proves it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import numpy as np

from .progress import Progress, silent

_CELL = np.dtype([("id", ">i8"), ("box", ">f4", (4,))])
_HEAD = 4
_ROOT = 1
_ROWS_A_BEAT = 50_000


def fill_rtree(
    connection: sqlite3.Connection, table: str, ids: np.ndarray, boxes: np.ndarray, progress: Progress = silent
) -> None:
    """Fill the empty R-tree `table` with ids (n,) and boxes (n, 4) of min x, min y, max x, max y."""
    nodes, parents, rows = ('"' + (table + end).replace('"', '""') + '"' for end in ("_node", "_parent", "_rowid"))
    read_root = f"SELECT data FROM {nodes} WHERE nodeno = ?"  # nosec B608 # names quoted, values bound
    put_node = f"INSERT OR REPLACE INTO {nodes} (nodeno, data) VALUES (?, ?)"  # nosec B608 # the same
    put_row = f"INSERT INTO {rows} (rowid, nodeno) VALUES (?, ?)"  # nosec B608 # the same
    put_child = f"INSERT INTO {parents} (nodeno, parentnode) VALUES (?, ?)"  # nosec B608 # the same
    size = len(connection.execute(read_root, [_ROOT]).fetchone()[0])
    capacity = (size - _HEAD) // _CELL.itemsize
    order = _tiled_order(boxes, capacity)
    keys, bounds = np.asarray(ids)[order], _outward(boxes[order])
    depth, next_node = 0, _ROOT + 1
    while True:
        starts = _chunk_starts(len(keys), capacity)
        is_root = len(starts) == 1
        numbers = np.array([_ROOT]) if is_root else np.arange(next_node, next_node + len(starts))
        owners = np.repeat(numbers, np.diff(np.append(starts, len(keys))))
        owned = _told(zip(keys.tolist(), owners.tolist()), len(keys), silent if depth else progress)
        connection.executemany(put_row if depth == 0 else put_child, owned)
        blobs = _nodes(keys, bounds, starts, size, depth if is_root else 0)
        connection.executemany(put_node, zip(numbers.tolist(), blobs))
        if is_root:
            return
        keys, bounds = numbers, _around(bounds, starts)
        depth, next_node = depth + 1, next_node + len(starts)


def _told(rows: Iterable[tuple[int, int]], count: int, progress: Progress) -> Iterator[tuple[int, int]]:
    """The rows, while the caller hears how far they are."""
    for done, row in enumerate(rows):
        if done % _ROWS_A_BEAT == 0:
            progress(100.0 * done / count)
        yield row


def _around(bounds: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The box around each chunk of boxes; columns min x, max x, min y, max y."""
    low, high = np.minimum.reduceat(bounds, starts), np.maximum.reduceat(bounds, starts)
    return np.where([True, False, True, False], low, high)


def _tiled_order(boxes: np.ndarray, capacity: int) -> np.ndarray:
    """Sort-tile order: strips of equal count in x, by y inside a strip, so that neighbours share nodes."""
    middle = boxes[:, :2] + boxes[:, 2:]
    strips = max(1, int(np.ceil(np.sqrt(len(boxes) / capacity))))
    rank = np.empty(len(boxes), np.int64)
    rank[np.argsort(middle[:, 0], kind="stable")] = np.arange(len(boxes))
    return np.lexsort((middle[:, 1], rank * strips // max(len(boxes), 1)))


def _outward(boxes: np.ndarray) -> np.ndarray:
    """Boxes as float32 in the order min x, max x, min y, max y, rounded so that they still cover the features."""
    ordered = boxes[:, [0, 2, 1, 3]]
    rounded = ordered.astype(np.float32)
    low = np.where(rounded > ordered, np.nextafter(rounded, np.float32(-np.inf)), rounded)
    high = np.where(rounded < ordered, np.nextafter(rounded, np.float32(np.inf)), rounded)
    return np.where([True, False, True, False], low, high)


def _chunk_starts(count: int, capacity: int) -> np.ndarray:
    """Starts of the fewest chunks of nearly equal size (no node is left almost empty)."""
    chunks = max(1, -(-count // capacity))
    return np.arange(chunks) * count // chunks


def _nodes(keys: np.ndarray, bounds: np.ndarray, starts: np.ndarray, size: int, depth: int) -> list[bytes]:
    """The nodes as SQLite stores them, one for each chunk."""
    counts = np.diff(np.append(starts, len(keys)))
    capacity = (size - _HEAD) // _CELL.itemsize
    cells = np.zeros((len(starts), capacity), _CELL)
    node = np.repeat(np.arange(len(starts)), counts)
    slot = np.arange(len(keys)) - np.repeat(starts, counts)
    cells["id"][node, slot] = keys
    cells["box"][node, slot] = bounds
    heads = [depth.to_bytes(2, "big") + int(count).to_bytes(2, "big") for count in counts]
    return [(head + row.tobytes()).ljust(size, b"\0") for head, row in zip(heads, cells)]
