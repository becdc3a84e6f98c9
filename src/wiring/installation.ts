/** Where this installation has its packs and migrations, run from source or compiled. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { County } from '../domain/county.ts';
import type { RuleChoice } from '../rules/load.ts';

const isSource = import.meta.url.endsWith('.ts');

export const packageRoot = fileURLToPath(new URL(isSource ? '../..' : '../../..', import.meta.url));

export const rulesDir = path.join(packageRoot, 'rules');
/** The rules of a county: its own over its packs, or the packs alone. */
export const ruleChoiceOf = ({ packs, overlay }: County): RuleChoice =>
  overlay === undefined ? { packs } : { overlay };

export const migrationsDir = path.join(packageRoot, 'prisma', 'migrations');
