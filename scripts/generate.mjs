#!/usr/bin/env node
// Makes Prisma's client, unless the one at hand was made from this very schema.
import { generateClient } from './build-steps.mjs';

process.exitCode = generateClient({ force: process.argv.includes('--force') });
