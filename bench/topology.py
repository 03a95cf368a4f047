"""The topology check and the repair, and what shapely offers for it. Reading the file is part of the work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from found import places, places_of_pairs
from measures import EDITION, TENTH, Answer, Work, measured

# ------------------------------------------------------------------------------------------------ ours


@measured("topology", "tuban", "**tuban** `check_topology`: all kinds of a single layer")
def check_tuban(county: Path) -> Work:
    from tuban.tools.topology import check_topology

    standard = standard_and_libraries()

    def work() -> Answer:
        found = check_topology(*patches_and_outline(county), standard)
        return Answer(f"{len(found):,} findings of {found['kind'].nunique()} kinds", lambda: found)

    return work


@measured("topology", "read", "of this: reading the geometries into shapely objects")
def read_geometries(county: Path) -> Work:
    from tuban.tools.files import read_layer

    return lambda: f"{len(read_layer(str(county), 'DLTB', fields=[]).frame):,} patches"


@measured("unmatched", "tuban", "no vertex shared, all within the tolerance", of="loose")
def check_loose(county: Path) -> Work:
    """Here the findings are not held against the defects: nearly every vertex is one more."""
    work = check_tuban(county)
    return lambda: work().said


@measured("apart", "tuban", "no vertex shared, borders up to some centimetres apart", of="apart")
def check_apart(county: Path) -> Work:
    return check_loose(county)


@measured("changed", "tuban", "1 000 changed patches, after reading", of="changed")
def check_changed(county: Path) -> Work:
    """What an earlier run knew is there, and the patches as they are now: the rest is timed."""
    from tuban.tools.topology import TopologySettings
    from tuban.tools.topology.changed import Given, check_changed, checked_patches

    standard = standard_and_libraries()
    before, outline = patches_and_outline(county.with_name("county.gpkg"))
    earlier = Given(before, outline, standard, TopologySettings()).check()
    remembered = checked_patches(before, "DLTB", "BSM")
    now, _ = patches_and_outline(county)
    given = Given(now, outline, standard, TopologySettings())

    def work() -> str:
        found = check_changed(given, checked_patches(now, "DLTB", "BSM"), remembered, earlier)
        return f"{len(earlier):,} findings before, {len(found):,} now"

    return work


@measured("repair", "tuban", "`repair_topology`, with the checks before and after")
def repair_tuban(county: Path) -> Work:
    from tuban.tools.files import read_layer
    from tuban.tools.topology.repair import repair_topology

    standard = standard_and_libraries()

    def work() -> str:
        patches = read_layer(str(county), "DLTB").frame
        outline = read_layer(str(county), "XZQ", fields=[]).frame
        done = repair_topology(patches, outline, standard)
        return f"{done.repaired:,} faults repaired, {len(done.remaining):,} findings remain"

    return work


def standard_and_libraries() -> Any:
    from tuban.tools.standard import load

    return load(EDITION)


def patches_and_outline(county: Path) -> tuple[Any, Any]:
    from tuban.tools.files import read_layer
    from tuban.tools.topology import KINDS, fields_needed

    patches = read_layer(str(county), "DLTB", fields=["BSM", *fields_needed(KINDS)]).frame
    return patches, read_layer(str(county), "XZQ", fields=[]).frame


# ------------------------------------------------------------------------------------------------ shapely


@measured("topology", "invalid_edges", "shapely `coverage_invalid_edges` on the parts")
def invalid_edges(county: Path) -> Work:
    return lambda: flagged(county, gap_width=0.0)


@measured("topology", "invalid_edges_gaps", "shapely `coverage_invalid_edges(gap_width=1)` on the parts")
def invalid_edges_and_gaps(county: Path) -> Work:
    return lambda: flagged(county, gap_width=1.0)


def flagged(county: Path, gap_width: float) -> Answer:
    import shapely

    names, parts = parts_of(county)
    edges = shapely.coverage_invalid_edges(parts, gap_width)
    wrong = ~shapely.is_empty(edges)
    return Answer(
        f"{int(wrong.sum()):,} parts flagged; no kinds, no shapes", lambda: places(edges[wrong], names[wrong])
    )


@measured("topology", "is_valid", "shapely `coverage_is_valid` on the parts")
def is_valid(county: Path) -> Work:
    import shapely

    return lambda: f"says {'valid' if shapely.coverage_is_valid(parts_of(county)[1]) else 'not valid'}; no places"


@measured("topology", "tree", "shapely `STRtree.query(predicate='overlaps')`", of="tenth", share=TENTH)
def tree(county: Path) -> Work:
    import pyogrio
    import shapely

    def work() -> Answer:
        patches = pyogrio.read_dataframe(county, layer="DLTB", columns=[], use_arrow=True, fid_as_index=True)
        shapes, ids = patches.geometry.to_numpy(), patches.index.to_numpy()
        first, second = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
        pairs = [(ids[one], ids[two]) for one, two in zip(first, second) if one < two]
        return Answer(f"{len(pairs):,} pairs; overlaps only", lambda: places_of_pairs(county, pairs))

    return work


def parts_of(county: Path) -> tuple[Any, Any]:
    """BSM and geometry of the patches' parts: the coverage functions are several times slower on multipolygons."""
    import pyogrio
    import shapely

    frame = pyogrio.read_dataframe(county, layer="DLTB", columns=["BSM"], use_arrow=True)
    parts, patch = shapely.get_parts(frame.geometry.to_numpy(), return_index=True)
    return frame["BSM"].to_numpy()[patch], parts
