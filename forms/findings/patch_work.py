"""What the findings dock does with patches: find them, check them again, repair them. No widgets.

Reading happens in the main thread and takes only what lies around a fault, edits that are not saved among it; the
engine's work is a function for any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingContext,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)

from ...processing_provider import compat
from ...processing_provider.frames import LayerInput, layer_input, whole_source
from ...tools.errors import TubanError
from ...tools.files import to_wkb
from ...tools.language import tr
from ...tools.progress import Progress, steps
from ...tools.quality.findings import joined
from ...tools.quality.rules import check_rules
from ...tools.quality.run import Run
from ...tools.quality.sandbox import mentions
from ...tools.standard import Standard
from ...tools.topology import KINDS, TopologySettings
from ...tools.topology.changed import Given, check_selected
from ...tools.topology.repair import Repair, RepairSettings, repair_topology

MULTIPART = "multipart"
"""Its parts get BSM that no other patch of the whole layer has."""

AROUND = 20.0
"""m: how far around patches others are looked at."""

_TOUCHING = 0.001
"""m: patches that are no farther from a fault lie at it."""

OUTLINE, VILLAGES, TOWNSHIP = "XZQ", "CJDCQ", "ZLDWDM"
IDENTIFIER = "BSM"
_TOWNSHIP_DIGITS = 9

Box = tuple[float, float, float, float]


def as_input(layer: QgsVectorLayer) -> LayerInput:
    """A layer of the project as the engine's input; to be called in the main thread."""
    return layer_input(whole_source(layer, QgsProcessingContext()), layer, True)


@dataclass
class PatchIndex:
    """Where the patches of a layer are: feature ids and townships by their key."""

    key: str
    ids: dict[str, int]
    townships: dict[str, str]


def read_index(layer: LayerInput, progress: Progress) -> PatchIndex:
    """Read keys and townships of all patches, without their shapes."""
    own = [layer.fields.at(place).name() for place in range(layer.fields.count())]
    names = {layer.spelt(name): name for name in own}
    key = IDENTIFIER if IDENTIFIER in names else ""
    wanted = [layer.fields.lookupField(names[name]) for name in (key, TOWNSHIP) if name in names]
    request = QgsFeatureRequest().setFlags(compat.NO_GEOMETRY).setSubsetOfAttributes(wanted)
    index, with_township = PatchIndex(key, {}, {}), TOWNSHIP in names
    total = max(layer.source.featureCount(), 1)
    for done, feature in enumerate(layer.source.getFeatures(request, compat.SKIP_VALIDITY_CHECKS)):
        if done % 5000 == 0:
            progress(min(100.0 * done / total, 100.0))
        values = feature.attributes()
        name = _text(values[wanted[0]]) if key else ""
        name = name or str(feature.id())
        index.ids[name] = feature.id()
        if with_township:
            index.townships[name] = _text(values[wanted[-1]])[:_TOWNSHIP_DIGITS]
    return index


def township_names(project: QgsProject) -> dict[str, str]:
    """Names of townships, from a layer of administrative areas with XZQDM and XZQMC."""
    layer = layer_called(project, OUTLINE, "XZQDM")
    if layer is None or layer.fields().lookupField("XZQMC") < 0:
        return {}
    code, name = (layer.fields().lookupField(field) for field in ("XZQDM", "XZQMC"))
    request = QgsFeatureRequest().setFlags(compat.NO_GEOMETRY)
    rows = ((_text(feature[code]), _text(feature[name])) for feature in layer.getFeatures(request))
    return {digits[:_TOWNSHIP_DIGITS]: title for digits, title in rows if len(digits) >= _TOWNSHIP_DIGITS}


def layer_called(project: QgsProject, name: str, *fields: str) -> QgsVectorLayer | None:
    """The polygon layer of the project whose title begins with a name and that has these fields."""
    for layer in project.mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and layer.isValid() and layer.geometryType() == compat.POLYGONS:
            begins = layer.name().upper().startswith(name)
            if begins and all(layer.fields().lookupField(field) >= 0 for field in fields):
                return layer
    return None


def feature_ids(layer: QgsVectorLayer, index: PatchIndex, names: list[str]) -> dict[str, int]:
    """The feature ids of patches by name, those added since the layer was read among them."""
    found = {}
    for name in names:
        number = index.ids.get(name)
        if number is None or not layer.getFeature(number).isValid():
            number = _looked_up(layer, index, name)
        if number is not None:
            found[name] = number
    return found


