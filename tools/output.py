"""Files that are written whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import TubanError
from .language import tr


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """A working path beside `path`: moved into its place when the block ends well, removed when it does not.

    Raises `TubanError` where the folder is missing or the file is held by another program; the old file stays then.
    """
    target = Path(path)
    require_folder(target)
    working = target.with_name(f".{target.stem}-{uuid.uuid4().hex[:8]}{target.suffix}")
    try:
        yield working
        working.replace(target)
    except OSError as error:
        raise unwritable(target, error.strerror or error) from error
    finally:
        working.unlink(missing_ok=True)


def require_folder(path: Path) -> None:
    """Raise `TubanError` where there is no folder for a file."""
    if not path.parent.is_dir():
        raise TubanError(tr("The folder of {path} does not exist: create it or choose another file.").format(path=path))


def unwritable(path: Path, reason: object) -> TubanError:
    """What to say of a file that cannot be written."""
    return TubanError(
        tr("{path} cannot be written ({reason}): close what has it open or choose another file.").format(
            path=path, reason=reason
        )
    )
