/** What an operator asks of a county's data: set-aside messages, unsettled sends, the audit chain, sign-in links. */
import { readConfig } from '../config.ts';
import { openData, type OpenedData } from '../wiring/data.ts';
import { dateOf, timeOf } from '../domain/calendar.ts';
import { rebuiltAt, verifyAudit, type AuditVerdict } from '../store/audit-verify.ts';
import { readWitnesses, witnessFile } from '../store/audit-witness.ts';
import { deadMessages, retryMessage } from '../store/inbox.ts';
import { heldSince } from '../store/restore-held.ts';
import { sendProgress, type SendProgress } from '../store/send-progress.ts';
import { dropSends, retrySends, unsettledSends, type Which } from '../store/unsettled.ts';
import { peopleCalled } from '../store/person-named.ts';
import { createLink } from '../store/web-accounts.ts';
import { sayNotOne } from './bind-codes.ts';
import { folderOf, realCounty } from './serve.ts';

export async function withData(
  given: string | undefined,
  use: (data: OpenedData, folder: string) => Promise<void>,
): Promise<void> {
  const config = readConfig(process.env);
  const folder = folderOf(config, given);
  const data = await openData(config, folder, realCounty(folder).id);
  try {
    await use(data, folder);
  } finally {
    await data.close();
  }
}

const minute = 60_000;
const steps = [
  [24 * 60 * minute, '天'],
  [60 * minute, '小时'],
  [minute, '分钟'],
] as const;

/** How long ago, in the largest unit that is reached. */
export function ago(at: Date | null, now: number): string {
  const ms = at === null ? NaN : now - at.getTime();
  if (Number.isNaN(ms)) return '';
  const step = steps.find(([size]) => ms >= size);
  return step ? `${Math.floor(ms / step[0])} ${step[1]}前` : '刚才';
}

function refuse(said: string): void {
  console.log(said);
  process.exitCode = 1;
}

const row = (...cells: readonly (string | bigint)[]): void => console.log(cells.join('\t'));

export const listDead = (folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const dead = await deadMessages(db);
    if (dead.length === 0) {
      console.log('没有被搁置的消息。');
      return;
    }
    row('编号', '平台', '人员', '收到', '原因');
    for (const d of dead) row(d.id, d.platform, d.personId ?? '-', ago(d.receivedAt, Date.now()), d.failure ?? '');
    console.log('\n原因消除后重新处理：zhucun inbox retry 编号');
  });

export const retryDead = (id: string, folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const number = numberOf(id);
    if (number === null || !(await retryMessage(db, number, Date.now()))) {
      refuse(`没有被搁置的消息 ${id}。用 zhucun inbox list 查看。`);
      return;
    }
    console.log(`消息 ${id} 已重新排队。`);
  });

const states = { unknown: '不知是否送达', refused: '平台拒收' } as const;

export const listUnsettled = (folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const sends = await unsettledSends(db);
    if (sends.length === 0) {
      console.log('没有下落不明或被拒的发送。');
      return;
    }
    row('编号', '平台', '人员', '何时', '状态', '原因');
    for (const s of sends)
      row(s.id, s.platform, s.personId ?? '-', ago(s.settledAt, Date.now()), states[s.state], s.why ?? '');
    console.log('\n再发一次：zhucun outbox retry 编号；不再发：zhucun outbox drop 编号；全部被拒的：加 --all');
  });

export const showProgress = (folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const platforms = await sendProgress(db);
    const waiting = platforms.reduce((sum, p) => sum + p.waiting, 0);
    if (await heldSince(db))
      console.log('恢复备份以后发送是停住的：用 zhucun outbox held 查看，zhucun outbox release 放开。');
    if (waiting === 0) console.log('没有等待发送的消息。');
    if (platforms.length > 0) row('平台', '等待发送', '最近 1 分钟发出', '大约何时发完');
    for (const p of platforms) row(p.platform, String(p.waiting), String(p.lastMinute), sayDone(p, Date.now()));
    console.log('\n下落不明或被拒的：zhucun outbox list');
  });

/** At the pace of the last minute. */
export function sayDone({ waiting, lastMinute }: Omit<SendProgress, 'platform'>, now: number): string {
  if (waiting === 0) return '已发完';
  if (lastMinute === 0) return '说不准，最近 1 分钟没有发出';
  const minutes = Math.ceil(waiting / lastMinute);
  const at = now + minutes * minute;
  const day = dateOf(at) === dateOf(now) ? '' : `${dateOf(at)} `;
  return `约 ${minutes} 分钟后（${day}${timeOf(at)}）`;
}

export interface AllOption {
  readonly all?: boolean;
}

