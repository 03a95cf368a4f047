"""`make demo`: a county with known defects goes through the acceptance model; findings are held against the truth."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "demo"
PROCESS = ROOT / ".venv" / "bin" / "qgis_process"
PATCHES, DEFECTS, SEED = 20_000, 10, 1


def run(algorithm: str, **inputs: object) -> dict:
    """Run an algorithm headless; stops the demo with the algorithm's own words when it fails."""
    began = time.monotonic()
    asked = [f"{name}={value}" for name, value in inputs.items()]
    command = [PROCESS, "--json", "run", algorithm, "--", *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{algorithm} failed:\n{done.stderr}\n{done.stdout[-2000:]}")
    print(f"  {algorithm:<32} {time.monotonic() - began:6.1f} s", flush=True)
    return json.loads(done.stdout)["results"]


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    print(f"A county of {PATCHES:,} patches with {DEFECTS} defects of every kind, through its acceptance run:")
    county = {"DLTB": OUT / "DLTB.gpkg", "XZQ": OUT / "XZQ.gpkg", "CJDCQ": OUT / "CJDCQ.gpkg", "DEM": OUT / "dem.tif"}
    run("tuban:create_sample_county", PATCHES=PATCHES, DEFECTS=DEFECTS, SEED=SEED, TRUTH=OUT / "truth.csv", **county)
    ridges = ROOT / "resources" / "standard" / "2019" / "ridge_example.csv"
    products = {
        "graded": OUT / "patches_graded.gpkg",
        "findings": OUT / "findings.gpkg",
        "report": OUT / "report.html",
        "summary": OUT / "summary.json",
        "tables": OUT / "tables.xlsx",
        "map": OUT / "map.png",
    }
    for product in products.values():
        product.unlink(missing_ok=True)
    run("tuban:county_acceptance", **county, RIDGE_TABLE=ridges, **as_the_model_names(products))
    print_score()
    print()
    for name in ("report", "findings", "tables", "map"):
        print(f"  {name:<10} {os.path.relpath(products[name])}")
    print(f"\nTime taken: {time.monotonic() - began:.0f} s")


def as_the_model_names(products: dict) -> dict:
    """The outputs under the names of this QGIS: before 3.26 it puts the step before the name (`ridges:Graded`)."""
    asked = [PROCESS, "--json", "help", "tuban:county_acceptance"]
    described = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    names = {name.rpartition(":")[2].lower(): name for name in described["parameters"]}
    return {names[name]: path for name, path in products.items()}


def print_score() -> None:
    """Per kind of defect: injected, found, false alarms; the demo fails when the score is not clean."""
    import pandas as pd
    from tuban.tools.quality.store import read_store
    from tuban.tools.sample.score import score

    with (OUT / "truth.csv").open(encoding="utf-8") as file:
        truth = pd.DataFrame(list(csv.DictReader(file)))
    found = read_store(OUT / "findings.gpkg").findings
    table = score(truth, found)
    print(f"\n  {'kind':<20}{'injected':>10}{'found':>8}{'false alarms':>14}")
    for row in table.itertuples():
        print(f"  {row.kind:<20}{row.injected:>10}{row.found:>8}{row.false_alarms:>14}")
    others = found[~found["kind"].isin(truth["kind"])]["kind"].value_counts()
    if len(others):
        print("\n  other findings: " + ", ".join(f"{kind} {count}" for kind, count in others.items()))
    summary = json.loads((OUT / "summary.json").read_text(encoding="utf-8"))
    counts = ", ".join(f"{name} {count}" for name, count in summary["counts"].items())
    print(f"\n  {counts}, passed: {summary['passed']}")
    missed = table[(table["found"] < table["injected"]) | (table["false_alarms"] > 0)]
    if len(missed):
        sys.exit("The score is not clean: " + ", ".join(missed["kind"]))


if __name__ == "__main__":
    main()
