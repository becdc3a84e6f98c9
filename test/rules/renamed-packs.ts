/** Copies of packs in which every name is another and every threshold one more: in the YAML document, never by pattern. */
import { isScalar, parseDocument, visit } from 'yaml';
import { PackFile } from '../../src/rules/schema.ts';

export type Renamed = (name: string) => string;

/** Names of posts, bodies, teams, levels and packs as the YAML of these packs declares them. */
export function namesDeclared(packYaml: readonly string[]): Set<string> {
  return new Set(
    packYaml.flatMap((text) => {
      const file = PackFile.parse(parseDocument(text).toJS());
      const posts = file.posts.flatMap((post) => (typeof post === 'string' ? [post] : [post.name, ...post.also]));
      const teams = file.teams.map((team) => (typeof team === 'string' ? team : team.name));
      return [file.id, ...posts, ...Object.keys(file.bodies), ...teams, ...file.dispatch_levels];
    }),
  );
}

/** Fields whose text is for people to read: a name within it stays. */
const PROSE = [
  'title',
  'summary',
  'say',
  'label',
  'question',
  'options',
  'because',
  'gaps',
  'overlaps',
  'says',
  'without',
];

/** Every scalar that is one of the names, as key or value, gets its new name. */
export function renameIn(text: string, names: ReadonlySet<string>, renamed: Renamed): string {
  const document = parseDocument(text);
  visit(document, {
    Scalar(_, node, path) {
      if (typeof node.value !== 'string' || !names.has(node.value) || isProse(path)) return;
      node.value = renamed(node.value);
    },
  });
  return document.toString();
}

const isProse = (path: readonly unknown[]): boolean =>
  path.some((node) => {
    const key = (node as { key?: unknown }).key;
    return isScalar(key) && PROSE.includes(String(key.value));
  });

/** Every bound of every row, and every number of a quota, is one more. */
export function raiseNumbers(text: string): string {
  const document = parseDocument(text);
  visit(document, {
    Pair(_, pair, path) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const isBound = ['min', 'max', 'over', 'under'].includes(key) && isWithin(path, 'when');
      if (!isBound && !['at_least', 'at_most'].includes(key)) return;
      if (isScalar(pair.value) && typeof pair.value.value === 'number') pair.value.value += 1;
    },
  });
  return document.toString();
}

const isWithin = (path: readonly unknown[], name: string): boolean =>
  path.some((node) => {
    const key = (node as { key?: unknown }).key;
    return isScalar(key) && key.value === name;
  });
