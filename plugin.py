"""Registers the provider, the menu, the docks and the translation; nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QSettings, QTranslator, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu

from .forms import entries
from .forms.shelf import DockShelf
from .processing_provider.models import FOLDER
from .processing_provider.provider import TubanProvider
from .tools import language
from .tools.language import tr

HERE = Path(__file__).resolve().parent
CONTEXT = "Tuban"


class TubanPlugin:
    """The plugin as QGIS holds it, with a window (`initGui`) or without (`initProcessing`)."""

    def __init__(self, iface: Any):
        self.iface = iface
        self.provider: TubanProvider | None = None
        self.menu: QMenu | None = None
        self.docks: DockShelf | None = None
        self._actions: list[QAction] = []
        self._translator = install_translation()

    def initProcessing(self) -> None:
        self.provider = TubanProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)
        self.provider.refreshAlgorithms()  # models find their steps only once the registry knows the provider

    def initGui(self) -> None:
        self.initProcessing()
        self.menu = QMenu(tr("Tuban 图斑"), self.iface.mainWindow())
        self.menu.setObjectName("tuban_menu")
        self.menu.setIcon(QIcon(str(HERE / "resources" / "icons" / "tuban.svg")))
        for title, algorithm in (
            (tr("Run the county acceptance…"), "tuban:county_acceptance"),
            (tr("Check topology…"), "tuban:check_topology"),
            (tr("Check attributes…"), "tuban:check_attributes"),
            (tr("Make a sample county…"), "tuban:create_sample_county"),
        ):
            self._add(title, lambda _checked=False, name=algorithm: open_dialog(name))
        self.menu.addSeparator()
        self.docks = DockShelf(self.iface, self.menu, entries())
        self.menu.addSeparator()
        modeler = tr("Open the acceptance model in the modeler…")
        self._add(modeler, lambda _checked=False: open_model("county_acceptance"))
        self._add(tr("User guide"), lambda _checked=False: open_guide())
        self.iface.pluginMenu().addMenu(self.menu)

    def unload(self) -> None:
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.docks is not None:
            self.docks.clear()
            self.docks = None
        if self.menu is not None:
            self.iface.pluginMenu().removeAction(self.menu.menuAction())
            self.menu.deleteLater()
            self.menu = None
        for action in self._actions:
            action.deleteLater()
        self._actions.clear()
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        language.install(lambda text: text, language.ENGLISH)

    def _add(self, title: str, slot: Any) -> None:
        action = QAction(title, self.iface.mainWindow())
        action.triggered.connect(slot)
        self.menu.addAction(action)
        self._actions.append(action)


def open_dialog(algorithm: str) -> None:
    """Open an algorithm's dialog as the toolbox would."""
    import processing

    processing.execAlgorithmDialog(algorithm)


def open_model(name: str) -> None:
    """Open a shipped model in the graphical modeler, to look at it or to save a changed copy."""
    from processing.modeler.ModelerDialog import ModelerDialog

    dialog = ModelerDialog.create()
    dialog.loadModel(str(FOLDER / f"{name}.model3"))
    dialog.show()


def open_guide() -> None:
    """Open the user guide that is shipped with the plugin, in the user's language."""
    name = "README.zh_CN.md" if language.language() == language.CHINESE else "README.md"
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(HERE / name)))


def install_translation() -> QTranslator | None:
    """Load the zh_CN catalogue when QGIS speaks Chinese, and tell the engine which language to use."""
    locale = QgsApplication.instance().locale() if QgsApplication.instance() else ""
    if QSettings().value("locale/overrideFlag", False, type=bool):
        locale = QSettings().value("locale/userLocale", locale)
    if not str(locale).lower().startswith("zh"):
        return None
    translator = QTranslator()
    if not translator.load(str(HERE / "i18n" / "tuban_zh_CN.qm")):
        return None
    QCoreApplication.installTranslator(translator)
    language.install(lambda text: QCoreApplication.translate(CONTEXT, text), language.CHINESE)
    return translator
