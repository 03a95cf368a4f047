"""Survey databases: made empty to the standard, and filled from layers of any make."""

from .database import CODE_TABLE, create_file, create_in_postgis, is_new_enough
from .importing import GUESS, REPORT, SECOND, THIRD, Import, guess_mapping, import_patches
from .repairs import AMBIGUOUS, CHANGED, REFUSED

__all__ = [
    "AMBIGUOUS",
    "CHANGED",
    "CODE_TABLE",
    "GUESS",
    "REFUSED",
    "REPORT",
    "SECOND",
    "THIRD",
    "Import",
    "create_file",
    "create_in_postgis",
    "guess_mapping",
    "import_patches",
    "is_new_enough",
]
