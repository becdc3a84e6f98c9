#!/usr/bin/env bash
# Clean clones of what is committed: clone.sh FOLDER PLAIN_USER makes FOLDER/root/zhucun and FOLDER/plain/zhucun.
set -euo pipefail
git clone --quiet --no-hardlinks . "$1/root/zhucun"
git clone --quiet --no-hardlinks . "$1/plain/zhucun"
chown -R "$2" "$1/plain"
git log -1 --format='%h %s'
