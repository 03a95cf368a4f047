"""PostGIS: a self-join of the patches, in a server of our own that lives as long as the process."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from found import places_of_pairs
from measures import CAP, Answer, Skipped, Stopped, Work, measured

PORT = 54327
OPTIONS = "-c listen_addresses= -c shared_buffers=1GB -c work_mem=256MB -c fsync=off"

PAIRS = """
    SELECT a.fid, b.fid FROM dltb a JOIN dltb b ON a.fid < b.fid AND a.geom && b.geom AND ST_Overlaps(a.geom, b.geom)
"""


@measured("topology", "postgis", "PostGIS `ST_Overlaps` self-join; loaded and indexed before")
def overlaps(county: Path) -> Work:
    where = server()
    import psycopg2

    load(county, where)
    connection = psycopg2.connect(where)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("VACUUM ANALYZE dltb")
    cursor.execute(f"SET statement_timeout = '{os.environ[CAP]}s'")

    def work() -> Answer:
        try:
            cursor.execute(PAIRS)
        except psycopg2.errors.QueryCanceled as error:
            raise Stopped from error
        except psycopg2.Error as error:
            raise Skipped(f"gives up: {error}".splitlines()[0]) from error
        pairs = cursor.fetchall()
        said = f"{len(pairs):,} pairs; overlaps only; memory of one server process"
        return Answer(said, lambda: places_of_pairs(county, pairs), peak_of(connection.get_backend_pid()))

    return work


def load(county: Path, where: str) -> None:
    """DLTB as a table with a spatial index."""
    from osgeo import gdal

    gdal.UseExceptions()
    options = [
        "-nln",
        "dltb",
        "-preserve_fid",
        "-lco",
        "GEOMETRY_NAME=geom",
        "-lco",
        "FID=fid",
        "-lco",
        "OVERWRITE=YES",
    ]
    gdal.VectorTranslate(f"PG:{where}", str(county), layers=["DLTB"], options=options)


@cache
def server() -> str:
    """Connection parameters of a server on a socket in a temporary folder; it ends with this process."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").is_dir() else []
    if not programs or not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        raise Skipped("PostgreSQL with PostGIS is not installed")
    home = Path("/tmp") / f"tuban-bench-{os.getpid()}"  # a socket's path must be short and open to postgres
    home.mkdir()
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    data, control = str(home / "data"), str(programs[-1] / "pg_ctl")
    run_as_postgres(str(programs[-1] / "initdb"), "-D", data, "-A", "trust", "-E", "UTF8")
    run_as_postgres(control, "-D", data, "-w", "-o", f"-k {home} -p {PORT} {OPTIONS}", "start")
    atexit.register(run_as_postgres, control, "-D", data, "-m", "immediate", "stop")
    run_as_postgres("psql", "-h", str(home), "-p", str(PORT), "-d", "postgres", "-c", "CREATE EXTENSION postgis")
    user = "postgres" if os.geteuid() == 0 else os.environ.get("USER", "postgres")
    return f"host={home} port={PORT} dbname=postgres user={user}"


def versions() -> dict[str, str]:
    try:
        where = server()
    except Skipped:
        return {}
    import psycopg2

    with psycopg2.connect(where) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), postgis_lib_version(), postgis_geos_version()")
        postgresql, postgis, geos = cursor.fetchone()
    return {"PostgreSQL": f"{postgresql.split()[0]} with PostGIS {postgis} and GEOS {geos}"}


def run_as_postgres(*command: str) -> None:
    """PostgreSQL refuses to run as root."""
    whole = ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)
    subprocess.run(whole, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def peak_of(process: int) -> Any:
    """Most memory in MB that a process has held; None where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM")), None)
