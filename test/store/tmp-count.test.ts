import { expect, test } from 'vitest';
import { openedCounty, messageFrom, wednesday, resultOf, sendTo } from './opened-county.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { inTransaction } from '../../src/store/database.ts';
import { loadSpeakers } from '../../src/store/speakers.ts';
import { loadFacts } from '../../src/store/facts.ts';
import { apply } from '../../src/store/apply.ts';
import { loadDirectory } from '../../src/store/directory.ts';
import { keepMessage, takeMessages } from '../../src/store/inbox.ts';
import { tick } from './asked-facts.ts';
import { answering, moving, shortLeave, opening } from './sample-requests.ts';

test('count', async () => {
  const county = await openedCounty(sampleCountyWithOfficer);
  const { db } = county;
  await county.sql(`INSERT INTO person (county,id,name,post,township_id) SELECT 'demo','q'||i,'示例'||i,'驻村工作队员','t1' FROM generate_series(1,3000) i`);
  await county.sql(`INSERT INTO seat_holder SELECT 'demo','乡镇（街道）党（工）委书记','t1','q'||i,'2026-01-01' FROM generate_series(1,64) i`);
  await county.sql(`INSERT INTO account SELECT 'demo','web-q'||i,'web','web-q'||i,'q'||i,'d-web-q'||i FROM generate_series(1,3000) i`);
  await county.sql(`INSERT INTO request (county,id,code,kind,applicant_id,from_on,to_on,from_half,to_half,half_days,reason,late,state,step,version,modes,filings,citations,readings,opened_at,moved_at)
    SELECT 'demo','z'||i,'Z'||(i%57600),'leave','q'||(1+i%3000),'2025-01-01'::date+(i%700),'2025-01-03'::date+(i%700),'am','pm',6,'x',false,CASE WHEN i%500=0 THEN 'open'::request_state ELSE 'approved' END,CASE WHEN i%500=0 THEN 0 ELSE 1 END,1,'{any}','[]','[]','[]','2025-01-01'::timestamptz + i*interval '1 minute','2025-01-01' FROM generate_series(1,150000) i`);
  await county.sql(`INSERT INTO request_seat (county,request_id,step,body,scope_id,title,place,answered_by,verdict,answered_at)
    SELECT 'demo','z'||i,0,'县委组织部','','x',0, CASE WHEN i%500=0 THEN NULL ELSE 'p8' END,'approve','2025-01-01'::timestamptz + i*interval '6 minute' FROM generate_series(1,150000) i`);
  await county.sql('ANALYZE');
  const reqs = Array.from({ length: 64 }, (_, i) => ({ ...shortLeave, id: `b${i}`, code: `B${i}`, applicantId: `q${100 + i}` }));
  await inTransaction(db, (tx) => apply(tx, 'demo', [resultOf(1n, 'p1', reqs.map(opening))], wednesday));
  for (let i = 0; i < 64; i++) await keepMessage(db, messageFrom(`q${i + 1}`));
  let n = 0; const at: string[] = [];
  const counted = <T extends object>(tx: T): T => new Proxy(tx, { get(t, k) { const v = Reflect.get(t, k); if (k === '$queryRaw' || k === '$executeRaw') return async (...a: unknown[]) => { n++; const t0 = performance.now(); const r = await (v as (...a: unknown[]) => Promise<unknown>).apply(t, a); at.push(`${(performance.now()-t0).toFixed(1)} ${String((a[0] as string[])[0]).trim().slice(0, 60).replaceAll('\n',' ')}`); return r; }; return v; } });
  await inTransaction(db, async (raw) => {
    const tx = counted(raw);
    const { messages } = await takeMessages(tx, 'demo', 64);
    const sp = await loadSpeakers(tx, 'demo', messages, wednesday);
    await loadFacts(tx, 'demo', sp, sp.map((_, i) => ({ organisation: true, forMe: true, code: `B${i}` })));
    await loadDirectory(tx, 'demo', [], sp);
    await apply(tx, 'demo', messages.map((m, i) => resultOf(m.id, `q${i + 1}`, [answering({ requestId: `b${i}`, personId: `q${i + 1}` }), moving({ requestId: `b${i}` })], [sendTo('p1', `s${i}`)])), wednesday);
  });
  console.log(n, at.join('\n'));
  const time = async (name: string, who: string, need: object) => {
    at.length = 0;
    await inTransaction(db, async (raw) => { const tx = counted(raw);
      const message = who === 'clock' ? tick() : messageFrom(who);
      const sp = await loadSpeakers(tx, 'demo', [{ id: 1n, accountId: message.senderId, message }], wednesday);
      const [f] = await loadFacts(tx, 'demo', sp, [need]); console.log(name, f!.requests.length, f!.due?.requests.length, '\n' + at.join('\n')); });
  };
  await time('answered', 'p8', { answeredSince: '2026-01-01' });
  await time('ledger', 'p8', { ledger: { seats: [{ body: 'x', scopeId: '' }], from: '2026-11-01', to: '2026-11-30' } });
  await time('due', 'clock', { due: true });
  await time('names', 'p8', { names: ['老示', '示例1'], ownRequestsOf: { named: true } });
  await time('forMe', 'p8', { forMe: true, organisation: true });
  await time('officer', 'p11', { forMe: true, organisation: true });
  await county.close();
  expect(1).toBe(1);
}, 300000);
