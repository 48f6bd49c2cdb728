#!/usr/bin/env bash
# What the tests need from the system: a browser to open the report in, a font with Chinese characters, and Java for
# the test that runs the store's queries on Spark.
# Only what is absent is installed, and only by root; otherwise the tests that need it say that they were skipped.
set -euo pipefail

wanted=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
    || wanted+=(chromium)
{ command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family)" ]; } || wanted+=(fontconfig fonts-wqy-microhei)

command -v java >/dev/null || wanted+=(default-jre-headless)

[ ${#wanted[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed here: ${wanted[*]} (this needs root and apt-get). Tests that need them will be skipped."
    exit 0
fi

echo "Installing ${wanted[*]}"
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${wanted[@]}"; } </dev/null >build/system-packages.log 2>&1; then
    tail -n 5 build/system-packages.log
    echo "Could not install ${wanted[*]}. Tests that need them will be skipped."
fi
