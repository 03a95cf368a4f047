"""Compiled packages that bring libraries of their own (shapely brings GEOS) inside QGIS's process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_libraries() -> Iterator[None]:
    """Import compiled packages inside this block so that each calls the library that it was built with.

    On Linux the names of a library that the program has loaded win over those of a library that comes later: a wheel's
    newer GEOS would be mixed with the older one of QGIS, call by call, and crash. Deep binding turns that round.
    """
    if not hasattr(os, "RTLD_DEEPBIND"):
        yield
        return
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags | os.RTLD_DEEPBIND)
    try:
        yield
    finally:
        sys.setdlopenflags(flags)