def _looked_up(layer: QgsVectorLayer, index: PatchIndex, name: str) -> int | None:
    if not index.key:
        return None
    place = layer.fields().lookupField(index.key)
    if place < 0:
        return None
    expression = QgsExpression.createFieldEqualityExpression(layer.fields().at(place).name(), name)
    request = QgsFeatureRequest().setFilterExpression(expression).setFlags(compat.NO_GEOMETRY).setLimit(1)
    return next((feature.id() for feature in layer.getFeatures(request)), None)


@dataclass
class Surroundings:
    """Patches around a fault: those `meant`, and all others near them."""

    frame: gpd.GeoDataFrame
    meant: np.ndarray
    layer: str
    key: str
    names: frozenset[str]
    """Those of the patches meant, and of patches that are gone since the layer was read."""
    outline: gpd.GeoDataFrame | None = None
    villages: gpd.GeoDataFrame | None = None


def surroundings(
    layer: QgsVectorLayer, index: PatchIndex, names: list[str], faults: list[Any], project: QgsProject
) -> Surroundings:
    """The patches of these names with all that lies around them and around their known faults (shapely, in the layer's
    system). Where a patch is gone since the layer was read, as by a merge, those at the faults are meant.
    Raises `TubanError` where the layer never had one of them.
    """
    given = as_input(layer)
    ids = feature_ids(layer, index, names)
    gone = {name for name in names if name in index.ids and name not in ids}
    if not ids and not gone:
        text = tr("Layer {layer} has no patch {patches}: choose the layer that was checked.")
        raise TubanError(text.format(layer=layer.name(), patches=", ".join(names)))
    faults = [fault for fault in faults if fault is not None and not fault.is_empty]
    boxes = [_bounds(layer.getFeature(number).geometry()) for number in ids.values()]
    boxes += [shapely.bounds(fault) for fault in faults]
    boxes = np.array(boxes, float).reshape(-1, 4)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if not len(boxes):
        raise TubanError(
            tr("The patches {patches} have no shape: there is no place to look at.").format(patches=", ".join(names))
        )
    box = (*(boxes[:, :2].min(axis=0) - AROUND), *(boxes[:, 2:].max(axis=0) + AROUND))
    frame = given.near(box)
    meant = frame.index.isin(list(ids.values()))
    if gone:
        meant |= shapely.dwithin(frame.geometry.to_numpy(), shapely.union_all(faults), _TOUCHING)
    around = Surroundings(frame, meant, given.table, index.key or IDENTIFIER, frozenset({*ids, *gone}))
    around.outline = _clipped(layer_called(project, OUTLINE, "XZQDM"), layer, box)
    villages = layer_called(project, VILLAGES, "ZLDWDM")
    around.villages = None if villages is None or villages.crs() != layer.crs() else as_input(villages).near(box)
    return around


def _clipped(outline: QgsVectorLayer | None, layer: QgsVectorLayer, box: Box) -> gpd.GeoDataFrame | None:
    """The county within a box: beyond it there are no patches to be seen."""
    if outline is None or outline.crs() != layer.crs():
        return None
    frame = as_input(outline).near(box)
    inside = shapely.intersection(shapely.make_valid(frame.geometry.to_numpy()), shapely.box(*box))
    inside = inside[shapely.area(inside) > 0]
    return gpd.GeoDataFrame(geometry=inside, crs=frame.crs) if len(inside) else None


# ------------------------------------------------------------------------------------------------ check again


@dataclass
class Recheck:
    """What a check of some patches found, and what it looked for."""

    found: gpd.GeoDataFrame
    run: Run
    names: frozenset[str]


def check_again(
    around: Surroundings, standard: Standard, before: Run | None, layer: str, progress: Progress
) -> Recheck:
    """The findings of the patches meant: topology, and the rules that look at one patch alone.

    `before` is the last run of the topology check, of which the thresholds are taken over; `layer` is what findings
    call the layer.
    """
    topology, attributes = steps(progress, 3, 1)
    settings = _settings(around, before)
    given = Given(
        around.frame, around.outline, standard, settings, layer=layer, key=around.key, villages=around.villages
    )
    found = [check_selected(given, around.meant, progress=topology)] if around.meant.any() else []
    rules = standard.rules[standard.rules["layer"] == layer]
    alone = [not mentions(f"{rule.scope} {rule.condition}", layer) for rule in rules.fillna("").itertuples()]
    rules = rules[np.array(alone, bool)]  # no rule at all where the layer is not called as in the standard
    patches = around.frame[around.meant]
    checked = check_rules(patches, rules, layer=layer, standard=standard, key=around.key, progress=attributes)
    book = standard.rules[standard.rules["check"].isin([f"geometry:{kind}" for kind in settings.kinds])]
    run = Run("tuban:findings_dock", source=layer, edition="2019", layers=[layer], rules=[*book.index, *checked.ran])
    run.finish({layer: int(around.meant.sum())})
    return Recheck(joined([*found, checked.findings], around.frame.crs), run, around.names)


