#!/usr/bin/env bash
# Install what LOCK names, hash by hash, and this package in place, into the environment VENV.
# uv does it ten times faster than pip; where uv cannot be had, or cannot reach the packages that pip is
# configured for, pip does the same from the same lock.
set -euo pipefail

venv=$1 lock=$2
python=$venv/bin/python

if [ ! -x "$python" ]; then
    base=${PYTHON:-python3}
    "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
        || { echo "Populace needs Python 3.11 or later. Name one: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
    echo "Making $venv with $("$base" --version)"
    "$base" -m venv "$venv" || { rm -rf "$venv"; exit 1; }
fi

fast() {
    [ -x "$venv/bin/uv" ] || "$python" -m pip install --quiet --require-hashes -r requirements/installer.lock || return
    "$venv/bin/uv" pip install --quiet --python "$python" --require-hashes -r "$lock" || return
    "$venv/bin/uv" pip install --quiet --python "$python" --no-deps --no-build-isolation --editable .
}

plain() {
    "$python" -m pip install --quiet --require-hashes -r "$lock"
    "$python" -m pip install --quiet --no-deps --no-build-isolation --editable .
}

echo "Installing $lock"
fast || { echo "uv could not; installing with pip, which takes a little longer"; plain; }
