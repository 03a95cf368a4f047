"""What users hand in that cannot be worked with, or only with a word said: one list for Processing and qgis_process."""

from __future__ import annotations

import re


def is_one_sentence(text: str) -> bool:
    """Whether a refusal is one line for a user: no traceback, no fault of the code, with a full stop."""
    line = text.strip()
    return "\n" not in line and not re.search(r"Traceback|fault of its own", line) and line[-1] in ".。"
