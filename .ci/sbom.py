#!/usr/bin/env python3
"""Prints the list of parts of the program: a CycloneDX document of every crate that is linked into it or runs while it is built.

usage: .ci/sbom.py TARGET > corridor.cdx.json

It asks `cargo metadata` for the locked versions of one target and needs nothing else. The same lock file gives the same
bytes: the document has no time and no random serial number.
"""
import json
import pathlib
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent


def reached(metadata: dict) -> set[str]:
    """The packages that the program needs; those of tests alone are left out."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    seen, waiting = set(), [metadata["resolve"]["root"]]
    while waiting:
        package = waiting.pop()
        if package in seen:
            continue
        seen.add(package)
        for dependency in nodes[package]["deps"]:
            if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    return seen


def component(package: dict, checksums: dict, kind: str = "library") -> dict:
    name, version = package["name"], package["version"]
    purl = f"pkg:cargo/{name}@{version}"
    found = {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}
    if package["license"]:
        # Older manifests write a slash for OR.
        found["licenses"] = [{"expression": " OR ".join(part.strip() for part in package["license"].split("/"))}]
    if (name, version) in checksums:
        found["hashes"] = [{"alg": "SHA-256", "content": checksums[name, version]}]
    return found


def main(target: str) -> None:
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text())
    checksums = {(p["name"], p["version"]): p["checksum"] for p in lock["package"] if "checksum" in p}
    packages = {package["id"]: package for package in metadata["packages"]}
    needed, root = reached(metadata), metadata["resolve"]["root"]
    purl = {key: f"pkg:cargo/{p['name']}@{p['version']}" for key, p in packages.items()}
    parts = [component(packages[key], checksums) for key in needed if key != root]
    edges = [
        {"ref": purl[node["id"]], "dependsOn": sorted({purl[d["pkg"]] for d in node["deps"] if d["pkg"] in needed})}
        for node in metadata["resolve"]["nodes"]
        if node["id"] in needed
    ]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": component(packages[root], checksums, "application"),
            "properties": [{"name": "target", "value": target}],
        },
        "components": sorted(parts, key=lambda part: part["bom-ref"]),
        "dependencies": sorted(edges, key=lambda edge: edge["ref"]),
    }
    json.dump(document, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
