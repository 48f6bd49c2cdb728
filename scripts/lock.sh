#!/usr/bin/env bash
# Resolve the dependencies into hashed locks, for every platform, without the address they came from.
set -euo pipefail

uv=$1
options=(--quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url)

"$uv" pip compile pyproject.toml --group build "${options[@]}" "${@:2}" -o requirements/run.lock
"$uv" pip compile pyproject.toml --group dev "${options[@]}" "${@:2}" -c requirements/run.lock -o requirements/dev.lock
"$uv" pip compile --group installer "${options[@]}" "${@:2}" -o requirements/installer.lock

if grep -nE '://|^-' requirements/*.lock; then
    echo "A lock names an address or an option; it should hold only packages and hashes." >&2
    exit 1
fi
