"""Algorithm `check_database`: the whole rule book over all layers of a county's database, one run, one report."""

from __future__ import annotations

from typing import Any

import pandas as pd
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.errors import TubanError
from ...tools.inspection import (
    Database,
    Inspection,
    Settings,
    inspect,
    overview_of,
    places_of,
    read_database,
    rule_book,
    township_names,
)
from ...tools.language import CHINESE, language, tr
from ...tools.progress import Progress, steps
from ...tools.quality.density import density_map
from ...tools.quality.overview import BROKEN, HELD, Overview
from ...tools.quality.rulefile import RuleBook
from ...tools.quality.run import Run
from ...tools.quality.worklist import persons_of, read_persons, write_worklist
from ...tools.slope import read_ridge_table
from ...tools.standard import Standard, edition_name, editions, load
from ...tools.topology import TopologySettings
from .. import compat, postgis
from ..algorithm import Call, TubanAlgorithm
from ..checking import EDITION, Outcome, answer, define_answer, settled
from ..survey_layers import layers_given


class CheckDatabase(TubanAlgorithm):
    """Checks structure, codes, logic, topology and areas of a whole database."""

    def title(self) -> str:
        return tr("Check survey database")

    def purpose(self) -> str:
        return tr(
            "Checks a county's whole database by the rule book: layers, fields and reference systems, codes and "
            "mandatory values of every layer, identifiers over all layers, logic between layers, topology, areas and "
            "sums. Give the database (GeoPackage, File Geodatabase, a folder of shapefiles or a schema in PostGIS, its "
            "layers called DLTB, XZQ, CJDCQ and so on), or layers of the project, or both.\n"
            "A rule that cannot be asked, because a layer or field lacks, is listed with the reason; the report shows "
            "the state of each of the 185 rules. The rules are data: a province's file may add rules, switch rules "
            "off and change limits, and can read the layers and nothing else. In the edition of the yearly update "
            "DLTB is the layer before the update."
        )

    def help_page(self) -> str:
        return "rules.html"

    def keywords(self) -> str:
        return (
            "database rule book inspection check quality report 数据库 质检 质量检查 规则库 全县 检查 报告 sjkjc zjbg"
        )

    def define(self) -> None:
        self._define_inputs()
        self._define_options()
        define_answer(self)
        self.add(
            QgsProcessingParameterFileDestination(
                "LIST", tr("List to work through"), tr("XLSX files") + " (*.xlsx)", optional=True, createByDefault=False
            ),
            tr("All findings as a workbook, a sheet for each township or person, with room for what was done."),
        )
        self.addOutput(QgsProcessingOutputNumber("RULES_ASKED", tr("Number of rules that were asked")))
        self.addOutput(QgsProcessingOutputNumber("RULES_BROKEN", tr("Number of rules that are broken")))

    def _define_inputs(self) -> None:
        file = QgsProcessingParameterFile
        self.add(
            file("INPUT", tr("Database (file)"), optional=True),
            tr("GeoPackage of the county. Layers are known by their names: DLTB, DLTB_2019 or 地类图斑."),
        )
        self.add(
            file("FOLDER", tr("Database (folder)"), compat.FOLDER, optional=True),
            tr("File Geodatabase, or a folder of shapefiles and GeoPackages."),
        )
        self.add(
            QgsProcessingParameterString("POSTGIS", tr("Database (PostGIS connection)"), "", optional=True),
            tr("The name of a connection that QGIS knows, or parameters such as host=server dbname=survey user=me."),
        )
        self.add(
            QgsProcessingParameterString("SCHEMA", tr("Schema in PostGIS"), postgis.SCHEMA, optional=True),
            tr("The schema that holds the tables DLTB, XZQ, CJDCQ and so on."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterMultipleLayers("LAYERS", tr("Layers"), compat.ANY_VECTOR, optional=True),
            tr(
                "Layers of the project, known by their names; they go before layers of the database with the same code."
            ),
        )

    def _define_options(self) -> None:
        enum, file, number = QgsProcessingParameterEnum, QgsProcessingParameterFile, QgsProcessingParameterNumber
        real, whole = number.Type.Double, number.Type.Integer
        known = list(editions())
        titles = "; ".join(f"{code}: {edition_name(code, 'zh' if language() == CHINESE else 'en')}" for code in known)
        self.add(
            enum("EDITION", tr("Edition of the rules"), known, defaultValue=EDITION, usesStaticStrings=True),
            tr("Which rules hold. {editions}").format(editions=titles),
        )
        self.add(
            file("RULES", tr("Further rules (CSV file)"), extension="csv", optional=True),
            tr(
                "The province's rule file: further rules (columns id, layer, kind, severity, scope, condition, "
                "text_zh, text_en), rules switched off (id of a rule, severity “off”), other severities, limits "
                "(tolerance), and minimum mapping areas (id L-TOP-07:built, farm, other or desert; only finer ones)."
            ),
        )
        self.add(
            number("YEAR", tr("Year of the survey"), whole, None, optional=True, minValue=2018, maxValue=2099),
            tr("SJNF must be this year (rule L-ATT-40). Empty: any year from 2018 on."),
        )
        self.add(
            file("RIDGES", tr("Ridge table (CSV file)"), extension="csv", optional=True),
            tr("The county's ridge coefficients (GDPDJB, GDLX, KCXS), which KCXS must be (rule L-ATT-13)."),
        )
        areas = (
            ("CONTROL_LAND", tr("Control area of the mainland (m²)")),
            ("CONTROL_ISLANDS", tr("Control area of the islands (m²)")),
        )
        for name, title in areas:
            purpose = tr("The patches must add up to it to 0.01 m² (rule L-ARE-08). Empty: not checked.")
            self.add(number(name, title, real, None, optional=True, minValue=0.0), purpose, advanced=True)
        self.add(
            number("TOLERANCE", tr("Topology tolerance"), real, TopologySettings().tolerance, minValue=0.0),
            tr("Metres. What is not wider than this is a difference of coordinates and no fault."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("TOPOLOGY", tr("Check topology"), True),
            tr("Without it the rules of shapes, cover and boundary lines are not asked."),
            advanced=True,
        )
        self.add(
            enum(
                "SPLIT",
                tr("Sheets of the list"),
                ["township", "person"],
                defaultValue="township",
                usesStaticStrings=True,
            ),
            tr("A sheet for each township, or for each person of the list below."),
            advanced=True,
        )
        self.add(
            file("PERSONS", tr("Persons (CSV file)"), extension="csv", optional=True),
            tr("Who works where: columns code (beginning of a location code, such as 330999100) and person."),
            advanced=True,
        )

    def compute(self, call: Call) -> dict[str, Any]:
        standard = load(call.choice("EDITION") or EDITION)
        persons = _persons(call)
        book = rule_book(standard, call.file("RULES"))
        reading, checking, telling = steps(call.progress, 1, 6, 1)
        database = _database(call, standard, reading)
        inspection = inspect(database, standard, book, _settings(call), progress=checking)
        run = _run(call, standard, database, inspection, book)
        outcome = settled(call, inspection.findings, run.finish(), rules=book.rules)
        places = places_of(outcome.found, database)
        overview = overview_of(outcome.found, places, database, standard, book, inspection)
        if call.asked_files("REPORT"):
            drawn = density_map(outcome.found, database.frame("XZQ"), database.frame("CJDCQ"))
            overview = Overview(overview.categories, overview.townships, overview.worst, overview.states, drawn)
        telling(50.0)
        results = answer(call, outcome, run, self.displayName(), overview=overview)
        if "LIST" in call.asked_files("LIST"):
            results["LIST"] = _write_list(call, outcome, places, persons, database, standard)
        state = overview.states["state"]
        results.update(RULES_ASKED=int(state.isin([HELD, BROKEN]).sum()), RULES_BROKEN=int((state == BROKEN).sum()))
        text = tr("{asked} of {all} rules of the rule book were asked, {broken} are broken.")
        asked, broken = results["RULES_ASKED"], results["RULES_BROKEN"]
        call.note(text.format(asked=asked, all=len(state), broken=broken))
        return results


def _database(call: Call, standard: Standard, progress: Progress) -> Database:
    """The layers that were given, those of the project first."""
    given, connection = call.inputs("LAYERS"), call.text("POSTGIS").strip()
    paths = [path for path in (call.file("INPUT"), call.file("FOLDER")) if path]
    if not given and not paths and not connection:
        raise TubanError(tr("Give the database: a file, a folder, a PostGIS connection or layers."))
    layers, *shares = steps(progress, *[1.0] * (len(paths) + 2))
    database = layers_given(given, standard, layers)
    sources = [layer.description() for layer in given]
    if connection:
        tables, source = _in_postgis(call, connection, standard, shares.pop())
        database.take(tables)
        sources.append(source)
    for path, share in zip(paths, shares):
        database.take(read_database(path, standard, share))
    database.source = ", ".join(sources + paths)
    return database


def _in_postgis(call: Call, connection: str, standard: Standard, progress: Progress) -> tuple[Database, str]:
    """The tables of a survey, and where they lie, without the password."""
    uri, schema = postgis.connection_of(connection), call.text("SCHEMA").strip() or "public"
    tables, unreadable = postgis.survey_tables(uri, schema, standard, call.context)
    database = layers_given(tables, standard, progress)
    database.unreadable = unreadable
    return database, f"PostGIS {uri.host()} {uri.database() or uri.service()} {schema}"


def _settings(call: Call) -> Settings:
    names = {"00": "CONTROL_LAND", "01": "CONTROL_ISLANDS"}
    ridges = call.file("RIDGES")
    table = None
    if ridges:
        table = pd.DataFrame(read_ridge_table(ridges).rows)[["GDPDJB", "GDLX", "KCXS"]].astype({"GDPDJB": str})
    return Settings(
        year=call.integer("YEAR") if _is_given(call, "YEAR") else None,
        ridges=table,
        control={mark: call.number(name) for mark, name in names.items() if _is_given(call, name)},
        topology=TopologySettings(tolerance=call.number("TOLERANCE")),
        with_topology=call.flag("TOPOLOGY"),
    )


def _run(call: Call, standard: Standard, database: Database, inspection: Inspection, book: RuleBook) -> Run:
    """What is said of the run; findings of rules that were not asked are not called fixed."""
    run = Run(call.algorithm.id(), source=database.source, edition=standard.edition)
    run.layers = sorted({*standard.layers.index, *database.layers, *inspection.findings["layer"]})
    run.rules = list(inspection.ran)
    run.counts = {code: len(layer.frame) for code, layer in database.layers.items()}
    run.counts[tr("rules checked")] = len(inspection.ran)
    names = ("RULES", "RIDGES", "PERSONS")
    run.options = {"EDITION": standard.edition, **{name: call.file(name) for name in names if call.file(name)}}
    run.tolerances = {"TOLERANCE": call.number("TOLERANCE")}
    run.notes.extend(inspection.notes)
    if book.off:
        run.notes.append(tr("Switched off by the rule file: {rules}.").format(rules=", ".join(sorted(book.off))))
    for note in run.notes:
        call.warn(note)
    return run


def _persons(call: Call) -> dict[str, str]:
    """Who works where; read before the run, so that nothing is computed in vain."""
    path = call.file("PERSONS")
    if call.choice("SPLIT") == "person" and not path:
        raise TubanError(tr("A list by person needs the file PERSONS: columns code and person."))
    return read_persons(path) if path else {}


def _write_list(
    call: Call, outcome: Outcome, places: pd.Series, persons: dict[str, str], database: Database, standard: Standard
) -> str:
    path = call.file_output("LIST")
    if call.choice("SPLIT") == "person":
        groups = persons_of(places, persons)
    else:
        names = township_names(database)
        titles = {
            code: f"{code} {names.get(code, '')}".strip() or tr("(no township)") for code in places.str[:9].unique()
        }
        groups = places.str[:9].map(titles)
    write_worklist(path, outcome.found, groups, standard, call.algorithm.displayName())
    return path


def _is_given(call: Call, name: str) -> bool:
    """Whether an optional number was filled in (QGIS would call an empty one 0)."""
    return call.parameters.get(name) not in (None, "")
