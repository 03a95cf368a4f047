"""The interpretation dock in a real QGIS window under Xvfb: `python bench/interpretation.py [patches in the layer]`.

With `--openings` queues are opened over the kinds of layers that there are, instead of 500 patches decided.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "bench" / "interpretation"
SETTINGS = """[PythonPlugins]
tuban=true
[qgis]
checkVersion=false
showTips=false
[locale]
overrideFlag=true
userLocale=en_US
"""


def main() -> int:
    numbers = [int(given) for given in sys.argv[1:] if given.isdigit()]
    patches = numbers[0] if numbers else 200_000
    inside = "interpretation_openings_in_qgis.py" if "--openings" in sys.argv else "interpretation_in_qgis.py"
    county, result = FOLDER / f"county_{patches}" / "county.gpkg", FOLDER / "result.json"
    if not county.exists():
        import counties

        county.parent.mkdir(parents=True, exist_ok=True)
        counties.make(patches, county.parent)
    working = FOLDER / "working"
    shutil.rmtree(working, ignore_errors=True)
    profile = working / "profile" / "profiles" / "default" / "QGIS"
    profile.mkdir(parents=True)
    (profile / "QGIS3.ini").write_text(SETTINGS, encoding="utf-8")
    shutil.copy(county, working / "county.gpkg")
    result.unlink(missing_ok=True)
    environment = {
        **os.environ,
        "TUBAN_BENCH_PATCHES": "500",
        "TUBAN_BENCH_COUNTY": str(working / "county.gpkg"),
        "TUBAN_BENCH_RESULT": str(result),
    }
    environment.pop("QT_QPA_PLATFORM", None)
    command = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", str(ROOT / ".venv" / "bin" / "qgis"), "--nologo"]
    command += ["--noversioncheck", "--profiles-path", str(working / "profile")]
    command += ["--code", str(Path(__file__).with_name(inside))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    if not result.exists():
        sys.stderr.write(done.stderr[-3000:])
        return 1
    for name, value in json.loads(result.read_text(encoding="utf-8")).items():
        print(f"{name:60} {value:>10}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
