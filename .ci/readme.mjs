// Runs README.md's own commands, in the order they stand there, in the clone that is the current folder, and looks at what they do.
//
//   node .ci/readme.mjs           everything
//   node .ci/readme.mjs county    only this part
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { commandsOf, linesOf } from './readme-blocks.mjs';
import { fillRoster, readCodes } from './roster.mjs';
import { startService } from './service.mjs';
import { bind, follow, pick } from './visitor.mjs';

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

const PEOPLE = 300;

/** The line of `commands` in which `zhucun NAME` stands. */
function commandOf(commands, name) {
  const command = commands.find((line) => line.includes(`zhucun ${name}`));
  if (command === undefined) throw new Error(`the README shows no "zhucun ${name}"`);
  return command;
}

/** Files and folders that the commands name in the home folder. */
const homeFile = (command, place) =>
  command
    .split(/\s+/)
    .filter((word) => word.startsWith('~/'))
    .map((word) => join(homedir(), word.slice(2)))[place];

function nameCounty(file) {
  const form = readFileSync(file, 'utf8');
  const named = form.replace(/^name: .*$/m, 'name: 示例县');
  expect(named !== form, 'the county’s form has a line for its name');
  writeFileSync(file, named);
}

/** Somebody who binds with a code and says yes to what is kept. */
async function bound(url, codes, name) {
  const person = await bind(url, codes.get(name));
  await person.say('你好');
  await person.say('同意');
  return person;
}

/** What a real county’s operator does on the first day, with the commands of the README alone. */
async function county() {
  const setUp = commandsOf(readme, 'county');
  const template = commandOf(setUp, 'roster template');
  run(commandOf(setUp, 'init'));
  nameCounty(join(homeFile(commandOf(setUp, 'init'), 0), 'county.yaml'));
  run(template);
  await fillRoster(homeFile(template, 0), PEOPLE);
  const imported = run(`${commandOf(setUp, 'roster import')} --yes`);
  expect(imported.includes(String(PEOPLE)), `the roster of ${PEOPLE} is taken over`);
  const coding = commandOf(setUp, 'bind-codes');
  run(coding);
  const codes = await readCodes(homeFile(coding, 0));
  expect(codes.size === PEOPLE, `${codes.size} people have a code`);
  const keeping = commandsOf(readme, 'backup');
  await serving(commandOf(setUp, 'serve'), async (url) => {
    const secretary = await bound(url, codes, '示例书记1');
    const cadre = await bound(url, codes, '示例1');
    expect((await cadre.say('请假 明天 母亲住院')).includes('第九条'), 'leave is answered with its article');
    expect((await cadre.say('确认')).includes('已提交'), 'and submitted');
    expect((await secretary.say('同意')).includes('批准'), 'the secretary approves it');
    run(commandOf(keeping, 'backup'));
    for (const command of commandsOf(readme, 'operate')) console.log(run(command));
  });
  run(commandOf(keeping, 'restore'));
  run(commandOf(keeping, 'outbox release'));
  const elsewhere = homeFile(commandOf(keeping, 'restore'), 1);
  await serving(`npx zhucun serve ${elsewhere}`, async (url) => {
    const link = run(`npx zhucun link 示例1 ${elsewhere}`);
    const cadre = await follow(url, /http\S+\/link\/\S+/.exec(link)[0]);
    expect(
      (await cadre.said()).some((line) => line.includes('已批准')),
      'the restored county knows of the leave',
    );
    expect((await cadre.say('销假')).startsWith('bot: '), 'and goes on');
  });
  console.log(run(`npx zhucun audit verify ${elsewhere}`));
}

/** Every way to call it is explained. */
function help() {
  for (const command of commandsOf(readme, 'help')) expect(run(command).includes('zhucun'), `${command} helps`);
}

const parts = { start, demo, help, county };
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts)) {
  if (parts[name] === undefined) throw new Error(`no such part: ${name}`);
  await timed(name, parts[name]);
}
