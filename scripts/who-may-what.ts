// `npm run docs:may`: writes docs/who-may-what.md, the table of permissions that every command asks.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { actionMeaning, MAY_HEAD, OWN_DEPUTIES, roleMeaning } from '../src/cli/may-words.ts';
import { actions, permissions, type Action, type Deputies, type Grant, type Permission } from '../src/commands/may.ts';
import { roles, scopes, type Role, type Scope } from '../src/commands/may-roles.ts';

export const WHO_MAY_WHAT = fileURLToPath(new URL('../docs/who-may-what.md', import.meta.url));

const marks: Record<Deputies, string> = { any: '¹', impartial: '²', none: '' };

const scopesOf = (within: readonly Scope[]): string => (within.length === scopes.length ? 'any' : within.join(', '));

const cell = (grants: readonly Grant[], role: Role): string => {
  const grant = grants.find(({ by }) => by === role);
  return grant ? scopesOf(grant.within) + marks[grant.deputies] : '';
};

function row(action: Action): string {
  const { othersOnly, grants }: Permission = permissions[action];
  return `| \`${action}\`${othersOnly ? ' ✗' : ''} | ${actionMeaning[action]} | ${roles.map((role) => cell(grants, role)).join(' | ')} |`;
}

/** The whole document as prettier leaves it. */
export async function whoMayWhat(): Promise<string> {
  const text = [
    MAY_HEAD,
    `| action | what | ${roles.map((role) => `\`${role}\``).join(' | ')} |`,
    `| --- | --- | ${roles.map(() => '---').join(' | ')} |`,
    ...actions.map(row),
    '',
    '## Roles',
    '',
    ...roles.map((role) => `- \`${role}\`: ${roleMeaning[role]}`),
    '',
    OWN_DEPUTIES,
    '',
  ].join('\n');
  return format(text, { ...(await resolveConfig(WHO_MAY_WHAT)), parser: 'markdown' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(WHO_MAY_WHAT, await whoMayWhat());
