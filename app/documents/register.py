"""Every document that the program writes, or writes parts of."""

from __future__ import annotations

from equipoise.app.documents import calibration, declared, evidence, fields, judging, readme, schemas, what_holds
from equipoise.app.documents.document import Document
from equipoise.experiments.calibration import page as calibration_page
from equipoise.experiments.regularities import page as regularities
from equipoise.experiments.twins import survey
from equipoise.experiments.workshop.ways import page as ways

ACCOUNTS = Document("docs/own-accounts.md", declared.template, ("template",))
CALIBRATION = Document(
    "docs/calibration.md", calibration_page.parts, calibration_page.MARKS, minutes=True, seal=calibration.sealed
)
CLI = Document("docs/cli.md", declared.commands, ("commands",))
DATA = Document("docs/data.md", declared.columns, tuple(declared.FILES))
EVIDENCE = Document("docs/evidence.md", evidence.make, evidence.MARKS, minutes=True, seal=evidence.sealed)
FIELDS = Document("scenarios/fields.md", fields.parts)
JUDGING = Document("docs/how-a-claim-is-judged.md", judging.make, judging.MARKS, minutes=True)
POLICY_SCHEMA = Document("scenarios/policy-schema.json", schemas.policy_parts)
README = Document("README.md", readme.make, readme.MARKS, minutes=True)
REGULARITIES = Document("docs/regularities.md", regularities.make, regularities.MARKS, minutes=True)
SCHEMA = Document("scenarios/schema.json", schemas.scenario_parts)
TWINS = Document("docs/twins.md", survey.make, ("twins",), minutes=True)
WAYS = Document("docs/ways-to-play.md", ways.make, ways.MARKS, minutes=True)
WORKSHOPS = Document("docs/for-workshops.md", declared.sessions, ("sessions", "left-out"))
WHAT_HOLDS = Document("docs/what-holds.md", what_holds.make, what_holds.MARKS, minutes=True, seal=what_holds.sealed)

DOCUMENTS = (
    ACCOUNTS, CALIBRATION, CLI, DATA, EVIDENCE, FIELDS, JUDGING, POLICY_SCHEMA, README, REGULARITIES, SCHEMA, TWINS,
    WAYS, WHAT_HOLDS, WORKSHOPS,
)  # fmt: skip
