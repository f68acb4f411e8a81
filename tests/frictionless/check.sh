#!/usr/bin/env bash
# Checks that Frictionless accepts the demo files against the schemas and rejects planted structural errors.
# Installs what it needs into a temporary environment; exits 0 when all is as expected.
set -euo pipefail
cd "$(dirname "$0")/../.."
env=$(mktemp -d)
trap 'rm -rf "$env"' EXIT
python3 -m venv "$env"
"$env/bin/pip" -q install -r tests/frictionless/requirements.txt
"$env/bin/python" tests/frictionless/check.py
