"""What lies around patches, as columns that tag rules read: `<LAYER>_SHARE`, `<LAYER>_<FIELD>` and so on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np

from .. import overlay
from ..language import tr
from ..progress import Progress, silent, steps
from ..standard import Standard

SHARE, TOUCHES, BORDER = "SHARE", "TOUCHES", "BORDER"
"""What is known of every layer: the part of the patch in it, whether it meets it, whether it meets its outer line."""

STANDARD_LAYERS = {"BASE": "DLTB", "RIVERS": "", "LAKES": "", "FOREST": "", "PASTURE": "", "PARCELS": ""}
"""Layers of rules that are no layers of the standard, and the one whose fields they have."""


class Surroundings:
    """The layers around patches; each is overlaid once, when a rule first asks for it."""

    def __init__(self, patches: gpd.GeoDataFrame, layers: Mapping[str, gpd.GeoDataFrame], standard: Standard):
        overlay.refuse_degrees(patches.crs, "DLTB")
        self._crs = patches.crs
        self._layers = dict(layers)
        self._standard = standard
        self._areas: dict[str, np.ndarray] = {}
        self._shares: dict[str, overlay.Shares] = {}
        self.notes: list[str] = []
        for code, frame in self._layers.items():
            self._areas[code] = overlay.aligned(frame, self._crs, code)
            if not len(frame):
                self.notes.append(tr("Layer {layer} has no features: no patch lies in it.").format(layer=code))
        self._patches = patches.geometry.to_numpy()

    @cached_property
    def shapes(self) -> np.ndarray:
        """The patches as they are measured."""
        return overlay.measurable(self._patches)

    @property
    def codes(self) -> list[str]:
        """The layers that there are."""
        return list(self._layers)

    def columns_of(self, code: str, mentioned: Iterable[str] = ()) -> list[str]:
        """The columns that rules may read of a layer; of one that there is not, those that they mention."""
        fields = list(mentioned)
        if code in self._layers:
            frame = self._layers[code]
            fields = [str(name) for name in frame.columns if name != frame.geometry.name]
            of_standard = self._standard.fields["layer"] == STANDARD_LAYERS.get(code, code)
            fields += self._standard.fields.loc[of_standard, "field"].tolist()
        words = [SHARE, TOUCHES, BORDER, *(part for name in fields for part in (name, f"{name}_{SHARE}"))]
        return list(dict.fromkeys(f"{code}_{word}" for word in words))

    def values(self, wanted: Iterable[str], progress: Progress = silent) -> dict[str, np.ndarray]:
        """The columns that rules read, by name: floats and texts; those of a layer that there is not are 0 or NULL."""
        wanted = sorted(wanted)
        made: dict[str, np.ndarray] = {}
        of_layer = {code: [name for name in wanted if name.startswith(f"{code}_")] for code in self._layers}
        asked = {code: names for code, names in of_layer.items() if names}
        for (code, names), share in zip(asked.items(), steps(progress, *[1.0] * len(asked))):
            made.update(self._of_layer(code, names, share))
        for name in wanted:
            if name not in made:
                absent = 0.0 if name.endswith((f"_{SHARE}", f"_{TOUCHES}", f"_{BORDER}")) else None
                made[name] = np.full(len(self._patches), absent, object if absent is None else float)
        return made

    def shares(self, code: str, progress: Progress = silent) -> overlay.Shares:
        """How the patches lie on a layer."""
        if code not in self._shares:
            self._shares[code] = overlay.shares(self.shapes, self._areas[code], progress, sound=True)
        return self._shares[code]

    def _of_layer(self, code: str, names: list[str], progress: Progress) -> dict[str, Any]:
        cutting, bordering = steps(progress, 10, 1)
        shares, frame = self.shares(code, cutting), self._layers[code]
        made: dict[str, Any] = {}
        for name in names:
            word = name[len(code) + 1 :]
            field = word[: -len(SHARE) - 1] if word.endswith(f"_{SHARE}") else word
            if word == SHARE:
                made[name] = shares.covered
            elif word == TOUCHES:
                made[name] = shares.meets.astype(float)
            elif word == BORDER:
                made[name] = overlay.on_border(self.shapes, self._areas[code], bordering).astype(float)
            elif field in frame.columns and name not in made:
                values = frame[field].where(frame[field].notna() & (frame[field] != ""), None)
                value, share = shares.dominant(values)
                made[f"{code}_{field}"], made[f"{code}_{field}_{SHARE}"] = value, share
        return made
