"""Long work of docks: in a thread, with progress and cancel in QGIS's task bar."""

from __future__ import annotations

import traceback
from typing import Any, Callable

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsTask

from ..tools.errors import Cancelled, TubanError
from ..tools.language import tr
from ..tools.progress import Progress


class Work(QgsTask):
    """One piece of work. `done` gets its result, `failed` one sentence, empty where it was cancelled."""

    def __init__(
        self, title: str, work: Callable[[Progress], Any], done: Callable[[Any], None], failed: Callable[[str], None]
    ):
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work, self._done, self._failed = work, done, failed
        self._result: Any = None
        self._error = ""

    def start(self) -> Work:
        """Hand it to QGIS; whoever starts it keeps it until it has ended."""
        QgsApplication.taskManager().addTask(self)
        return self

    def forget(self) -> None:
        """Stop it, and tell nobody what came of it."""
        self._done = self._failed = lambda _result: None
        self.cancel()

    def run(self) -> bool:
        try:
            self._result = self._work(self._progress)
        except Cancelled:
            return False
        except (TubanError, OSError) as error:
            self._error = str(error)
            return False
        except Exception as error:
            QgsMessageLog.logMessage(traceback.format_exc(), "Tuban", Qgis.MessageLevel.Critical)
            self._error = tr("This failed by a fault of Tuban's own ({reason}): please report it.").format(reason=error)
            return False
        return True

    def finished(self, successful: bool) -> None:
        if successful:
            self._done(self._result)
        else:
            self._failed(self._error)

    def _progress(self, percent: float) -> None:
        if self.isCanceled():
            raise Cancelled
        self.setProgress(percent)
