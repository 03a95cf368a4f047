"""The made counties that everything is measured on, and what is derived from them.

A folder holds `county.gpkg` (layers DLTB and XZQ, with defects), `truth.csv` (the defects), and derived files when
a measurement asks for them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from measures import TENTH, columns_of

LARGE = 50_000
"""From so many patches on there are 50 defects of each kind rather than 10, and slow peers are given a part only."""

CHANGED = 1_000
"""Patches that are changed in the file `changed`."""


def make(patches: int, folder: Path) -> dict[str, Any]:
    """A county with defects; what is in it, for the report."""
    import shapely
    from tuban.tools.files import write_geopackage
    from tuban.tools.sample import FEWEST_PATCHES, make_county

    defects = 0 if patches == FEWEST_PATCHES else 50 if patches >= LARGE else 10
    made, path = make_county(patches, defects=defects), folder / "county.gpkg"
    write_geopackage(path, "XZQ", made.XZQ, columns_of("XZQ"))
    write_geopackage(path, "DLTB", made.DLTB, columns_of("DLTB"), append=True)
    made.truth.to_csv(folder / "truth.csv", index=False)
    return {
        "patches": len(made.DLTB),
        "vertices": int(shapely.get_num_coordinates(made.DLTB.geometry.to_numpy()).sum()),
        "megabytes": path.stat().st_size / 1e6,
        "defects": len(made.truth),
        "kinds": int(made.truth["kind"].nunique()),
    }


def derive(name: str, folder: Path) -> dict[str, Any]:
    """Make a derived file from a county's."""
    from tuban.tools.files import read_layer, write_geopackage

    source, target = folder / "county.gpkg", folder / f"{name}.gpkg"
    patches = DERIVED[name](read_layer(str(source), "DLTB").frame)
    write_geopackage(target, "XZQ", read_layer(str(source), "XZQ").frame, columns_of("XZQ"))
    write_geopackage(target, "DLTB", patches, columns_of("DLTB"), append=True)
    return {"patches": len(patches)}


def tenth(patches: Any) -> Any:
    """The patches of a strip through the middle of the county."""
    west_to_east = patches.geometry.bounds["minx"].rank(pct=True)
    return patches[(west_to_east > 0.5 - TENTH / 2) & (west_to_east <= 0.5 + TENTH / 2)]


def sound(patches: Any) -> Any:
    """The patches that are valid: QGIS's own steps stop at any other."""
    return patches[patches.is_valid & ~patches["BSM"].duplicated()]


def sound_tenth(patches: Any) -> Any:
    """The valid ones of the strip."""
    return sound(tenth(patches))


def loose(patches: Any) -> Any:
    """Neighbours share no vertex: each has its own, up to 0.3 mm off in x and y, which is within the tolerance."""
    return shaken(patches, 0.0003)


def apart(patches: Any) -> Any:
    """Neighbours share no vertex, and their borders lie up to some centimetres apart."""
    return shaken(patches, 0.03)


def shaken(patches: Any, distance: float) -> Any:
    """The patches with each vertex of each moved by itself; those that this would make invalid stay as they are."""
    import numpy as np
    import shapely

    before = patches.geometry.to_numpy()
    xy, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(before)), return_index=True)
    first = np.flatnonzero(np.r_[True, ring[1:] != ring[:-1]])
    last = np.r_[first[1:], len(ring)] - 1
    moved = np.round(xy + np.random.default_rng(1).uniform(-distance, distance, xy.shape), 4)
    moved[last] = moved[first]
    after = shapely.set_coordinates(before.copy(), moved)
    return patches.set_geometry(np.where(shapely.is_valid(after), after, before), crs=patches.crs)


def changed(patches: Any) -> Any:
    """A thousand patches with a vertex moved by half a metre, or with another land class."""
    import numpy as np
    import shapely

    rng = np.random.default_rng(1)
    chosen = rng.choice(len(patches), min(CHANGED, len(patches) // 2), replace=False)
    shapes, classes = patches.geometry.to_numpy().copy(), patches["DLBM"].to_numpy().copy()
    reshaped, renamed = np.array_split(chosen, 2)
    for place in reshaped:
        xy = shapely.get_coordinates(shapes[place])
        xy[1] += 0.5
        shapes[place] = shapely.set_coordinates(shapes[place], xy)
    classes[renamed] = "0305"
    return patches.assign(DLBM=classes).set_geometry(shapes, crs=patches.crs)


DERIVED: dict[str, Callable[[Any], Any]] = {
    make.__name__: make for make in (tenth, sound, sound_tenth, loose, apart, changed)
}
