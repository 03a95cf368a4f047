"""Work shared by several people: a queue cut by area, who has claimed what, and decisions put together again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import TubanError
from ..language import tr
from ..output import whole_file
from ..quality.lock import only_writer
from .log import Decision, DecisionLog
from .queue import BY_PLACE, ranked


@dataclass(frozen=True)
class Part:
    """A part of the work: neighbouring patches, and who has claimed it."""

    name: str
    patches: tuple[str, ...]
    who: str = ""


@dataclass(frozen=True)
class Conflict:
    """A patch that two people decided differently: their last decisions."""

    patch: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Merged:
    """Decisions of several logs: what all agree on or only one has decided, and the rest."""

    decisions: tuple[Decision, ...]
    conflicts: tuple[Conflict, ...]


def shared_out(patches: pd.DataFrame, parts: int) -> list[Part]:
    """Cut a frame (as `Queue.of` takes it) into parts of neighbouring patches and about equal numbers."""
    if not 0 < parts <= max(len(patches), 1):
        text = tr("{count} patches cannot be shared out in {parts} parts: choose 1 to {count} parts.")
        raise TubanError(text.format(count=len(patches), parts=parts))
    keys = patches["key"].to_numpy(object)[ranked(patches, BY_PLACE)]
    return [Part(str(number), tuple(some.tolist())) for number, some in enumerate(np.array_split(keys, parts), 1)]


def save_parts(parts: Sequence[Part], path: str | Path) -> None:
    """Write a plan of the work, for all who take part in it."""
    listed = [{"name": part.name, "who": part.who, "patches": list(part.patches)} for part in parts]
    with whole_file(path) as working:
        working.write_text(json.dumps({"version": 1, "parts": listed}, ensure_ascii=False), encoding="utf-8")


def load_parts(path: str | Path) -> list[Part]:
    """Read a plan of the work."""
    try:
        listed = json.loads(Path(path).read_text(encoding="utf-8"))["parts"]
        return [Part(part["name"], tuple(part["patches"]), part["who"]) for part in listed]
    except (OSError, ValueError, KeyError, TypeError) as error:
        text = tr("{path} is no plan of shared work: make one with “Share out…”.")
        raise TubanError(text.format(path=path)) from error


def claim(path: str | Path, name: str, who: str) -> Part:
    """Take a part of the work: of two who ask at once only one gets it. Raises `TubanError` where another has it."""
    with only_writer(Path(path).with_suffix(".lock")):
        parts = {part.name: part for part in load_parts(path)}
        if name not in parts:
            raise TubanError(tr("The plan has no part {name}.").format(name=name))
        if parts[name].who not in ("", who):
            text = tr("Part {name} is claimed by {who} already: take another.")
            raise TubanError(text.format(name=name, who=parts[name].who))
        parts[name] = Part(name, parts[name].patches, who)
        save_parts(list(parts.values()), path)
        return parts[name]


def merged(logs: Iterable[DecisionLog]) -> Merged:
    """The last decision on each patch; where people differ in fields or state it is a conflict, in order of time."""
    last: dict[str, dict[str, Decision]] = {}
    for log in logs:
        for made in log.in_effect():
            by_person = last.setdefault(made.patch, {})
            if made.who not in by_person or by_person[made.who].when <= made.when:
                by_person[made.who] = made
    agreed, conflicts = [], []
    for patch, by_person in last.items():
        decisions = sorted(by_person.values(), key=lambda made: made.when)
        if len({(made.state, json.dumps(_outcome(made), sort_keys=True)) for made in decisions}) == 1:
            agreed.append(decisions[-1])
        else:
            conflicts.append(Conflict(patch, tuple(decisions)))
    return Merged(tuple(agreed), tuple(conflicts))


def _outcome(made: Decision) -> Mapping[str, object]:
    """What the decided fields hold afterwards; the same value may have been there before for one of them."""
    return made.new
