#!/usr/bin/env bash
# What this run stands on.
set -euo pipefail
node -e '
  const [major, minor] = process.versions.node.split(".").map(Number);
  console.log(`Node ${process.versions.node} on ${process.platform} ${process.arch}, ${os.availableParallelism()} cores`);
  if (major < 20 || (major === 20 && minor < 19)) throw new Error("Node 20.19 or later is needed");
'
echo "npm $(npm --version), git $(git --version | cut -d ' ' -f 3)"
