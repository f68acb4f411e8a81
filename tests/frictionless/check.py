"""Frictionless against the demo files and against planted errors.

A file need not have every column of its schema, and its columns may stand in any order: so
`schema_sync` is on, as import does. Wide and dirty files are left out.
"""

import csv
import json
import pathlib
import sys
import tempfile

from frictionless import Detector, Resource, Schema, system

ROOT = pathlib.Path(__file__).resolve().parents[2]
KINDS = {
    "curricula": "curriculum",
    "organizations": "organization",
    "organization_licenses": "organization_license",
    "sanctions": "sanction",
    "openings": "opening",
    "placements": "placement",
    "costs": "cost",
    "contract_terms": "contract_terms",
    "licenses": "license",
    "language_certificates": "language_certificate",
}


def schema(kind):
    descriptor = json.loads((ROOT / "schemas" / f"{kind}.json").read_text(encoding="utf-8"))
    # References lead into other files, which a single resource does not have.
    descriptor.pop("foreignKeys", None)
    return Schema.from_descriptor(descriptor)


def errors(path, kind):
    with system.use_context(trusted=True):
        resource = Resource(path=str(path), schema=schema(kind), detector=Detector(schema_sync=True))
        report = resource.validate()
    return [error.type for task in report.tasks for error in task.errors] + [error.type for error in report.errors]


def main():
    failed = []
    for stem, kind in KINDS.items():
        found = errors(ROOT / "data" / "demo" / f"{stem}.csv", kind)
        print(f"{stem}: {len(found)} errors")
        if found:
            failed.append(f"{stem}: {sorted(set(found))}")
    planted = [
        ("opening", ["opening_id", "destination"], ["", "DE"], "constraint-error"),
        ("opening", ["opening_id", "destination"], ["O1", "Germany"], "constraint-error"),
        ("opening", ["opening_id", "occupation"], ["O1", "222"], "constraint-error"),
        ("language_certificate", ["worker_id", "level"], ["W1", "B7"], "constraint-error"),
        ("license", ["worker_id", "expires_on"], ["W1", "30/06/2027"], "constraint-error"),
        ("cost", ["placement_id", "amount"], ["P1", "much"], "type-error"),
        ("sanction", ["organization_id", "body"], ["R1", "x", "surplus"], "extra-cell"),
    ]
    for kind, header, row, expected in planted:
        with tempfile.TemporaryDirectory() as directory:
            path = pathlib.Path(directory) / "planted.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([header, row])
            found = errors(path, kind)
        print(f"planted {expected} in {kind}: {found}")
        if expected not in found:
            failed.append(f"{kind} {row}: expected {expected}, got {found}")
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "planted.csv"
        path.write_text("opening_id\nO1\nO1\n", encoding="utf-8")
        found = errors(path, "opening")
        if "primary-key" not in " ".join(found):
            failed.append(f"duplicate id: {found}")
    for line in failed:
        print("UNEXPECTED", line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