/** With `--all` there is no id: what stands in its place is the folder. */
function settle(
  [first, second]: readonly [string | undefined, string | undefined],
  { all = false }: AllOption,
  act: (data: OpenedData, which: Which) => Promise<void>,
): Promise<void> {
  const id = all ? null : numberOf(first ?? '');
  if (!all && id === null) {
    refuse('请写发送的编号（用 zhucun outbox list 查看），或加 --all 处理全部被拒的发送。');
    return Promise.resolve();
  }
  return withData(all ? first : second, (data) => act(data, id === null ? 'all-refused' : { id }));
}

const noneOf = (which: Which): string =>
  which === 'all-refused' ? '没有被拒的发送。' : `没有下落不明或被拒的发送 ${which.id}。用 zhucun outbox list 查看。`;

export const retryUnsettled = (
  first: string | undefined,
  second: string | undefined,
  options: AllOption,
): Promise<void> =>
  settle([first, second], options, async ({ db }, which) => {
    const again = await retrySends(db, which, Date.now());
    if (again.length === 0) {
      refuse(noneOf(which));
      return;
    }
    console.log(`${again.length} 条发送已重新排队，已记入审计链。`);
    if (again.some(({ state }) => state === 'unknown')) console.log('注意：原先那一条可能已经送达，对方可能收到两次。');
  });

export const dropUnsettled = (
  first: string | undefined,
  second: string | undefined,
  options: AllOption,
): Promise<void> =>
  settle([first, second], options, async ({ db }, which) => {
    const dropped = await dropSends(db, which, Date.now());
    if (dropped.length === 0) {
      refuse(noneOf(which));
      return;
    }
    console.log(`${dropped.length} 条发送不再发出，已记入审计链。没有办完的申请仍在审批人的待办里。`);
  });

const numberOf = (text: string): bigint | null => (/^\d{1,18}$/.test(text) ? BigInt(text) : null);

export const audit = (given: string | undefined): Promise<void> =>
  withData(given, async ({ db }, folder) => {
    const { lines, unreadable } = readWitnesses(folder, db.county);
    const verdict = await verifyAudit(db, lines);
    if (unreadable.length > 0)
      console.log(`${witnessFile(folder)} 第 ${unreadable.join('、')} 行读不出来，没有用来核对。`);
    if (!verdict.ok) {
      refuse(`审计链不完整：${sayFault(verdict)}`);
      return;
    }
    console.log(
      `审计链完整：${verdict.links} 环，${verdict.entries} 条；与数据库之外记下的 ${lines.length} 个链尾一致。`,
    );
    for (const at of await rebuiltAt(db)) console.log(sayRebuilt(at));
  });

/** What cannot be told from the chain alone. */
export const sayRebuilt = (at: Date): string =>
  `${dateOf(at.getTime())} ${timeOf(at.getTime())} 发现链尾的记载（audit_head）丢失，按当时的链重建过：那以前链尾是否被截掉，请与 audit-heads.jsonl 和当时的备份核对。`;

const faults = {
  gap: '缺了这一环',
  previous: '与前一环接不上',
  hash: '记录被改过',
  'entry-missing': '有记录被删',
  payload: '记录的内容被改过',
} as const;

export function sayFault(verdict: Extract<AuditVerdict, { ok: false }>): string {
  switch (verdict.why) {
    case 'cut-tail':
      return `链尾被截掉了，链到第 ${verdict.seq} 环为止，应当到第 ${verdict.headSeq ?? '-'} 环（cut-tail）。`;
    case 'head':
      return `链尾的记载（audit_head）与链不符：链到第 ${verdict.seq} 环，记载是${verdict.headSeq === null ? '空的' : `第 ${verdict.headSeq} 环`}（head）。`;
    case 'witness':
      return `${verdict.at} 在数据库之外记下的第 ${verdict.seq} 环与现在的链不符，链到第 ${verdict.endSeq} 环为止（witness）。从那以后的记录被截掉或改写过，或者数据库是更早的备份。`;
    case 'unlinked-entry':
      return `记录 ${verdict.entryId} 不在链上（unlinked-entry）。`;
    default:
      return `第 ${verdict.seq} 环${verdict.entryId === null ? '' : `，记录 ${verdict.entryId}`}：${faults[verdict.why]}（${verdict.why}）。`;
  }
}

/** `called`: an id, or a name that one person alone has. */
export const link = (called: string, folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const { host, port, origins } = readConfig(process.env);
    const people = await peopleCalled(db, called);
    const [problem] = sayNotOne(called, people);
    if (problem !== undefined) {
      refuse(problem);
      return;
    }
    const token = await createLink(db, people[0]?.id ?? '');
    if (token === null) {
      refuse(`给“${called}”的链接没有做成，请再试一次。`);
      return;
    }
    console.log(`${origins[0] ?? `http://${host}:${port}`}/link/${token}\n10 分钟内有效，只能用一次。请单独发给本人。`);
  });