def _settings(around: Surroundings, before: Run | None) -> TopologySettings:
    """What the last run went by, without the kinds that need a layer which is not there."""
    lacking = {"crosses_village"} if around.villages is None else set()
    if around.outline is None:
        lacking |= {"outside_county", "uncovered"}
    chosen = KINDS if before is None or before.kinds is None else before.kinds
    kinds = tuple(kind for kind in KINDS if kind in chosen and kind not in lacking)
    limits = {} if before is None else {name.lower(): value for name, value in before.tolerances.items()}
    known = {name for name in vars(TopologySettings()) if name != "kinds"}
    return TopologySettings(kinds=kinds, **{name: float(value) for name, value in limits.items() if name in known})


def last_topology_run(runs: list[dict[str, Any]]) -> Run | None:
    """The last run of the topology check of an error GeoPackage."""
    for row in reversed(runs):
        if str(row.get("tool", "")).endswith(":check_topology"):
            return Run(row["tool"], kinds=row.get("kinds"), tolerances=row.get("tolerances") or {})
    return None


# ------------------------------------------------------------------------------------------------ repair


@dataclass
class Proposal:
    """A repair that has not been done: shapes before and after by feature id (WKB), and what it would do in words."""

    before: dict[int, bytes]
    after: dict[int, bytes]
    gone: list[int]
    """Feature ids of patches that are merged into others."""
    added: list[Part]
    """Parts of patches that become patches."""
    names: list[str]
    """The patches that gain, lose or come about."""
    shapes: list[Any]
    """The patches as they would be, for the map."""
    lines: list[str]
    """What each patch would gain or lose."""


@dataclass(frozen=True)
class Part:
    """A part that becomes a patch: with the attributes of the patch it was split off, but a BSM of its own."""

    source: int
    shape: bytes
    identifier: Any


def propose(
    around: Surroundings,
    standard: Standard,
    kind: str,
    fault: Any,
    tolerance: float,
    whole: LayerInput,
    progress: Progress,
) -> Proposal:
    """What the safe repair would do about one fault; the patches that it touches may change, all others stay.

    `whole` is the layer, of which the BSM are read where new ones are needed. Raises `TubanError` with the reason where
    nothing can be done.
    """
    reading, repairing = steps(progress, 1, 1)
    frame, alone = around.frame, kind == MULTIPART
    chosen = around.meant.copy()
    if fault is not None and not alone:
        chosen |= shapely.dwithin(frame.geometry.to_numpy(), fault, max(tolerance, _TOUCHING))
    repair = repair_topology(
        frame,
        around.outline,
        standard,
        RepairSettings(actions=(kind,), tolerance=tolerance),
        layer=around.layer,
        key=around.key,
        villages=around.villages,
        chosen=chosen,
        taken=read_index(whole, reading).ids if alone else (),
        progress=repairing,
    )
    proposal = _proposal(frame[chosen].geometry, repair)
    if not proposal.before:
        raise TubanError(_reason(repair.remaining, kind, fault))
    if IDENTIFIER in frame and any(part.identifier is None for part in proposal.added):
        text = tr(
            "Patch {patch} has no BSM of 18 digits, from which those of its parts could follow: give it one first."
        )
        raise TubanError(text.format(patch=", ".join(sorted(around.names))))
    return proposal


def _proposal(old: gpd.GeoSeries, repair: Repair) -> Proposal:
    new = repair.patches.geometry
    kept = new.index.intersection(old.index)
    changed = [number for number in kept if _wkb(old[number]) != _wkb(new[number])]
    gone = [int(number) for number in old.index.difference(new.index)]
    given = repair.patches[IDENTIFIER] if IDENTIFIER in repair.patches else pd.Series(None, new.index, object)
    added = [Part(int(source), _wkb(new[number]), given[number]) for number, source in repair.sources.items()]
    ledger = repair.ledger[repair.ledger["patch"] != ""]
    return Proposal(
        {int(number): _wkb(old[number]) for number in [*changed, *gone]},
        {int(number): _wkb(new[number]) for number in changed},
        gone,
        added,
        list(dict.fromkeys(ledger["patch"])),
        [new[number] for number in [*changed, *repair.sources]],
        _lines(ledger),
    )


