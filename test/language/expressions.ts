/** Every regular expression that messages meet: those written in the sources, and those built of tables of words when a module is read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export interface Expression {
  readonly source: string;
  readonly flags: string;
  /** The file that writes it, or whose tables it is built of; of a built one the line is not known. */
  readonly file: string;
  readonly line: number | null;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const sourcesIn = (...folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );

/** Calls `look` with every node of a TypeScript file. */
function visit(file: string, look: (node: ts.Node, source: ts.SourceFile) => void): void {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ESNext, true);
  const each = (node: ts.Node): void => {
    look(node, source);
    ts.forEachChild(node, each);
  };
  each(source);
}

export function writtenIn(file: string): Expression[] {
  const found: Expression[] = [];
  visit(file, (node, source) => {
    if (!ts.isRegularExpressionLiteral(node)) return;
    const end = node.text.lastIndexOf('/');
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ source: node.text.slice(1, end), flags: node.text.slice(end + 1), file, line });
  });
  return found;
}

/** Every text in a file that has Chinese in it. */
export function textsIn(file: string): string[] {
  const found: string[] = [];
  visit(file, (node) => {
    if (ts.isStringLiteralLike(node) && /[\u4e00-\u9fff]/.test(node.text)) found.push(node.text);
  });
  return found;
}

const ofSource = /(?<!\/test\/.*)\bsrc\/[\w/.-]+\.ts/;

/** The files of src that asked for it, the last first: up to the module whose tables are being read, without those that import it. */
function callers(stack: string): readonly string[] {
  const lines = stack.split('\n').slice(1);
  const files = lines
    .filter((line) => !line.includes('/expressions.ts'))
    .map((line) => ofSource.exec(line)?.[0] ?? null);
  const end = files.indexOf(null);
  return (end < 0 ? files : files.slice(0, end)).flatMap((file) => file ?? []);
}

export interface Built extends Expression {
  readonly through: readonly string[];
}

/** What is built with `RegExp` while `work` goes on, by the file under src whose own it is. */
export async function builtDuring(work: () => Promise<void> | void): Promise<Built[]> {
  const found: Built[] = [];
  const real = globalThis.RegExp;
  const noted = (expression: RegExp): RegExp => {
    const through = callers(new Error().stack ?? '');
    const file = through.at(-1);
    if (file !== undefined)
      found.push({ source: expression.source, flags: expression.flags, file, line: null, through });
    return expression;
  };
  globalThis.RegExp = new Proxy(real, {
    construct: (target, [source, flags]: [string, string?]) => noted(new target(source, flags)),
    apply: (target, _, [source, flags]: [string, string?]) => noted(target(source, flags)),
  });
  try {
    await work();
  } finally {
    globalThis.RegExp = real;
  }
  return found;
}

export const keyOf = ({ source, flags }: Pick<RegExp, 'source' | 'flags'>): string => `/${source}/${flags}`;

/** The length of the longest text of more than `least` characters that each expression is run on while `work` goes on, by {@link keyOf}. */
export function longestDuring(work: () => void, least = 0): ReadonlyMap<string, number> {
  const longest = new Map<string, number>();
  const keys = new WeakMap<RegExp, string>();
  const real = RegExp.prototype.exec;
  const note = (expression: RegExp, length: number): void => {
    const key = keys.get(expression) ?? keyOf(expression);
    keys.set(expression, key);
    longest.set(key, Math.max(longest.get(key) ?? 0, length));
  };
  // Strings' replace, match, split and search and RegExp's test all go through it once it is not the engine's own.
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    if (text.length > least) note(this, text.length);
    return real.call(this, text);
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = real;
  }
  return longest;
}
