#!/usr/bin/env bash
# For the suites that need more than Node: a PostgreSQL of Debian's, a browser, and a font for what it shows.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
options=(-qq -o DPkg::Lock::Timeout=300)
apt-get "${options[@]}" update
# The tests start servers of their own: RUNLEVEL=1 keeps the package from starting one.
RUNLEVEL=1 apt-get "${options[@]}" install --yes --no-install-recommends --no-upgrade postgresql chromium fonts-noto-cjk
dpkg-query --show postgresql chromium fonts-noto-cjk
