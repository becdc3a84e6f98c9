/** Whoever runs a command: what they are told, and what they can be asked. */
import { existsSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { CountyRefused } from './county-file.ts';

export interface Operator {
  readonly print: (line: string) => void;
  /** null where nobody is there to answer: no terminal. */
  readonly ask: ((question: string) => Promise<string>) | null;
}

export const terminal = (): Operator => ({
  print: (line) => console.log(line),
  ask: process.stdin.isTTY && process.stdout.isTTY ? askHere : null,
});

async function askHere(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** @throws CountyRefused where there is a file already: nothing is ever written over */
export function refuseOld(file: string): void {
  if (existsSync(file)) throw new CountyRefused([`${file} 已经有了，没有改动。请换一个文件名，或先把它移走。`]);
}

/** For the operator's eyes alone. */
export function writeNew(file: string, bytes: Uint8Array): void {
  refuseOld(file);
  try {
    writeFileSync(file, bytes, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw new CountyRefused([`没有文件夹可放 ${file}。请先建好文件夹，或换一个位置。`]);
    throw error;
  }
}
