/** New ids: short, readable, and never one that somebody else had. */

export interface IdBook {
  /** The next free one: p8 after p7. */
  readonly next: (prefix: string) => string;
}

export function idBook(used: Iterable<string>): IdBook {
  const taken = new Set(used);
  const last = new Map<string, number>();
  for (const id of taken) {
    const [, prefix = '', digits = ''] = /^([a-z]+)(\d{1,9})$/.exec(id) ?? [];
    if (digits !== '') last.set(prefix, Math.max(last.get(prefix) ?? 0, Number(digits)));
  }
  const next = (prefix: string): string => {
    const number = (last.get(prefix) ?? 0) + 1;
    last.set(prefix, number);
    return `${prefix}${number}`;
  };
  return { next };
}
