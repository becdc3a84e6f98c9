/** `zhucun my-data`: a person's own data as a file, for those who have no account to ask with. */
import { existsSync, writeFileSync } from 'node:fs';
import { dateOf } from '../domain/calendar.ts';
import { myDataXlsx } from '../documents/my-data.ts';
import { recordAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { findPerson } from '../store/find-person.ts';
import { ownDataOf } from '../store/own-data.ts';
import { onlyOne } from './erase.ts';
import { withData } from './operate.ts';

/** More than the chat gives: nobody waits for it. */
const mostRows = 100_000;

export const exportMyData = (given: string, file: string, folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const person = onlyOne(given, await findPerson(db, given));
    if (!person) return;
    if (existsSync(file)) {
      console.log(`${file} 已经有了，没有覆盖。请换一个文件名。`);
      process.exitCode = 1;
      return;
    }
    const now = Date.now();
    const data = await inTransaction(db, async (tx) => {
      const own = (await ownDataOf(tx, db.county, [person.id], mostRows)).get(person.id);
      const record = { verb: 'export-own-data', subject: `person:${person.id}`, payload: { personId: person.id } };
      await recordAudit(tx, db.county, [{ ...record, personId: null, inboxId: null }], now);
      return own;
    });
    if (!data) return;
    writeFileSync(file, await myDataXlsx(data, { madeOn: dateOf(now) }), { flag: 'wx', mode: 0o600 });
    console.log(`已写好 ${file}（只有当前用户能读）。里面有手机号和请假事由，请只交给本人，交出后删除。`);
  });
