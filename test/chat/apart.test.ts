import { describe, expect, test } from 'vitest';
import type { Addressed } from '../../src/chat/address.ts';
import { apart } from '../../src/chat/apart.ts';
import type { Capabilities, KeptFile, KeptImage } from '../../src/chat/message.ts';
import { capabilities } from '../builders/adapter.ts';

const image = (n: number): KeptImage => ({ sha256: String(n).repeat(64), contentType: 'image/jpeg', sizeBytes: 3 });
const file: KeptFile = {
  sha256: 'f'.repeat(64),
  name: '示例台账.xlsx',
  contentType: 'application/vnd.ms-excel',
  sizeBytes: 9,
};
const button: Addressed['buttons'][number] = {
  ...{ id: 'b1', label: '同意', words: '同意 #A1B2', personId: 'p6' },
  action: { does: 'dialogue', word: 'confirm', dialogueId: '1' },
};
const whole = (more: Partial<Addressed> = {}): Addressed => ({
  ...{ platform: 'some', conversation: 'c1', key: 'm42.0', text: '请审批。', code: 'A1B2', replyTo: 'x1' },
  ...{ personId: 'p6', requestId: 'r1', revision: 2, images: [], files: [], buttons: [button] },
  ...more,
});
const can = capabilities({ attachments: 'apart', editSent: true, maxTextLength: 40 });
const on = (one: Addressed, more: Partial<Capabilities> = {}): Addressed[] =>
  apart(one, new Map([['some', { ...can, ...more }]]));
const long = '一二三四五六七八九。'.repeat(9);

describe('an answer', () => {
  test('that its platform takes goes as it is', () => {
    expect(on(whole())).toEqual([whole()]);
    const full = whole({ images: [image(1)], files: [file] });
    expect(on(full, { attachments: 'with-text' })).toEqual([full]);
  });

  test('goes as it is where nothing is known of the platform', () => {
    const full = whole({ platform: 'other', text: long, images: [image(1)] });
    expect(on(full)).toEqual([full]);
  });

  test('that is too long goes in parts, with the buttons on the last and the quote on the first', () => {
    const parts = on(whole({ text: long }));
    expect(parts.map((p) => p.text).join('')).toBe(long);
    expect(parts.map((p) => [p.key, p.replyTo, p.buttons.length])).toEqual([
      ['m42.0', 'x1', 0],
      ['m42.0~1', null, 0],
      ['m42.0~2', null, 1],
    ]);
    for (const part of parts) expect(part.text.length).toBeLessThanOrEqual(can.maxTextLength);
  });

  test('is about the same request in every part, so that any of them can be quoted', () => {
    for (const part of on(whole({ text: long, images: [image(1)] })))
      expect(part).toMatchObject({ requestId: 'r1', revision: 2, personId: 'p6', conversation: 'c1' });
  });

  test('for one person fits every platform that it may yet move to; for a group only its own', () => {
    const platforms = new Map([
      ['some', { ...can, maxTextLength: 1000 }],
      ['other', can],
    ]);
    const parts = apart(whole({ text: long }), platforms);
    expect(parts.map((p) => p.text).join('')).toBe(long);
    expect(Math.max(...parts.map((p) => p.text.length))).toBeLessThanOrEqual(can.maxTextLength);
    expect(apart(whole({ text: long, personId: null }), platforms)).toHaveLength(1);
  });

  test('has each image and file behind it, where these go apart', () => {
    const parts = on(whole({ images: [image(1), image(2)], files: [file] }));
    expect(parts.map((p) => [p.key, p.text, p.images.length, p.files.length, p.buttons.length, p.code])).toEqual([
      ['m42.0', '请审批。', 0, 0, 1, 'A1B2'],
      ['m42.0~1', '', 1, 0, 0, null],
      ['m42.0~2', '', 1, 0, 0, null],
      ['m42.0~3', '', 0, 1, 0, null],
    ]);
    expect(parts.slice(1, 3).flatMap((p) => p.images)).toEqual([image(1), image(2)]);
  });

  test('keeps its files with the text where the platform can’t carry any', () => {
    expect(on(whole({ files: [file] }), { files: false })).toEqual([whole({ files: [file] })]);
  });

  test('has its images and files with the last part of the text where they go together', () => {
    const parts = on(whole({ text: long, images: [image(1)], files: [file] }), { attachments: 'with-text' });
    expect(parts.map((p) => p.images.length + p.files.length)).toEqual([0, 0, 2]);
  });

  test('leaves room for the code and for the words of buttons where the adapter writes these into the text', () => {
    const parts = on(whole({ text: long }), { quotedId: false, buttons: false, maxTextLength: 90 });
    const added = ' #A1B2'.length + button.words.length;
    for (const part of parts) expect(part.text.length + added).toBeLessThanOrEqual(90);
    expect(parts.map((p) => p.text).join('')).toBe(long);
  });

  test('is the same whenever it is made again', () => {
    const one = whole({ text: long, images: [image(1)] });
    expect(on(one)).toEqual(on(one));
  });

  test('has no part of blank lines alone', () => {
    expect(on(whole({ text: `一。${'\n'.repeat(90)}二。` })).map((p) => p.text.trim())).toEqual(['一。', '二。']);
  });
});
