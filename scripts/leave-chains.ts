// `npm run docs:leave`: writes docs/leave-chains.md, who approves which leave under each regulation, asked of the packs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { LEAVE_WORDS, leaveSection } from '../src/cli/rules-leave-table.ts';
import { packIdsIn, readStack, type RuleChoice } from '../src/rules/load.ts';

const PACKS = fileURLToPath(new URL('../rules', import.meta.url));
const SAMPLE = 'counties/sample-yulin.yaml';
export const LEAVE_CHAINS = fileURLToPath(new URL('../docs/leave-chains.md', import.meta.url));

const HEAD = `# Leave chains

Generated from the packs by \`npm run docs:leave\`: edit the packs, not this file.
`;

/** The whole document as prettier leaves it. Throws where a pack has faults. */
export async function leaveChains(packsDir = PACKS): Promise<string> {
  const section = (choice: RuleChoice, name: string): string => {
    const { stack } = readStack(packsDir, choice);
    if (!stack) throw new Error(`${name} does not load: npx zhucun rules check says why.`);
    return leaveSection(stack, name);
  };
  const packs = packIdsIn(packsDir).map((id) => section({ packs: [id] }, id));
  const sample = section({ overlay: join(packsDir, SAMPLE) }, SAMPLE);
  const text = [HEAD, LEAVE_WORDS, ...packs, sample].join('\n');
  return format(text, { ...(await resolveConfig(LEAVE_CHAINS)), parser: 'markdown' });
}

async function main(): Promise<void> {
  writeFileSync(LEAVE_CHAINS, await leaveChains());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
