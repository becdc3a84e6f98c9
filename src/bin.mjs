#!/usr/bin/env node
// `zhucun` in a clone or an installation: compiles first when the sources are newer than dist, then runs the command in this very process,
// so that arguments, exit code and signals are the command's own.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cli = new URL('../dist/src/cli.js', import.meta.url);
const steps = new URL('../scripts/build-steps.mjs', import.meta.url);

if (existsSync(fileURLToPath(steps))) {
  const { build, isStale } = await import(steps.href);
  if (isStale()) {
    process.stderr.write('zhucun: compiling, once …\n');
    const code = await build({ onlyIfStale: true });
    if (code !== 0) process.exit(code);
  }
}
await import(cli.href);
