import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');
const inTree = (name: string): boolean => existsSync(path.join(ROOT, name));

interface Step {
  readonly word: string;
  readonly rest: string;
  readonly stage: number;
}

/** The instructions of the container file, continued lines joined, with the number of their stage. */
function stepsOf(text: string): Step[] {
  let stage = -1;
  return text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      if (word === 'FROM') stage += 1;
      return { word, rest, stage };
    });
}

describe('the container file', () => {
  const steps = stepsOf(read('deploy/Containerfile'));
  const all = (word: string, stage?: number): string[] =>
    steps.filter((s) => s.word === word && (stage === undefined || s.stage === stage)).map((s) => s.rest);
  const manifest = JSON.parse(read('package.json')) as { scripts: Record<string, string>; bin: Record<string, string> };

  test('stands on glibc and the oldest Node.js that is supported, in both stages', () => {
    expect(all('FROM').map((from) => from.replace(/ AS .*/, ''))).toEqual([
      'docker.io/library/node:20-bookworm-slim',
      'docker.io/library/node:20-bookworm-slim',
    ]);
  });

  test('copies only what is there, in the tree or from the first stage', () => {
    const copies = all('COPY').map((rest) => rest.split(' '));
    const own = copies.filter(([first]) => !first!.startsWith('--')).flatMap((words) => words.slice(0, -1));
    expect(own.length).toBeGreaterThan(8);
    expect(own.filter((name) => !inTree(name))).toEqual([]);
    const made = ['dist', 'node_modules'];
    const fromBuild = copies.flatMap(([first, source]) =>
      first === '--from=build' ? [source!.replace('/opt/zhucun/', '')] : [],
    );
    expect(fromBuild.filter((name) => !made.includes(name) && !inTree(name))).toEqual([]);
  });

  test('leaves nothing out that the program reads where it is installed', () => {
    const copied = all('COPY', 1).map((rest) => rest.split(' ').at(-1));
    expect(copied).toEqual(expect.arrayContaining(['./', './rules', './data', './dist', './node_modules']));
    expect(copied).toEqual(expect.arrayContaining(['./prisma/migrations', './src/bin.mjs']));
    expect(copied).not.toContain('./src');
  });

  test('runs only scripts that package.json has, and starts its command', () => {
    const ran = [
      ...all('RUN')
        .join(' ')
        .matchAll(/npm run (\S+)/g),
    ].map(([, name]) => name!);
    expect(ran).toEqual(['build']);
    expect(ran.filter((name) => !(name in manifest.scripts))).toEqual([]);
    expect(JSON.parse(all('ENTRYPOINT')[0]!)).toEqual(['node', manifest.bin['zhucun']]);
    expect(read('src/cli.ts')).toContain(`.command('${(JSON.parse(all('CMD').at(-1)!) as string[])[0]!}')`);
  });

  test('runs as a user that it makes, who has a name and owns the volume', () => {
    const user = all('USER').at(-1)!;
    expect(user).not.toBe('root');
    const made = all('RUN', 1).join(' ');
    expect(made).toMatch(new RegExp(`useradd .*\\b${user}\\b`));
    expect(made).toContain(`install -d -o ${user} -g ${user} -m 0711 ${all('VOLUME')[0]!}`);
    expect(all('ENV').join(' ')).toContain(`ZHUCUN_DATA=${all('VOLUME')[0]!}`);
  });

  test('asks the service itself whether it is well', () => {
    const check = /CMD (\[.*\])$/.exec(all('HEALTHCHECK')[0]!)?.[1];
    const [node, flag, code] = JSON.parse(check!) as string[];
    expect([node, flag]).toEqual(['node', '-e']);
    const { status } = spawnSync(process.execPath, ['-e', code!], { env: { ...process.env, ZHUCUN_PORT: '1' } });
    expect(status).toBe(1);
    expect(spawnSync(process.execPath, ['--check', '-'], { input: code! }).status).toBe(0);
  });
});

describe('the systemd unit', () => {
  const text = read('deploy/zhucun.service');
  const settings = new Map([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]));

  test('runs the launcher itself as a plain user, and lets it stop its own database', () => {
    expect(settings.get('User')).toBe('zhucun');
    expect(settings.get('ExecStart')).toBe('/usr/bin/node src/bin.mjs serve /srv/zhucun/county');
    expect(inTree('src/bin.mjs')).toBe(true);
    expect(settings.get('KillMode')).toBe('mixed');
    // 20 s for what is in hand, 10 s for open requests, 60 s for the database.
    expect(Number(settings.get('TimeoutStopSec'))).toBeGreaterThanOrEqual(90);
  });

  test('lets it write to its data and forbids nothing that the engine or PostgreSQL need', () => {
    expect(settings.get('ProtectSystem')).toBe('strict');
    expect(settings.get('ExecStart')).toContain(settings.get('ReadWritePaths')!);
    expect(settings.has('MemoryDenyWriteExecute')).toBe(false);
    expect(settings.get('RestrictAddressFamilies')).toContain('AF_UNIX');
    expect(settings.get('SystemCallFilter')).toBe('@system-service');
  });

  const analyze = spawnSync('systemd-analyze', ['--version']).status === 0;
  test.runIf(analyze)('is understood by systemd, line by line', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', 'deploy/zhucun.service'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    // Where Node.js is elsewhere than on the target, only that line may be complained of.
    const complaints = stderr.split('\n').filter((l) => l !== '' && !l.includes('/usr/bin/node'));
    expect(complaints).toEqual([]);
    if (existsSync('/usr/bin/node')) expect(status).toBe(0);
  });
});
