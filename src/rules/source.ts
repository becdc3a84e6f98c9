/** A pack's file as text, and where in it a value stands. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { PackPlace, RuleProblem } from '../domain/rule-problem.ts';

export interface PackText {
  /** Path to show in messages. */
  readonly file: string;
  readonly text: string;
}

export type Path = readonly (string | number)[];

export interface Source {
  readonly value: unknown;
  /** Where the value at that path stands; the nearest value around it where the path leads nowhere. */
  place(path: Path): PackPlace;
}

/** Reads one file; every syntax error becomes a problem. A key written twice counts as one. */
export function readSource({ file, text }: PackText): { source: Source; problems: RuleProblem[] } {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const problems = document.errors.map((error): RuleProblem => {
    const { line } = counter.linePos(error.pos[0]);
    return { file, line, id: null, problem: 'not-yaml', detail: error.message };
  });
  const value: unknown = problems.length > 0 ? null : document.toJS();
  const place = (path: Path): PackPlace => ({
    file,
    line: counter.linePos(offsetOf(document, path)).line || 1,
    id: idAround(value, path),
  });
  return { source: { value, place }, problems };
}

/** Character offset of the key or list item at that path. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (!pair) return offset;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      if (isMap(node) || isScalar(node) || isSeq(node)) offset = node.range?.[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

/** The id written nearest around the path: the provision's, else the pack's. */
function idAround(value: unknown, path: Path): string | null {
  let id: string | null = null;
  let inner = value;
  for (const key of [...path, '']) {
    if (typeof inner !== 'object' || inner === null) break;
    if ('id' in inner && typeof inner.id === 'string') id = inner.id;
    inner = (inner as Record<string | number, unknown>)[key];
  }
  return id;
}
