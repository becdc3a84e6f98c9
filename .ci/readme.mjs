// Runs README.md's own commands, in the order they stand there, in the clone that is the current folder, and looks at what they do.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { commandsOf, linesOf } from './readme-blocks.mjs';
import { startService } from './service.mjs';
import { follow, pick } from './visitor.mjs';

const readme = readFileSync('README.md', 'utf8');
const serves = (command) => /^npm start$|^npx zhucun serve\b/.test(command);

function expect(condition, what) {
  if (!condition) throw new Error(what);
  console.log(`   ok: ${what}`);
}

function run(command) {
  console.log(`\n$ ${command}`);
  return execFileSync('sh', ['-c', command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Starts what the README starts, lets `visit` look at it, and stops it again. */
async function serving(command, visit) {
  console.log(`\n$ ${command}`);
  const service = await startService(command);
  try {
    await visit(service.url);
  } finally {
    const code = await service.stop();
    expect(code === 0, `${command}: stopped by SIGTERM, exit code ${code}`);
  }
}

async function timed(name, work) {
  const from = Date.now();
  await work();
  console.log(`   ${name} took ${((Date.now() - from) / 1000).toFixed(0)} s`);
}

/** `npm ci && npm start`: a message is answered, and kept over a restart. */
async function start() {
  for (const command of commandsOf(readme, 'start')) {
    if (!serves(command)) run(command);
    else {
      await serving(command, async (url) => {
        const answer = await (await pick(url, 'web-p1')).say('打卡');
        expect(answer.startsWith('bot: 已打卡'), `a check-in is answered: ${answer.split('\n')[0]}`);
      });
      await serving(command, async (url) => {
        const said = await (await pick(url, 'web-p1')).said();
        expect(said[0] === 'me: 打卡' && said[1].startsWith('bot: 已打卡'), 'a second start still has both');
      });
    }
  }
}

/** `npm run demo`: the exchange that the README shows is what the product says. */
async function demo() {
  const transcript = commandsOf(readme, 'demo').map(run).join('\n');
  const lines = new Set(transcript.split('\n').map((line) => line.trim()));
  const shown = linesOf(readme, 'transcript').map((line) => line.trim());
  const missing = shown.filter((line) => line !== '…' && !lines.has(line));
  if (missing.length > 0) console.log(transcript);
  expect(
    missing.length === 0,
    `the transcript has the README's ${shown.length} lines${missing.map((m) => `, not ${m}`)}`,
  );
}

/** The template's own examples, taken at their word: a county with one person. */
function fillIn(file) {
  const form = readFileSync(file, 'utf8');
  const filled = form.replace(/^( *)# - \{/gm, '$1- {');
  expect(filled !== form, 'the form has examples to fill in');
  writeFileSync(file, filled);
}

/** A real county: made, filled in, served, entered by a personal link, and looked after. */
async function county() {
  const [init, serve, link, ...rest] = commandsOf(readme, 'county');
  const made = run(init);
  fillIn(join(homedir(), 'my-county/county.yaml'));
  expect(made.includes('county.yaml'), 'init says where the form is');
  await serving(serve, async (url) => {
    const address = /http\S+\/link\/\S+/.exec(run(link))?.[0];
    expect(address !== undefined, 'link gives an address');
    const answer = await (await follow(url, address)).say('打卡');
    expect(answer.startsWith('bot: 已打卡'), `whoever follows it is known: ${answer.split('\n')[0]}`);
  });
  for (const command of [...rest, ...commandsOf(readme, 'operate')]) console.log(run(command));
}

await timed('start', start);
await timed('demo', demo);
for (const command of commandsOf(readme, 'help')) expect(run(command).includes('zhucun'), `${command} helps`);
await timed('county', county);
