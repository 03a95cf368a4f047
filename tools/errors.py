"""What stops a run: one sentence for the user, never a traceback."""


class TubanError(Exception):
    """Input that cannot be worked with. The text is translated and says what is wrong, where, and what to do."""


class Cancelled(Exception):
    """The user stopped the run."""
