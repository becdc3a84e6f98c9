import { describe, expect, it } from 'vitest';
import { myDataXlsx } from '../../src/documents/my-data.ts';
import { ownData } from '../documents/sample-own-data.ts';
import { OpenedSheet, withoutOffice } from './office.ts';

describe.skipIf(withoutOffice())('one’s own data in LibreOffice', { timeout: 180_000 }, () => {
  it('opens, and every sheet is printed with its heading', async () => {
    const { pages, picture } = new OpenedSheet(await myDataXlsx(ownData(), { madeOn: '2026-12-02' })).print();
    console.log(`pictures of the pages: ${picture}`);
    const printed = pages.join('\n');
    expect(pages).toHaveLength(10);
    for (const words of [
      '13800000001',
      '绑定时间',
      '有，围栏内',
      '家里有事',
      '下午开院坝会',
      '看了什么',
      '被代理人',
      '户或地点',
      '推迟到',
      '问的',
    ])
      expect(printed).toContain(words);
    expect(printed).not.toContain('###');
  });

  it('runs nothing that somebody wrote', async () => {
    const data = ownData();
    const bytes = await myDataXlsx({ ...data, person: { ...data.person, name: '=1+1' } }, { madeOn: '2026-12-02' });
    expect(new OpenedSheet(bytes).csv()).toContain("姓名,'=1+1");
  });
});
