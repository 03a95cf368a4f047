"""Parameters that the algorithms of linear features share."""

from __future__ import annotations

import geopandas as gpd

from ..tools.errors import TubanError
from ..tools.language import tr
from .frames import LayerInput


def widths_by_class(text: str) -> dict[str, float]:
    """The widths of a text such as `1006=4, 1107=2.5`, in m by class."""
    made = {}
    for item in filter(None, (part.strip() for part in text.replace(";", ",").replace("，", ",").split(","))):
        code, _, number = item.partition("=")
        try:
            made[code.strip()] = float(number)
        except ValueError:
            message = tr("“{text}” is no width of a class: write class=metres, separated by commas, such as 1006=4.")
            raise TubanError(message.format(text=item)) from None
    return made


def codes(text: str) -> tuple[str, ...]:
    """The codes of a text that separates them by commas."""
    return tuple(filter(None, (code.strip() for code in text.replace("，", ",").split(","))))


def in_system_of(frame: gpd.GeoDataFrame, layer: LayerInput, patches: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A layer's frame in the coordinate system of the patches; a word is said where it had another."""
    if frame.crs is None or patches.crs is None or frame.crs == patches.crs:
        return frame
    layer.note(tr("Reprojected from {crs} to the coordinate system of the patches.").format(crs=frame.crs.name))
    return frame.to_crs(patches.crs)
