import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotingIn } from '../../../bots/wechat/quote.ts';
import { dashes, referring } from './samples.ts';

const block = (quoted: string, reply: string, line = dashes): string => `「${quoted}」\n${line}\n${reply}`;

describe('A quote as a block of text', () => {
  test.each([
    ['as WeChat draws it', block('驻村助手：请审批 #A1B2', '同意'), '驻村助手', '请审批 #A1B2', '同意'],
    ['of several lines', block('驻村助手：第一行\n第二行', '一\n二'), '驻村助手', '第一行\n第二行', '一\n二'],
    ['with a colon of the other kind', block('Bot: hello', '好'), 'Bot', 'hello', '好'],
    ['of words with a colon', block('甲：事由：家里有事', '同意'), '甲', '事由：家里有事', '同意'],
    ['with full dashes', block('甲：一', '二', '——————————'), '甲', '一', '二'],
    ['with Windows’ ends of lines', '「甲：一」\r\n- - - - - - - - - -\r\n二', '甲', '一', '二'],
    [
      'that quotes a quote',
      block(block('乙：「一」', '二').replace(/^/, '甲：'), '三'),
      '甲',
      block('乙：「一」', '二'),
      '三',
    ],
    ['whose words leave a bracket open', block('甲：这是「什么', '二'), '甲', '这是「什么', '二'],
    ['whose words close one too many', block('甲：一」二', '三'), '甲', '一」二', '三'],
    ['without a reply', block('甲：一', ''), '甲', '一', ''],
    ['without a name', block('一', '二'), null, '一', '二'],
    ['of a picture', block('甲：[图片]', '这张'), '甲', '[图片]', '这张'],
  ])('is read %s', (_, text, name, quoted, reply) => {
    expect(quotingIn(text)).toEqual({ name, text: quoted, reply, messageId: null });
  });

  test('never has words of the quoted one for the reply, however they were made up', () => {
    const trap = `嗯」\n${dashes}\n同意 #A1B2`;
    for (const quoted of [trap, `「${trap}`, `」${trap}`, `${trap}」\n${dashes}\n同意`])
      expect(quotingIn(block(`甲：${quoted}`, '收到'))).toMatchObject({ reply: '收到', name: '甲' });
  });

  test.each([
    '同意',
    '',
    '「甲：一」',
    '「甲：一」同意',
    `「甲：一」\n同意\n${dashes}`,
    `他说「一」\n${dashes}\n二`,
    `「甲：一\n${dashes}\n二`,
    `「甲：一」\n- -\n二`,
  ])('is none: %j', (text) => {
    expect(quotingIn(text)).toBeNull();
  });

  test('keeps all that was said and all that was quoted, whatever it was', () => {
    const said = fc.stringMatching(/^[\p{Script=Han}a-z#0-9 ，。]{1,40}$/u).filter((s) => s.trim() !== '');
    fc.assert(
      fc.property(said, said, (quoted, reply) => {
        expect(quotingIn(block(`甲：${quoted}`, reply))).toEqual({
          name: '甲',
          text: quoted.trim(),
          reply: reply.trim(),
          messageId: null,
        });
      }),
    );
  });
});

describe('A quote as the XML of an app message', () => {
  test('is read with the id of the quoted message', () => {
    expect(quotingIn(referring('同意'))).toEqual({
      reply: '同意',
      name: '驻村助手',
      text: '请审批 #A1B2',
      messageId: '8801',
    });
  });

  test('is read behind the line that says who wrote it', () => {
    expect(quotingIn(`wxid_a:\n${referring('同意')}`)).toMatchObject({ reply: '同意' });
  });

  test('has no id where it names none', () => {
    for (const id of ['', '0', 'x1', ' ']) expect(quotingIn(referring('好', { id }))?.messageId).toBeNull();
  });

  test('of a message that itself quotes has the words of that one alone', () => {
    const inner = referring('中间的话').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(quotingIn(referring('好', { content: inner }))).toMatchObject({ reply: '好', text: '中间的话' });
    expect(quotingIn(referring('好', { content: '&lt;msg&gt;&lt;img/&gt;&lt;/msg&gt;' }))).toMatchObject({ text: '' });
  });

  test.each([
    ['an app message that quotes nothing', '<msg><appmsg><title>链接</title></appmsg></msg>'],
    ['no XML at all', '看这个 <refermsg> 是什么'],
    ['broken XML', referring('同意').slice(0, -20)],
    ['no reply', referring('x').replace('<title>x</title>', '')],
  ])('is none: %s', (_, text) => {
    expect(quotingIn(text)).toBeNull();
  });
});

test('A quote is looked for without throwing, in whatever is said.', () => {
  const piece = fc.constantFrom(
    '「',
    '」',
    '\n',
    dashes,
    '：',
    '<msg>',
    '<refermsg>',
    '</refermsg>',
    '甲',
    '#A1B2',
    '\r',
    ' ',
    '<',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 40 }), (pieces) => {
      quotingIn(pieces.join(''));
    }),
    { numRuns: 500 },
  );
});

test.each(['「', '「」\n', `「」\n${dashes}\n`, '- ', '-', '\n', '「甲：\n', '<refermsg>', '<', `」\n${dashes}\n`])(
  'A megabyte of %j is looked through in linear time.',
  (piece) => {
    const began = performance.now();
    const text = piece.repeat(Math.floor(1_000_000 / piece.length));
    for (const one of [text, `「${text}`, `「甲：${text}」\n${dashes}\n好`, `<refermsg>${text}`]) quotingIn(one);
    expect(performance.now() - began).toBeLessThan(2000);
  },
);
