#!/usr/bin/env bash
# For the suites that need more than Node: a PostgreSQL of Debian's, a compiler for what is preloaded into it (test/soak/unsynced.c),
# a browser, an office that opens what is written for one, and a font for what they show.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
options=(-qq -o DPkg::Lock::Timeout=300)
apt-get "${options[@]}" update
packages=(postgresql gcc libc6-dev chromium libreoffice-calc poppler-utils fonts-noto-cjk)
# The tests start servers of their own: RUNLEVEL=1 keeps the package from starting one.
RUNLEVEL=1 apt-get "${options[@]}" install --yes --no-install-recommends --no-upgrade "${packages[@]}"
dpkg-query --show "${packages[@]}"
