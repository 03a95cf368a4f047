"""What the interpretation dock does, without a widget: queue, choice, decisions, undo, recovery, session."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsFeature, QgsFeatureRequest, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...tools.errors import TubanError
from ...tools.labelling.classes import ClassFinder, finder
from ...tools.labelling.log import (
    DISCARDED,
    DONE,
    DOUBTFUL,
    REDONE,
    SAVED,
    SKIPPED,
    TODO,
    UNDONE,
    Decision,
    DecisionLog,
)
from ...tools.labelling.queue import Queue
from ...tools.labelling.session import Session, save_session
from ...tools.labelling.tags import MOST_WIDE, TAGS, WIDTH, TagField, decided, tag_fields
from ...tools.language import CHINESE, language, tr
from ...tools.linear import official_widths
from ...tools.standard import load
from .checks import Remark, RuleCheck, topology_remarks
from .layer_patches import (
    LayerFields,
    Patch,
    decode_texts,
    folder_of,
    is_scratch,
    log_path,
    number_text,
    profile_folder,
    require_interpretable,
    require_writable,
    session_path,
    user_name,
)
from .suggestions import Suggestion, TagSuggestions

EDITION = "2019"


@dataclass
class _Step:
    """An undo step of the layer and the decisions in it."""

    number: int
    text: str
    ids: list[str]


class InterpretationModel(QObject):
    """A queue over a layer, one patch of it in hand."""

    opened = pyqtSignal()
    shown = pyqtSignal()
    """Another patch is in hand."""
    chosen = pyqtSignal()
    """Class or tags of the patch in hand were chosen, nothing is decided yet."""
    counted = pyqtSignal()
    """States have changed."""
    told = pyqtSignal(str)
    """Something the user must know."""
    remarked = pyqtSignal()
    """An edited patch was checked with its neighbours."""
    closed = pyqtSignal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.standard = load(EDITION)
        self.finder: ClassFinder = finder(EDITION)
        self.rules = RuleCheck(self.standard)
        self.session = Session(who=user_name())
        self.layer: QgsVectorLayer | None = None
        self.queue: Queue | None = None
        self.frame = pd.DataFrame()
        """The patches of the queue as they were read."""
        self.log: DecisionLog | None = None
        self.patch: Patch | None = None
        self.code = ""
        self.tags: dict[str, Any] = {}
        self.remarks: list[Remark] = []
        self.offered: list[Decision] = []
        """Decisions of the log that the layer lacks, after a crash."""
        self._fields = LayerFields()
        self._suggester: TagSuggestions | None = None
        self._folder = Path()
        self._steps: list[_Step] = []
        self._last: tuple[str, dict[str, Any]] | None = None
        self._since = 0.0
        self._discarding = False
        self._edited: set[int] = set()
        self._saving = False
        self._renamed: int | None = None
        self._reopen = self._renumbered = False
        self._after_edit = QTimer(self)
        self._after_edit.setSingleShot(True)
        self._after_edit.setInterval(0)
        self._after_edit.timeout.connect(self._take_in_edits)

    # ------------------------------------------------------------------------------------------ open and close

    def prepare(self, layer: QgsVectorLayer, session: Session) -> LayerFields:
        """Look whether a queue can be opened; the fields are what `queue_reading.reader` needs."""
        decode_texts(layer)
        fields = LayerFields.of(layer, self.standard)
        require_interpretable(layer, session, fields)
        return fields

    def open(self, layer: QgsVectorLayer, session: Session, patches: pd.DataFrame) -> None:
        """Open a queue over patches that were read. Raises `TubanError` where that cannot be."""
        fields = self.prepare(layer, session)
        if patches.empty:
            raise TubanError(
                tr("No patch of layer {layer} is in the queue: widen filter or selection.").format(layer=layer.name())
            )
        self.close()
        session.who = session.who or user_name()
        session.layer, session.source = layer.id(), layer.source()
        self.log = self._open_log(layer, session)
        self._folder = self.log.path.parent
        self.layer, self.session, self._fields, self.frame = layer, session, fields, patches
        self._suggester = TagSuggestions(self.standard, session.scheme)
        self.queue = Queue.of(patches, session.order, self.log.states())
        self._connect(True)
        self._warn_of_doubles(patches)
        self.offered = self._lacking()
        start = self.queue.find(session.patch) if session.patch else None
        self.opened.emit()
        self.go(self.queue.place if start is None else start)

    def _warn_of_doubles(self, patches: pd.DataFrame) -> None:
        count = int(patches["key"].duplicated(keep=False).sum())
        if count:
            text = tr(
                "{count} patches of layer {layer} share their {field} with others: what is decided of one counts for "
                "all. Number the patches first."
            )
            self.told.emit(text.format(count=count, layer=self.layer.name(), field=self.session.key_field))

    def close(self) -> None:
        """Put the queue away; the session is kept, edits stay in the layer's edit buffer."""
        if self.layer is None:
            return
        self.keep_session()
        self._connect(False)
        self._forget()
        self.closed.emit()

    def keep_session(self) -> None:
        """Write the session, so that the queue opens here tomorrow."""
        if self.patch is not None:
            self.session.patch = self.patch.key
        try:
            save_session(self.session, session_path(self._folder, self.session.who))
        except TubanError as error:
            self.told.emit(str(error))

    def _forget(self) -> None:
        self.log.close()
        self.layer = self.queue = self.log = self.patch = None
        self._reopen = False
        self._steps.clear()
        self.offered, self.remarks, self.code, self.tags = [], [], "", {}

    def _open_log(self, layer: QgsVectorLayer, session: Session) -> DecisionLog:
        """The log beside the data; in the profile where nothing can be written there."""
        about = {"layer": layer.name(), "source": layer.publicSource(), "key": session.key_field, "who": session.who}
        first, second = folder_of(layer), profile_folder(layer)
        try:
            log = DecisionLog.open(log_path(first, session.who), about)
            if is_scratch(layer):
                text = tr(
                    "Layer {layer} is a scratch layer: QGIS drops its patches at the end, with what was decided. "
                    "Make it permanent as a GeoPackage first."
                )
                self.told.emit(text.format(layer=layer.name()))
            return log
        except TubanError:
            log = DecisionLog.open(log_path(second, session.who), about)
            text = tr("Beside the data of {layer} nothing can be written: its decisions are logged in {folder}.")
            self.told.emit(text.format(layer=layer.name(), folder=second))
            return log

    def _connect(self, on: bool) -> None:
        layer = self.layer
        for signal, slot in (
            (layer.undoStack().indexChanged, self._undo_moved),
            (layer.beforeCommitChanges, self._save_begins),
            (layer.afterCommitChanges, self._saved),
            (layer.beforeRollBack, self._discard_begins),
            (layer.afterRollBack, self._discarded),
            (layer.editingStopped, self._editing_stopped),
            (layer.featureAdded, self._feature_added),
            (layer.featureDeleted, self._feature_deleted),
            (layer.geometryChanged, self._geometry_changed),
            (QgsProject.instance().layersWillBeRemoved["QStringList"], self._layers_go),
        ):
            if on:
                signal.connect(slot)
            else:
                with suppress(TypeError, RuntimeError):
                    signal.disconnect(slot)

    def _layers_go(self, ids: list[str]) -> None:
        if self.layer.id() not in ids:
            return
        waiting = len(self.log.unsaved())
        name = self.layer.name()
        self.close()
        text = tr(
            "Layer {layer} was removed, its queue is closed. {count} decisions are in the log and not in the file: "
            "open the queue again to take them back."
        )
        self.told.emit(text.format(layer=name, count=waiting))

    # ------------------------------------------------------------------------------------------------ the queue

    def go(self, place: int) -> None:
        """Take the patch at a place in hand."""
        self.queue.place = place
        self._take(self._feature(place))

    def _feature(self, place: int) -> QgsFeature:
        """The patch at a place in the queue, by its key where the layer has renumbered its features meanwhile.

        A shapefile does so whenever editing ends after patches were deleted.
        """
        feature, key = self.layer.getFeature(int(self.queue.fids[place])), str(self.queue.keys[place])
        if not self._fields.is_other(feature, self.session.key_field, key):
            return feature
        found = self._fields.ids_by_key(self.layer, self.session.key_field)
        if key not in found:  # its key was changed
            return feature
        self.queue.renumber(found)
        return self.layer.getFeature(int(self.queue.fids[place]))

    def next(self) -> None:
        """The next patch in the queue, whatever its state."""
        self.go(self.queue.step(1))

    def previous(self) -> None:
        """The patch before."""
        self.go(self.queue.step(-1))

    def jump(self, text: str) -> None:
        """Go to a patch by its key (or its last digits) or by #number."""
        place = self.queue.find(text)
        if place is None:
            raise TubanError(tr("There is no patch {key} in the queue.").format(key=text))
        self.go(place)

    def coming(self) -> QgsFeature | None:
        """The patch that comes when this one is decided."""
        place = self.queue.next_to_do()
        return self._feature(place) if place != self.queue.place else None

    def _take(self, feature: QgsFeature) -> None:
        if not feature.isValid():
            self.patch = Patch(self.queue.fid, str(self.queue.keys[self.queue.place]), QgsGeometry(), {})
        else:
            self.patch = self._fields.patch(feature, self.session.key_field)
        self.code = str(self.patch.attributes.get("DLBM") or "").strip()
        self.tags = {name: self._text(name) for name in TAGS if name in self._fields.places}
        if WIDTH in self._fields.places:
            self.tags[WIDTH] = number_text(self.patch.attributes.get(WIDTH))
        self.remarks = []
        self._since = time.monotonic()
        self.shown.emit()

    def _text(self, name: str) -> str:
        value = self.patch.attributes.get(name)
        return "" if value is None else str(value).strip()

    # ------------------------------------------------------------------------------------------------ the choice

    def choose(self, code: str) -> None:
        """Choose a class for the patch in hand; tags that it may not have go."""
        if code not in self.finder.by_code:
            raise TubanError(tr("There is no land class {code}.").format(code=code))
        self.code = code
        allowed = {found.field: found for found in self.tag_fields()}
        for name, value in self.tags.items():
            if name not in allowed or not allowed[name].allows(value):
                self.tags[name] = ""
        self.chosen.emit()

    def toggle_tag(self, name: str, code: str) -> None:
        """Set a tag, or take it away where it is set."""
        self.tags[name] = "" if self.tags.get(name) == code else code
        if name == "GDPDJB" and "GDLX" not in {found.field for found in self.tag_fields()}:
            self.tags["GDLX"] = ""
        self.chosen.emit()

    def enter(self, name: str, text: str) -> None:
        """Set a tag that is a number, as it was typed."""
        try:
            number = float(text or 0.0)
        except ValueError:
            number = -1.0
        if not 0.0 <= number <= MOST_WIDE:
            raise TubanError(tr("“{text}” is no width: type metres, such as 4.5.").format(text=text))
        if number_text(number) != self.tags.get(name):
            self.tags[name] = number_text(number)
            self.chosen.emit()

    def suggestions(self) -> dict[str, Suggestion]:
        """What the tag rules would write into the fields that the chosen class may have, where it is not there yet."""
        if self.patch is None or self.code not in self.finder.by_code:
            return {}
        values = {**self.patch.attributes, **self._new_values()}
        found = self._suggester.of(self.layer, self.patch, values)
        offered = {one.field: one for one in self.tag_fields()}
        return {name: one for name, one in found.items() if name in offered and offered[name].allows(one.code)}

    def take_suggestions(self) -> None:
        """Choose what the tag rules suggest, and the measured width where there is none."""
        fields = [found for found in self.tag_fields() if found.free and found.tags and not self.tags.get(found.field)]
        self.tags.update({found.field: found.tags[0].code for found in fields})
        self.tags.update({name: one.code for name, one in self.suggestions().items()})
        self.chosen.emit()

    def repeat(self) -> None:
        """Choose class and tags of the last decision again."""
        if self._last is None:
            raise TubanError(tr("There is no decision yet to repeat."))
        code, tags = self._last
        self.choose(code)
        allowed = {found.field for found in self.tag_fields()}
        self.tags.update({name: value for name, value in tags.items() if name in allowed and name != WIDTH})
        self.chosen.emit()

    def tag_fields(self) -> list[TagField]:
        """The tag fields that the chosen class may have."""
        if self.code not in self.finder.by_code:
            return []
        fields, scheme = self._fields.places, self.session.scheme
        return tag_fields(self.standard, self.code, self.tags, fields, scheme, self._measured_width())

    def _measured_width(self) -> str:
        """The width of a linear feature by the official formula, "" for other classes."""
        if not self.standard.is_linear([self.code])[0] or self.patch.geometry.isNull():
            return ""
        shape = shapely.from_wkb(bytes(self.patch.geometry.asWkb()))
        return number_text(official_widths(np.array([shape]))[0])

    def missing_tags(self) -> list[str]:
        """Names of the fields that the chosen class must have and that are empty."""
        return [found.name for found in self.tag_fields() if found.required and not self.tags.get(found.field)]

    def candidates(self) -> list[str]:
        """The classes that the base map offers for the patch, where it offers any."""
        listed = []
        for name in self.session.candidate_fields:
            for code in self._text(name).replace(",", " ").replace("/", " ").split():
                if code in self.finder.by_code and code not in listed:
                    listed.append(code)
        return listed[:2]

    def change(self) -> str:
        """The class in the base year and what the choice would change, in a line."""
        base = self._text(self.session.base_field) if self.session.base_field else ""
        if not base:
            return ""
        if base == self.code:
            return tr("Base year: {base}, no change").format(base=self.class_text(base))
        groups = {"farm": tr("farm land"), "built": tr("built land"), "unused": tr("unused land")}
        before, after = (groups.get(found, "–") for found in self.standard.three_way_group([base, self.code]))
        text = tr("Base year: {base} ({before}) → {code} ({after})")
        return text.format(base=self.class_text(base), before=before, code=self.code or "–", after=after)

    def below_minimum(self) -> str:
        """A line where the patch is not above the minimum mapping area of the chosen class (plan IV.1.3)."""
        limit = float(self.standard.minimum_area([self.code])[0])
        if not self.code or not self.patch.area <= limit:
            return ""
        text = tr("{area:.0f} m² is not above the minimum mapping area of {limit:.0f} m²")
        return text.format(area=self.patch.area, limit=limit)

    def rule_remarks(self) -> list[Remark]:
        """What the rule book says of the patch as it is chosen now."""
        if self.patch is None or self.code not in self.finder.by_code:
            return []
        return self.rules.remarks({**self.patch.attributes, **self._new_values()})

    def class_text(self, code: str) -> str:
        """A class as people read it."""
        found = self.finder.by_code.get(code)
        if found is None:
            return code or "–"
        return f"{code} {found.name_zh if language() == CHINESE else found.name_en}"

    def _new_values(self) -> dict[str, Any]:
        return decided(self.standard, self.code, self.tags, self.patch.attributes, self.session.scheme)

    # ----------------------------------------------------------------------------------------------- to decide

    def decide(self, state: str = DONE) -> None:
        """Decide the patch in hand and take the next one. Where it raises `TubanError` nothing has changed."""
        if state == DONE and self.code not in self.finder.by_code:
            raise TubanError(tr("Choose a class first: type its code, its pinyin or its name."))
        self._follow_patch()
        patch, place = self.patch, self.queue.place
        keep = state == SKIPPED or self.code not in self.finder.by_code
        new = {} if keep else self._new_values()
        old = {name: patch.attributes[name] for name in new}
        self.require_editing()
        seconds = time.monotonic() - self._since
        self._write(f"{patch.key} → {self.code}", [(patch, old, new, state, seconds)])
        self.queue.set_state(place, state)
        self.queue.seconds.append(seconds)
        if not keep:
            self.queue.classes[place] = self.code
            self._last = (self.code, dict(self.tags))
        self.counted.emit()
        self.go(self.queue.next_to_do())

    def doubtful(self) -> None:
        """Decide, but mark the patch as doubtful."""
        self.decide(DOUBTFUL)

    def skip(self) -> None:
        """Leave the patch as it is and mark it as skipped."""
        self.decide(SKIPPED)

    def save(self) -> None:
        """Save the layer, which stays in editing. Raises `TubanError` where it cannot be written; nothing is lost."""
        waiting = len(self.log.unsaved())
        if self._reopen:  # SQLite goes on refusing a file that was read-only until it is opened anew
            self._reopen = False
            self.layer.dataProvider().leaveUpdateMode()
            self.layer.dataProvider().enterUpdateMode()
        if self.layer.isEditable() and not self.layer.commitChanges(False):
            reason = "; ".join(error.split("\n")[0] for error in self.layer.commitErrors())
            text = tr(
                "Layer {layer} could not be saved ({reason}). Your {count} decisions are still in the layer and in "
                "the log: free the file or the disk, and save again."
            )
            self._reopen = self.layer.storageType() == "GPKG"
            raise TubanError(text.format(layer=self.layer.name(), reason=reason, count=waiting))

    def require_editing(self) -> None:
        """Bring the layer into editing. Raises `TubanError` where it cannot be edited."""
        if not self.layer.isEditable() and not self.layer.startEditing():
            require_writable(self.layer)
            raise TubanError(tr("Layer {layer} cannot be edited now.").format(layer=self.layer.name()))

    def _write(
        self, text: str, decisions: list[tuple[Patch, dict, dict, str, float]], ids: list[str] | None = None
    ) -> None:
        """One undo step for decisions, and their lines in the log unless they are there already (`ids`)."""
        stack = self.layer.undoStack()
        self._steps = [step for step in self._steps if step.number <= stack.index()]
        self.layer.beginEditCommand(text)
        try:
            for patch, old, new, _state, _seconds in decisions:
                changes, before = self._fields.stored(new), self._fields.stored(old)
                if changes and not self.layer.changeAttributeValues(patch.fid, changes, before):
                    raise TubanError(
                        tr("Patch {key} cannot be changed in layer {layer}.").format(
                            key=patch.key, layer=self.layer.name()
                        )
                    )
            if ids is None:
                ids = [
                    self.log.decide(patch.key, patch.fid, old, new, state, self.session.who, seconds).id
                    for patch, old, new, state, seconds in decisions
                ]
        except TubanError:
            self.layer.destroyEditCommand()
            raise
        self._steps.append(_Step(stack.index() + 1, text, ids))
        self.layer.endEditCommand()

    # ------------------------------------------------------------------------------------------ undo, save, discard

    def _undo_moved(self, index: int) -> None:
        stack = self.layer.undoStack()
        if self._discarding or stack.count() == 0:
            return
        self._steps = [step for step in self._steps if stack.text(step.number - 1) == step.text]
        undone = [made for step in self._steps if step.number > index for made in step.ids if self.log.holds(made)]
        redone = [made for step in self._steps if step.number <= index for made in step.ids if not self.log.holds(made)]
        if undone or redone:
            self._mark({UNDONE: undone, REDONE: redone})

    def _mark(self, kinds: dict[str, list[str]], follow: bool = True) -> None:
        """Note in the log what became of decisions, and show the first of their patches again."""
        try:
            for kind, ids in kinds.items():
                self.log.mark(kind, ids)
        except TubanError as error:
            self.told.emit(str(error))
        touched = {made for ids in kinds.values() for made in ids}
        patches = [made.patch for made in self.log.decisions if made.id in touched]
        states = self.log.states()
        places = [place for key in patches if (place := self.queue.find(key)) is not None]
        for place in places:
            self.queue.set_state(place, states.get(str(self.queue.keys[place]), TODO))
        self.counted.emit()
        if places and follow:
            self.go(places[0])

    def _save_begins(self) -> None:
        self._saving = True

    def _saved(self) -> None:
        self._saving = False
        self._steps.clear()
        try:
            self.log.mark(SAVED, [made.id for made in self.log.unsaved() if made not in self.offered])
        except TubanError as error:
            self.told.emit(str(error))

    def _editing_stopped(self) -> None:
        """The patch in hand may get another feature id when the file is put in order, which comes after this signal."""
        self._renumbered = True
        QTimer.singleShot(0, self._follow_patch)

    def _follow_patch(self) -> None:
        if not self._renumbered:
            return
        self._renumbered = False
        if self.layer is not None and (feature := self._feature(self.queue.place)).isValid():
            self.patch.fid = feature.id()

    def _discard_begins(self) -> None:
        self._discarding = True

    def _discarded(self) -> None:
        self._discarding = False
        lost = [made for step in self._steps for made in step.ids if self.log.holds(made)]
        self._steps.clear()
        self._mark({DISCARDED: lost})

    # -------------------------------------------------------------------------------------------------- recovery

    def _lacking(self) -> list[Decision]:
        """Decisions of the log that are not in the layer; those that are there are marked as saved."""
        unsaved = self.log.unsaved()
        if not unsaved:
            return []
        after: dict[str, dict[str, Any]] = {}
        for made in unsaved:
            after.setdefault(made.patch, {}).update(made.new)
        now = {patch.key: patch.attributes for patch in self._patches_of(unsaved) if patch is not None}
        lacking = {
            key
            for key, values in after.items()
            if key in now and any(now[key].get(name) != value for name, value in values.items())
        }
        there = [made.id for made in unsaved if made.patch not in lacking]
        if not self.layer.isModified():
            with suppress(TubanError):
                self.log.mark(SAVED, there)
        return [made for made in unsaved if made.patch in lacking]

    def _patches_of(self, decisions: Iterable[Decision]) -> list[Patch | None]:
        """The patches of decisions as they are in the layer now, None where there is none."""
        places, key_field = self.queue.places(), self.session.key_field
        found: list[Patch | None] = []
        for made in decisions:
            place = places.get(made.patch)
            feature = self.layer.getFeature(made.fid) if place is None else self._feature(place)
            lost = not feature.isValid() or self._fields.is_other(feature, key_field, made.patch)
            found.append(None if lost else self._fields.patch(feature, key_field))
        return found

    def recover(self) -> int:
        """Take the offered decisions into the layer, as one undo step; how many."""
        self.require_editing()
        decisions = []
        for made, patch in zip(self.offered, self._patches_of(self.offered)):
            old = {name: patch.attributes.get(name) for name in made.new}
            decisions.append((patch, old, made.new, made.state, made.seconds))
        count = len(decisions)
        text = tr("{count} decisions taken back from the log").format(count=count)
        self._write(text, decisions, [made.id for made in self.offered])
        self.offered = []
        self.go(self.queue.place)
        return count

    def forget_offered(self) -> None:
        """Drop the offered decisions; their patches are to do again."""
        ids, self.offered = [made.id for made in self.offered], []
        self._mark({DISCARDED: ids}, follow=False)

    def take_in(self, decisions: Iterable[Decision]) -> int:
        """Take decisions of others into the layer and the log, as one undo step; how many there were."""
        self.require_editing()
        changes, decisions = [], [made for made in decisions if self.queue.find(made.patch) is not None]
        for made, patch in zip(decisions, self._patches_of(decisions)):
            if patch is not None:
                old = {name: patch.attributes.get(name) for name in made.new}
                changes.append((patch, old, made.new, made.state, made.seconds))
        if changes:
            self._write(tr("{count} decisions merged").format(count=len(changes)), changes)
            for patch, _old, _new, state, _seconds in changes:
                self.queue.set_state(self.queue.place_of(patch.fid), state)
            self.counted.emit()
            self.go(self.queue.place)
        return len(changes)

    # ------------------------------------------------------------------------------------------------- geometry

    def longest_neighbour(self) -> int:
        """Feature id of the neighbour with the longest common border. Raises `TubanError` where there is none."""
        shape = self.patch.geometry
        longest, found = 0.0, None
        for feature in self.layer.getFeatures(QgsFeatureRequest(shape.boundingBox())):
            if feature.id() != self.patch.fid:
                length = feature.geometry().intersection(shape).length()
                if length > longest:
                    longest, found = length, feature.id()
        if found is None:
            raise TubanError(tr("Patch {key} has no neighbour with a common border.").format(key=self.patch.key))
        return found

    def _feature_added(self, fid: int) -> None:
        if self._renamed is not None:
            self.queue.rename(self._renamed, fid)
            self._renamed = None
            return
        self._edited.add(fid)
        self._after_edit.start()

    def _feature_deleted(self, fid: int) -> None:
        if self._saving and fid < 0:  # a new patch gets its lasting id: the layer says so as deleted, then added
            self._renamed = fid
            return
        self.queue.remove(fid)
        self._edited.discard(fid)
        self._after_edit.start()

    def _geometry_changed(self, fid: int, _geometry: QgsGeometry) -> None:
        self._edited.add(fid)
        self._after_edit.start()

    def _take_in_edits(self) -> None:
        """New patches come next in the queue, in hand where one took the place of the patch; all are checked."""
        if self.layer is None:
            return
        edited, self._edited = sorted(self._edited), set()
        features = [feature for fid in edited if (feature := self.layer.getFeature(fid)).isValid()]
        arrived = None
        for feature in features:
            if self.queue.place_of(feature.id()) is None:
                patch = self._fields.patch(feature, "")
                self.queue.insert(patch.fid, patch.key, patch.attributes.get("DLBM"))
                arrived = patch.fid
        self.counted.emit()
        merged = arrived is not None and self.queue.place_of(self.patch.fid) is None
        self.go(self.queue.place_of(arrived) if merged else self.queue.place)
        self.remarks = topology_remarks(self.layer, features, self.standard)
        self.remarked.emit()
