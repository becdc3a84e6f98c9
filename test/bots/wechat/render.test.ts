import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotingIn } from '../../../bots/wechat/quote.ts';
import { render } from '../../../bots/wechat/render.ts';
import { MAX_TEXT } from '../../../bots/wechat/schema.ts';
import { apart } from '../../../src/chat/apart.ts';
import type { Addressed } from '../../../src/chat/address.ts';
import type { OfferedButton } from '../../../src/domain/reply.ts';
import { codesNamedIn } from '../../../src/domain/named-codes.ts';
import { wordButton, wordReply } from '../../../src/replies/word.ts';
import { capabilities } from '../../builders/adapter.ts';
import { samples } from '../../replies/samples.ts';
import { dashes } from './samples.ts';

const action = { does: 'dialogue', word: 'confirm', dialogueId: '1' } as const;
type Shown = Addressed['buttons'][number];
const shown = (label: OfferedButton['label'], code: string | null): Shown => ({
  id: label,
  personId: 'p1',
  action,
  ...wordButton({ label, action }, code),
});
const buttons = (code: string | null, ...labels: OfferedButton['label'][]): Shown[] =>
  labels.map((label) => shown(label, code));

describe('What the account types', () => {
  test('is the text where there is nothing else', () => {
    expect(render({ text: '已打卡：12月2日（周三） 08:00。', code: null, buttons: [] })).toBe(
      '已打卡：12月2日（周三） 08:00。',
    );
  });

  test('has the words instead of buttons below it, with the code in them', () => {
    const text = '#A1B2 示例甲 请假';
    expect(render({ text, code: 'A1B2', buttons: buttons('A1B2', 'approve', 'reject', 'return') })).toBe(
      `${text}\n回复：同意 #A1B2，驳回 #A1B2 理由，或 退回 #A1B2 理由`,
    );
    expect(render({ text: '请确认', code: null, buttons: buttons(null, 'confirm', 'cancel') })).toBe(
      '请确认\n回复：确认，或 取消',
    );
    expect(render({ text: '备案', code: 'A1B2', buttons: buttons('A1B2', 'receive-filing') })).toBe(
      '备案\n回复：收到 #A1B2',
    );
  });

  test('does not say them twice where the text has said them all', () => {
    const { text } = wordReply(samples['ask-consent'][0]!);
    expect(render({ text, code: null, buttons: buttons(null, 'agree', 'disagree') })).toBe(text);
    const half = '确认请回复“确认”。';
    expect(render({ text: half, code: null, buttons: buttons(null, 'confirm', 'cancel') })).toBe(
      `${half}\n回复：确认，或 取消`,
    );
  });

  test('names the code where nothing else does: not where it is only an example', () => {
    expect(render({ text: '您的请假已批准。', code: 'A1B2', buttons: [] })).toBe('您的请假已批准。\n编号 #A1B2');
    expect(render({ text: '已提交 #A1B2。', code: 'A1B2', buttons: [] })).toBe('已提交 #A1B2。');
    expect(render({ text: '请发“撤回 #A1B2”。', code: 'A1B2', buttons: [] })).toBe('请发“撤回 #A1B2”。\n编号 #A1B2');
  });

  test('names its request to whoever quotes it, of each result that is about one', () => {
    let about = 0;
    for (const result of Object.values(samples).flat()) {
      const { text, code } = wordReply(result);
      if (code === null) continue;
      about += 1;
      const quoted = quotingIn(`「驻村助手：${render({ text, code, buttons: [] })}」\n${dashes}\n好`)?.text ?? '';
      expect(codesNamedIn(quoted)).toContain(code);
    }
    expect(about).toBeGreaterThan(20);
  });
});

const labels: readonly OfferedButton['label'][] = ['approve', 'reject', 'return', 'confirm', 'cancel', 'end-leave', 'object', 'receive-filing', 'agree', 'disagree']; // prettier-ignore

test('Each part of a text of any length fits into a message, whatever buttons and code go with it, and no word is lost.', () => {
  const can = capabilities({ quotedId: false, buttons: false, callbackBytes: 0, maxTextLength: MAX_TEXT, attachments: 'apart' }); // prettier-ignore
  const said = fc.oneof(
    fc.string({ unit: fc.constantFrom('一', '。', '\n', '😊', 'a', '“', '”'), minLength: 1, maxLength: 9000 }),
    fc.nat(4100).map((n) => '长'.repeat(n + 1)),
  );
  fc.assert(
    fc.property(said, fc.subarray([...labels]), fc.boolean(), (text, offered, hasCode) => {
      const code = hasCode ? 'A1B2' : null;
      const whole: Addressed = {
        ...{ platform: 'wechat', conversation: 'wxid_a', key: 'k', replyTo: null, personId: null, requestId: null },
        ...{ revision: null, images: [], files: [], text, code, buttons: buttons(code, ...offered) },
      };
      const parts = apart(whole, new Map([['wechat', can]]));
      for (const part of parts) expect(render(part).length).toBeLessThanOrEqual(MAX_TEXT);
      for (const { words } of whole.buttons) expect(parts.map((p) => render(p)).join('\n')).toContain(words);
    }),
    { numRuns: 500 },
  );
});
