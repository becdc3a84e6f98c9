// Runs README.md's own commands, in the order they stand there, in the clone that is the current folder, and looks at what they do.
//
//   node .ci/readme.mjs           everything
//   node .ci/readme.mjs county    only this part
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { commandsOf, linesOf } from './readme-blocks.mjs';
import { fillRoster, nameOf, readCodes } from './roster.mjs';
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
  // As the README says: what is run beside the service has its settings.
  process.env.ZHUCUN_PORT = new URL(service.url).port;
  try {
    await visit(service.url);
  } finally {
    delete process.env.ZHUCUN_PORT;
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
const CADRE = nameOf(1);
const SECRETARY = nameOf(1, '书记');

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
  writeFileSync(file, named.replace(/^id: .*$/m, 'id: shilixian'));
}

/** Runs it and shows what it says. */
function shown(command) {
  const said = run(command);
  console.log(said);
  return said;
}

/** Somebody who binds with a code; `first` waits until they say yes to what is kept, then it is answered with `answer`. */
async function bound(url, claim, first, answer) {
  const person = await bind(url, claim);
  expect((await person.say(first)).includes('个人信息'), `who says ${first} is asked for consent first`);
  await person.say('同意');
  await person.hears(answer);
  return person;
}

/** From an empty folder to a code for everybody. */
async function setUp(commands) {
  const folder = homeFile(commandOf(commands, 'init'), 0);
  shown(commandOf(commands, 'init'));
  nameCounty(join(folder, 'county.yaml'));
  shown(`npx zhucun doctor ${folder}`);
  const template = commandOf(commands, 'roster template');
  shown(template);
  await fillRoster(homeFile(template, 0), PEOPLE);
  const imported = shown(`${commandOf(commands, 'roster import')} --yes`);
  expect(imported.includes(`现在有 ${PEOPLE} 人`), `the roster of ${PEOPLE} is taken over`);
  const coding = commandOf(commands, 'bind-codes');
  shown(coding);
  const codes = await readCodes(homeFile(coding, 0));
  expect(codes.size === PEOPLE, `${codes.size} people have a code`);
  return codes;
}

/** A cadre and a secretary bind and finish a leave. */
async function leave(url, codes) {
  const secretary = await bound(url, codes.get(SECRETARY), '待办', '没有等您审批');
  const cadre = await bound(url, codes.get(CADRE), '请假 明天 母亲住院', '第九条');
  expect((await cadre.say('确认')).includes('已提交'), 'leave is answered with its article, and submitted');
  await secretary.hears('母亲住院');
  expect((await secretary.say('同意')).includes('已批准'), 'the secretary approves it');
  await cadre.hears('已批准');
}

/** The restored county knows what was done, and goes on. */
async function goesOn(url, folder) {
  const link = run(`npx zhucun link ${CADRE} ${folder}`);
  const cadre = await follow(url, /http\S+\/link\/\S+/.exec(link)[0]);
  const said = await cadre.said();
  expect(
    said.some((line) => line.includes('已批准')),
    'the restored county knows of the leave',
  );
  expect((await cadre.say('我的')).includes('请假'), 'and goes on');
}

/** What a real county’s operator does on the first day, with the commands of the README alone. */
async function county() {
  const commands = commandsOf(readme, 'county');
  const keeping = commandsOf(readme, 'backup');
  const codes = await setUp(commands);
  await serving(commandOf(commands, 'serve'), async (url) => {
    await leave(url, codes);
    shown(commandOf(keeping, 'backup'));
    const looked = commandsOf(readme, 'operate').map(shown).join('\n');
    expect(
      looked.includes('一切正常') && looked.includes('上一次备份是 0 天以前'),
      'the doctor sees the service and the backup',
    );
    expect(looked.includes('审计链完整'), 'the audit chain is whole');
  });
  const elsewhere = homeFile(commandOf(keeping, 'restore'), 1);
  shown(commandOf(keeping, 'restore'));
  await serving(`npx zhucun serve ${elsewhere}`, async (url) => {
    expect(
      shown(`npx zhucun outbox held ${elsewhere}`).includes('暂不发出'),
      'the restored county holds what it would send',
    );
    shown(commandOf(keeping, 'outbox release'));
    await goesOn(url, elsewhere);
  });
  expect(shown(`npx zhucun audit verify ${elsewhere}`).includes('审计链完整'), 'and its audit chain is whole');
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
