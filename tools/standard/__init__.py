"""What the standard says, edition by edition: classes, code lists, layers, fields and the rule book, as tables."""

from .edition import Standard, edition_name, editions, load, read_edition

__all__ = ["Standard", "edition_name", "editions", "load", "read_edition"]
