"""Writes the help pages of the kinds of findings from the rule book, and beside them the page of all rules.

They are resources/help/<language>/<kind>.html and rules.html; the latter is also docs/rules.md.

A page says what a kind is, where its limit lies, what to do and on which rule it stands. Its figures are small
counties of the standard's table `kind_examples`, and what is red in them is what the checks find there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import geopandas as gpd
import jinja2
import pandas as pd
import shapely
from markupsafe import Markup
from tuban.tools import language
from tuban.tools.linear import LINE_KINDS, PATCH_KINDS, LinearCheckSettings, check_linear_features
from tuban.tools.quality.labels import kind_names
from tuban.tools.standard import load
from tuban.tools.topology import KINDS, MERGE_FIELDS, check_topology
from tuban.tools.topology.boundaries import check_boundaries
from tuban.tools.topology.cover import check_cover
from tuban.tools.topology.seams import SeamSettings, check_seams

sys.path.insert(0, str(Path(__file__).parent))
import help_figure
import rule_pages

TEMPLATES = Path(__file__).parent / "help"
PAGES = Path(__file__).resolve().parents[1] / "resources" / "help"
RULES = PAGES.parents[1] / "docs" / "rules.md"
EDITION = "2019"
FOLDERS = {language.ENGLISH: "en", language.CHINESE: "zh_CN"}
BEFORE, AFTER, BOTH = "before", "after", "both"
PATCHES, BEYOND = "DLTB", "DLTB2"
LINES = {"XZQJX": "XZQ", "CJDCQJX": "CJDCQ"}
"""Layers of boundary lines, and the areas that they bound."""

NETWORK = LinearCheckSettings(level_field="level", tunnel_field="tunnel", network_field="plan")
"""The fields of the lines of linear features, in the examples that have such lines."""

ASKED = {"class_break": {"classes": True}, "attribute_break": {"attributes": ("QSXZ",)}}
"""What the check of seams looks for only when asked."""

WORDS = {
    language.ENGLISH: {
        "html": "en",
        "index": "What the checks find",
        "intro": "What the checks look for: what each fault is, where its limit lies, what to do about it and on "
        "which rule it stands. Every figure is a small county that was run through the check.",
        "rule": "Rule {rule}, clause {clause}",
        "own_rule": "Rule {rule} of this suite",
        "before": "Before",
        "after": "After",
        "said": "{feature}: {text}",
        "clean": "Nothing is reported.",
        "limit": "The limit case",
        "remedy": "What to do",
        "repair": "What repair_topology does",
        "source": "Rule and source",
        "from": "Source",
        "known": "How well it is known",
        "rules": "Rules by layer",
        "by": "Algorithm",
        "alone": "Algorithm for this check alone",
        "qgis": "Nearest check of QGIS 3.44",
        "rules_page": "All rules of the rule book",
        "foot": f"Tuban 图斑 · made from the rule book, edition {EDITION}",
        "error": "error",
        "warning": "warning",
        "note": "note",
        "confirmed": "confirmed: read in the source",
        "recalled": "recalled: own knowledge, not read in a source",
        "open": "open: no official figure was found, hence a setting",
        "computed": "worked out from other facts",
    },
    language.CHINESE: {
        "html": "zh-CN",
        "index": "检查问题说明",
        "intro": "各项检查查找什么：问题的含义、临界情况、处理方法和依据的规则。"
        "每幅图都是经过检查程序实际检查的示例数据。",
        "rule": "规则 {rule}，条款 {clause}",
        "own_rule": "本软件规则 {rule}",
        "before": "修改前",
        "after": "修改后",
        "said": "{feature}：{text}",
        "clean": "没有问题。",
        "limit": "临界情况",
        "remedy": "如何处理",
        "repair": "repair_topology 如何处理",
        "source": "规则与来源",
        "from": "来源",
        "known": "可信程度",
        "rules": "各图层的规则",
        "by": "检查算法",
        "alone": "单项检查算法",
        "qgis": "QGIS 3.44 中最接近的检查",
        "rules_page": "规则库的全部规则",
        "foot": f"Tuban 图斑 · 由 {EDITION} 版规则库生成",
        "error": "错误",
        "warning": "警告",
        "note": "提示",
        "confirmed": "已核实：见于来源",
        "recalled": "据自身经验，未见于来源",
        "open": "待定：未见官方数值，可设置",
        "computed": "由其他事实推算",
    },
}


# ------------------------------------------------------------------------------------------------ the examples


def features(kind: str, stage: str) -> dict[str, gpd.GeoDataFrame]:
    """The layers of an example by name, before or after it is mended."""
    rows = load(EDITION).kind_examples
    rows = rows[(rows["kind"] == kind) & rows["stage"].isin([stage, BOTH])].sort_values("name")
    return {str(layer): _frame(group) for layer, group in rows.groupby("layer")}


def found(kind: str, stage: str) -> gpd.GeoDataFrame:
    """What the check that knows a kind, with its defaults, finds in an example."""
    layers, standard = features(kind, stage), load(EDITION)
    check = algorithm(kind)
    if check == "check_seams":
        settings = SeamSettings(**ASKED.get(kind, {}))
        return check_seams([layers[PATCHES], layers[BEYOND]], standard, settings)
    if check == "check_boundaries":
        lines = next(layer for layer in LINES if layer in layers)
        return check_boundaries(layers[LINES[lines]], layers[lines], standard, code=LINES[lines])
    if check == "check_cover":
        return check_cover(layers, standard)
    if check == "check_linear_features":
        given = {"lines": layers.get("LINES"), "villages": layers.get("CJDCQ"), "outline": layers.get("XZQ")}
        return check_linear_features(layers[PATCHES], standard, NETWORK, **given)
    return check_topology(
        layers[PATCHES],
        layers.get("XZQ"),
        standard,
        villages=layers.get("CJDCQ"),
        dividers=layers.get("DIVIDERS"),
    )


def algorithm(kind: str) -> str:
    """The algorithm that finds a kind in its example."""
    if kind in KINDS:
        return "check_topology"
    if kind in (*PATCH_KINDS, *LINE_KINDS):
        return "check_linear_features"
    layers = set(features(kind, BEFORE))
    if BEYOND in layers:
        return "check_seams"
    return "check_boundaries" if layers & set(LINES) else "check_cover"


def _frame(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    shapes = [shapely.from_wkt(text) if text else None for text in rows["wkt"]]
    given = [dict(field.split("=") for field in text.split()) for text in rows["fields"]]
    columns = dict.fromkeys(MERGE_FIELDS) if rows["layer"].iloc[0] == PATCHES else {}
    values = [{"BSM": name, **columns, **fields} for name, fields in zip(rows["name"], given)]
    return gpd.GeoDataFrame(values, geometry=shapes)


# ------------------------------------------------------------------------------------------------ the figures


@cache
def pictures(kind: str) -> dict[str, dict[str, Any]]:
    """The figures before and after, as the attributes of an HTML image; none where a kind has no example."""
    stages = {stage: features(kind, stage) for stage in (BEFORE, AFTER)}
    if not stages[BEFORE]:
        return {}
    shapes = pd.concat([frame.geometry for layers in stages.values() for frame in layers.values()]).dropna()
    extent = help_figure.extent_of(shapes)
    drawings = {stage: _drawing(kind, stage) for stage in stages}
    faults = drawings[BEFORE].faults
    lens = help_figure.lens_on(faults, extent) if faults else None
    made = {}
    for stage, drawing in drawings.items():
        svg = quote(help_figure.figure(drawing, extent, lens), safe=" ='/:,;()-.")
        height = round(help_figure.height_of(extent))
        made[stage] = {"width": help_figure.WIDTH, "height": height, "src": f"data:image/svg+xml,{svg}"}
    return made


def _drawing(kind: str, stage: str) -> help_figure.Drawing:
    """Patches (of boundary lines: the areas) with what lies beside them, and what is found."""
    layers = features(kind, stage)
    filled = [name for name in (PATCHES, BEYOND, "CJDCQ", "XZQ") if name in layers]
    filled = [name for name in filled if name in (PATCHES, BEYOND)] or filled[:1]
    patches = pd.concat([layers[name] for name in filled], ignore_index=True)
    borders = [
        help_figure.Border(layer, name, shape)
        for layer, frame in layers.items()
        if layer not in filled
        for name, shape in zip(frame["BSM"], frame.geometry)
    ]
    if BEYOND in layers:
        borders += [help_figure.Border("seam", "", layers[name].geometry.union_all()) for name in filled]
    there = patches[patches.geometry.notna()]
    missing = set(patches["BSM"]) - set(there["BSM"])
    codes = there["DLBM"] if "DLBM" in there else [""] * len(there)
    mended = features(kind, AFTER)
    return help_figure.Drawing(
        [help_figure.Patch(*row) for row in zip(there["BSM"], codes, there.geometry)],
        borders,
        [shape for shape in found(kind, stage).geometry if shape is not None],
        [shape for name in filled for shape in mended[name].geometry[mended[name]["BSM"].isin(missing)]],
    )


# ------------------------------------------------------------------------------------------------ the pages


def page(kind: str) -> dict[str, Any]:
    """What the page of a kind shows, in the current language."""
    standard, word, code = load(EDITION), WORDS[language.language()], language.language()
    rules = standard.rules[standard.rules["check"].str.endswith(f":{kind}")]
    rule = rules.loc[rules["layer"].ne(PATCHES).sort_values(kind="stable").index[0]]
    told = standard.kind_help.loc[kind]
    several = ", ".join(f"{name} ({layer})" for name, layer in rules["layer"].items()) if len(rules) > 1 else ""
    facts = [
        (word["rules"], several),
        (word["from"], told[f"source_{code}"] if code == language.CHINESE else rule["source"]),
        (word["known"], word[rule["confidence"]]),
        (word["by"], f"tuban:{algorithm(kind)}"),
        (word["alone"], f"tuban:check_{kind}" if kind in KINDS else ""),
        (word["qgis"], told["qgis"]),
    ]
    return {
        "kind": kind,
        "name": _titled(kind_names(standard)[kind]),
        "severity": rule["severity"],
        "rule": word["own_rule" if rule["clause"] == "local" else "rule"].format(rule=rule.name, clause=rule["clause"]),
        "help": {text: told[f"{text}_{code}"] for text in ("definition", "limit", "remedy", "repair")},
        "figures": [
            {"name": stage, "says": _says(kind, stage), **picture} for stage, picture in pictures(kind).items()
        ],
        "facts": [(title, text) for title, text in facts if text],
    }


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]


def _says(kind: str, stage: str) -> list[str]:
    """What the check says of an example, each finding with the patch that it is about."""
    rows = found(kind, stage)
    word = WORDS[language.language()]
    told = zip(rows["feature"], rows["message"])
    said = [word["said"].format(feature=name, text=text) if name else text for name, text in told]
    return said or [word["clean"]]


def write_pages(folder: Path) -> list[Path]:
    """Write the pages of all kinds that the standard explains, and an index, in every language."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = Markup((TEMPLATES / "style.css").read_text(encoding="utf-8").strip())
    made = []
    for code, place in FOLDERS.items():
        with _speaking(code):
            pages = [page(kind) for kind in load(EDITION).kind_help.index]
            texts = {f"{shown['kind']}.html": ("page.html", shown) for shown in pages}
            texts["index.html"] = ("index.html", {"pages": pages})
            texts["rules.html"] = ("rules.html", rule_pages.rule_page())
            for name, (template, values) in texts.items():
                path = folder / place / name
                path.parent.mkdir(parents=True, exist_ok=True)
                text = environment.get_template(template).render(word=WORDS[code], style=style, **values)
                path.write_text(text + "\n", encoding="utf-8", newline="\n")
                made.append(path)
    return made


@contextmanager
def _speaking(code: str) -> Iterator[None]:
    before = language.language()
    language.install(lambda text: text, code)
    try:
        yield
    finally:
        language.install(lambda text: text, before)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=PAGES, help="where the pages go")
    made = write_pages(parser.parse_args().folder)
    RULES.write_text(rule_pages.markdown(), encoding="utf-8", newline="\n")
    print(f"{len(made)} pages in {made[0].parents[1]}, {RULES.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
