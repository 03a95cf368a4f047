"""Tuban (图斑): survey work on land-use patches in QGIS."""


def classFactory(iface):  # noqa: N802 - the name is QGIS's
    """Entry point of QGIS: the plugin object."""
    from .plugin import TubanPlugin

    return TubanPlugin(iface)
