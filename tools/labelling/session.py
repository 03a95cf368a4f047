"""The session: what the dock must know to go on tomorrow where it stopped today."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..errors import TubanError
from ..language import tr
from ..output import whole_file
from .queue import BY_PLACE
from .tags import CROP_SCHEME

VERSION = 2

MARGIN = 1.0
"""Of the size of a patch, shown around it on each side."""


@dataclass
class Session:
    """Queue, layers, position and keys. Layers are meant by their id in the project and by their source."""

    layer: str = ""
    source: str = ""
    key_field: str = "BSM"
    expression: str = ""
    selected: list[str] = field(default_factory=list)
    """Keys of the patches, where the queue was made of a selection or is the part of one person."""
    order: str = BY_PLACE
    priority_field: str = ""
    base_field: str = ""
    """Field of the class in the base year."""
    candidate_fields: list[str] = field(default_factory=list)
    """One or two fields with the classes that the base map offers."""
    scheme: str = CROP_SCHEME
    who: str = ""
    patch: str = ""
    """Key of the patch that was shown last."""
    margin: float = MARGIN
    dimmed: bool = False
    at_once: bool = True
    """A favourite decides at once; without it waits for Enter."""
    favourites: dict[str, str] = field(default_factory=dict)
    """Class by digit, 0 to 9."""
    views: list[str] = field(default_factory=list)
    """Map themes of the project: each is a map beside the main one."""


def save_session(session: Session, path: str | Path) -> None:
    """Write a session, whole or not at all."""
    text = json.dumps({"version": VERSION, **asdict(session)}, ensure_ascii=False, indent=1)
    with whole_file(path) as working:
        working.write_text(text, encoding="utf-8")


def load_session(path: str | Path) -> Session:
    """Read a session of this or an older version. Raises `TubanError` for one that is newer, or no session."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        version = int(data.pop("version"))
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        text = tr("{path} is no session of the interpretation dock: open the queue anew.")
        raise TubanError(text.format(path=path)) from error
    if version > VERSION:
        text = tr("The session {path} was written by a newer Tuban: update this one first.")
        raise TubanError(text.format(path=path))
    for older in range(version, VERSION):
        data = _MIGRATIONS[older](data)
    known = {name: value for name, value in data.items() if name in Session.__dataclass_fields__}
    return Session(**known)


def _favourites_by_digit(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1 had a list of favourites, the first on key 1, and the tenth on key 0."""
    favourites = {str((place + 1) % 10): code for place, code in enumerate(data.get("favourites", [])) if code}
    return {**data, "favourites": favourites}


_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _favourites_by_digit}
