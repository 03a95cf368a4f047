"""A QGIS of its own that opens a queue and decides 100 patches, telling each; the test kills it in the middle."""

from __future__ import annotations

import sys

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

app = QgsApplication([], False)
app.initQgis()
layer = QgsVectorLayer(f"{sys.argv[1]}|layername=DLTB", "DLTB", "ogr")
QgsProject.instance().addMapLayer(layer)

from tuban.forms.interpretation.interpretation_model import InterpretationModel  # noqa: E402
from tuban.forms.interpretation.queue_reading import reader  # noqa: E402
from tuban.tools.labelling.session import Session  # noqa: E402

model, session = InterpretationModel(), Session(who="ann")
model.open(layer, session, reader(layer, session, model.prepare(layer, session))())
for _number in range(100):
    key = model.patch.key
    model.choose("1207")
    model.decide()
    sys.stdout.write(f"decided {key}\n")
    sys.stdout.flush()
