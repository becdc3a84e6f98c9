// totals.mjs FOLDER [BROKEN STEP…]: adds up what the suites reported below FOLDER, one folder a step, and ends with the line that counts.
// A step that failed without a failed test, such as the linter, counts as one failure. Every failed test is named once more:
// where it failed may be far up in the output.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const [folder, ...broken] = process.argv.slice(2);

/** Test files of a step by name; of a file that ran twice, the run that failed counts, else the later. */
function filesOf(step) {
  const files = new Map();
  for (const name of readdirSync(join(folder, step)).filter((one) => one.endsWith('.json'))) {
    for (const file of JSON.parse(readFileSync(join(folder, step, name), 'utf8')).testResults) {
      if (files.get(file.name)?.status !== 'failed') files.set(file.name, file);
    }
  }
  return [...files.values()];
}

function countsOf(step) {
  const files = filesOf(step);
  const statuses = files.flatMap((file) => file.assertionResults.map(({ status }) => status));
  const passed = statuses.filter((status) => status === 'passed').length;
  const failedTests = statuses.filter((status) => status === 'failed').length;
  const failedFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const failed = failedTests + failedFiles || (broken.includes(step) ? 1 : 0);
  return { passed, failed, skipped: statuses.length - passed - failedTests };
}

/** A line for each failed test, or file that could not be run: where, what, and the first line of why. */
const failuresOf = (step) =>
  filesOf(step).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    const whole =
      status === 'failed' && failed.length === 0 ? [{ fullName: '(the file)', failureMessages: [message] }] : [];
    return [...failed, ...whole].map(
      (one) =>
        `${step}: ${relative(process.cwd(), name)}: ${one.fullName}: ${String(one.failureMessages[0]).split('\n')[0]}`,
    );
  });

const sum = { passed: 0, failed: 0, skipped: 0 };
const steps = new Set([...readdirSync(folder), ...broken]);
for (const step of steps) {
  if (readdirSync(folder).includes(step)) for (const line of failuresOf(step)) console.log(line);
}
for (const step of steps) {
  const counts = readdirSync(folder).includes(step) ? countsOf(step) : { passed: 0, failed: 1, skipped: 0 };
  for (const key of Object.keys(sum)) sum[key] += counts[key];
  if (counts.passed + counts.failed + counts.skipped === 0) continue;
  console.log(`${step}: ${counts.passed} tests passed; ${counts.failed} failed; ${counts.skipped} skipped`);
}

if (steps.has('browser-journey') && !broken.includes('browser-journey')) {
  const ms = filesOf('browser-journey').reduce((total, { startTime, endTime }) => total + endTime - startTime, 0);
  console.log(
    `browser journey, from a clean clone to an approved leave at both widths: ${(ms / 60_000).toFixed(1)} minutes`,
  );
}
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
