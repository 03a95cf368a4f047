"""Tuban (图斑): survey work on land-use patches in QGIS."""


def classFactory(iface):  # noqa: N802 - the name is QGIS's
    """Entry point of QGIS: the plugin, or what says which packages it lacks."""
    from .packages import WithoutPackages, missing_packages

    missing = missing_packages()
    if missing:
        return WithoutPackages(iface, missing)
    from .plugin import TubanPlugin

    return TubanPlugin(iface)