def _reason(remaining: gpd.GeoDataFrame, kind: str, fault: Any) -> str:
    told = remaining[remaining["kind"] == kind]
    if fault is not None and len(told):
        told = told[told.geometry.intersects(fault)]
    message = told["message"].iloc[0] if len(told) else ""
    if message:
        return tr("The safe repair leaves this finding: {reason}").format(reason=message)
    return tr("There is nothing to repair here any more: check the patch again.")


def _lines(ledger: gpd.GeoDataFrame) -> list[str]:
    lines = []
    for name, rows in ledger.groupby("patch", sort=False):
        change, note = rows["change"].sum(), next((text for text in rows["note"] if text), "")
        lines.append(f"{name}: {change:+.4f} m²" + (f" ({note})" if note else ""))
    return lines


def _wkb(shape: Any) -> bytes:
    return to_wkb(np.array([shape], object), multi=shape.geom_type.startswith("Multi"))[0] or b""


def apply(layer: QgsVectorLayer, proposal: Proposal) -> None:
    """Do a repair as one step of the layer's undo stack. Raises `TubanError`, and changes nothing, where it cannot."""
    _refuse_unless_editable(layer, proposal)
    layer.beginEditCommand(tr("Safe repair of a finding"))
    multi = QgsWkbTypes.isMultiType(layer.wkbType())
    done = True
    for number, shape in proposal.after.items():
        done = done and layer.changeGeometry(number, _geometry(shape, multi))
    for number in proposal.gone:
        done = done and layer.deleteFeature(number)
    for part in proposal.added:
        done = done and layer.addFeature(_new_feature(layer, part, multi))
    if not done:
        layer.destroyEditCommand()
        raise TubanError(tr("Layer {layer} did not take the change: nothing was done.").format(layer=layer.name()))
    layer.endEditCommand()
    layer.triggerRepaint()


def _geometry(shape: bytes, multi: bool) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(shape)
    if multi:
        geometry.convertToMultiType()
    return geometry


def _new_feature(layer: QgsVectorLayer, part: Part, multi: bool) -> QgsFeature:
    """A feature with the attributes of another, but its own BSM; what the file numbers itself, it numbers."""
    values = dict(enumerate(layer.getFeature(part.source).attributes()))
    for place in layer.primaryKeyAttributes():
        values.pop(place, None)
    place = layer.fields().lookupField(IDENTIFIER)
    if place >= 0:
        values[place] = part.identifier
    return QgsVectorLayerUtils.createFeature(layer, _geometry(part.shape, multi), values)


def _refuse_unless_editable(layer: QgsVectorLayer, proposal: Proposal) -> None:
    if QgsWkbTypes.hasZ(layer.wkbType()) or QgsWkbTypes.hasM(layer.wkbType()):
        text = tr("Layer {layer} has Z or M values, which a repair would drop: export it without them first.")
        raise TubanError(text.format(layer=layer.name()))
    for number, shape in proposal.before.items():
        geometry = layer.getFeature(number).geometry()
        if geometry.isNull() or not shapely.equals(shapely.from_wkb(bytes(geometry.asWkb())), shapely.from_wkb(shape)):
            raise TubanError(tr("The patches have changed since the preview: ask for the repair again."))
    if not layer.isEditable() and not layer.startEditing():
        text = tr("Layer {layer} cannot be edited: check that the file may be written and nobody else edits it.")
        raise TubanError(text.format(layer=layer.name()))


# ------------------------------------------------------------------------------------------------ systems


def in_system(
    box: Box, source: QgsCoordinateReferenceSystem, target: QgsCoordinateReferenceSystem, project: QgsProject
) -> Box:
    """A box in another reference system; as it is where one of the two is not known."""
    if not (source.isValid() and target.isValid()) or source == target:
        return box
    try:
        found = QgsCoordinateTransform(source, target, project).transformBoundingBox(QgsRectangle(*box))
    except QgsCsException:
        return box
    return found.xMinimum(), found.yMinimum(), found.xMaximum(), found.yMaximum()


def _bounds(geometry: QgsGeometry) -> Box:
    box = geometry.boundingBox()
    if geometry.isNull():
        return (np.nan,) * 4
    return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()


def _text(value: Any) -> str:
    return "" if compat.is_null(value) else str(value).strip()
