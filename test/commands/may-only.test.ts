/** No command decides who may what by itself: they ask the table. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** Where roles are made out, and where a request's own state is guarded once more. */
const mayDecide = ['commands/may.ts', 'commands/may-roles.ts', 'domain/approval.ts'];
/** What nothing else may ask: who somebody is to somebody, or whether they hold a seat. */
const decisions: readonly RegExp[] = [
  /\b(?:isOfficer|isOfficerFor|isKeeperOf|keptBy|mayAnswer|maySee|mayAskFor|isOfficeOf)\b/,
  /\bspeaker\.seats\.(?:some|find|every)\(/,
  /\bsameSeat\([^)]*OFFICER\)/,
];
/** What is loaded at all is narrowed by the store, which knows no commands; the table decides on what was loaded. */
const narrows = ['store/request-facts.ts'];

const decidedIn = (text: string): string[] =>
  text.split('\n').filter((line) => !/^\s*(?:\/\/|\*|\/\*)/.test(line) && decisions.some((d) => d.test(line)));

const sources = ['commands', 'chat', 'store', 'replies'].flatMap((folder) =>
  readdirSync(join(SRC, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);

test('nothing but the table decides who may what', () => {
  const found = sources
    .filter((file) => !mayDecide.includes(file) && !narrows.includes(file))
    .flatMap((file) => decidedIn(readFileSync(join(SRC, file), 'utf8')).map((line) => `${file}: ${line.trim()}`));
  expect(sources.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

test.each([
  'if (!isOfficer(actorOf(facts))) return cannot();',
  '  if (waitingSeats(r).some((s) => mayAnswer(s, actor, r))) answer();',
  'const mine = facts.speaker.seats.some((held) => sameSeat(held, key));',
  'const is = sameSeat(held, OFFICER);',
])('a command that decides by itself is found: %s', (line) => {
  expect(decidedIn(`const a = 1;\n${line}\n// isOfficer in a comment`)).toEqual([line]);
});
