/**
 * A process of its own that reads one file of a regulation: bytes on its standard input, JSON on its standard output.
 * It is started by `readPolicyFile` and ends itself when it takes too long or too much, also where nobody is left to end it.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PolicyFileKind } from './policy-file-kind.ts';
import type { PolicyFileLimits, PolicyFileRefusal } from './policy-file-limits.ts';
import { orRefusal } from './refusing.ts';

const limits = JSON.parse(process.argv[2] ?? '{}') as PolicyFileLimits;
const kind = process.argv[3] as PolicyFileKind;

/** The heap's own cap counts no buffers, and this thread is busy: another one looks at the whole. */
const WATCH = `
  const { parentPort, workerData } = require('node:worker_threads');
  const until = Date.now() + workerData.seconds * 1000;
  const look = () => {
    if (process.memoryUsage.rss() > workerData.bytes || Date.now() > until) process.kill(process.pid, 'SIGKILL');
  };
  look();
  setInterval(look, 20);
  parentPort.postMessage('watching');
`;
const watch = new Worker(WATCH, {
  eval: true,
  workerData: { bytes: limits.residentMegabytes * 1024 * 1024, seconds: limits.seconds + 2 },
});
await once(watch, 'message'); // nothing is read before it looks
watch.unref();

/** Each library is loaded where a file needs it. */
const readers: Readonly<Record<PolicyFileKind, (bytes: Buffer) => Promise<readonly string[]>>> = {
  text: async (bytes) => (await import('./policy-file-text.ts')).linesOfText(bytes, limits),
  docx: async (bytes) => (await import('./policy-docx.ts')).linesOfDocx(bytes, limits),
  html: async (bytes) => (await import('./policy-html.ts')).linesOfHtml(bytes, limits),
  pdf: async (bytes) => (await import('./policy-pdf.ts')).linesOfPdf(bytes, limits),
};

const answer = (found: { readonly lines: readonly string[] } | PolicyFileRefusal): void => {
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
};
if (kind === 'pdf') process.on('uncaughtException', () => answer({ why: 'damaged' })); // thrown where nobody awaits it
const chunks: Buffer[] = [];
for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
const bytes = Buffer.concat(chunks);
answer(
  await orRefusal<{ lines: readonly string[] }, PolicyFileRefusal>(async () => ({ lines: await readers[kind](bytes) })),
);
