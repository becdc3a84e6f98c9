#!/usr/bin/env node
// `npm run build`: Prisma's client, the compiled sources, and the files that are served as they are.
import { build } from './build-steps.mjs';

process.exitCode = await build();
