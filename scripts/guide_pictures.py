"""Copies the pictures of the user guide from build/pictures, with few colours: they travel with the plugin."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

COLOURS = 128
GUIDE = Path(__file__).resolve().parents[1] / "docs" / "images"
TAKEN = {
    "findings_dock_en": "findings_light_en_1280x800_repair",
    "findings_dock_zh_CN": "findings_light_zh_CN_1280x800_repair",
    "findings_dock_dark_en": "findings_dark_en_1280x800_exception",
    "findings_dock_dark_zh_CN": "findings_dark_zh_CN_1280x800_exception",
    "interpretation": "interpretation_light_en_1280x800",
    "interpretation_zh_CN": "interpretation_light_zh_CN_1280x800",
    "interpretation_dark": "interpretation_dark_en_1920x1080",
    "interpretation_dark_zh_CN": "interpretation_dark_zh_CN_1920x1080",
    "acceptance_zh_CN": "acceptance_light_zh_CN_1600x1000",
}


def main() -> None:
    for name, of in TAKEN.items():
        picture = Path(sys.argv[1]) / f"{of}.png"
        if picture.exists():
            small = Image.open(picture).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(GUIDE / f"{name}.png", optimize=True)


main()
