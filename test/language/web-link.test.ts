import { describe, expect, it } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { shanghai } from '../commands/facts.ts';

const intentOf = (text: string): string => understand(text, shanghai('2026-12-02 10:00')).intent;

describe('网页', () => {
  it.each([
    '网页',
    '网页登录',
    '电脑登录',
    '网页登陆',
    ' 网页。',
    '给我网页链接',
    '再要一个登录链接',
    '/web',
    'ＷＥＢ'.replace('ＷＥＢ', '/WEB'),
    '网页版?',
  ])('is heard in %s', (text) => expect(intentOf(text)).toBe('web-link'));

  it.each(['网页打不开', '网页上的台账怎么看', '电脑坏了', '日志 上午学习网页制作', '请假 明天 修电脑', '不要网页'])(
    'is not heard in %s',
    (text) => expect(intentOf(text)).not.toBe('web-link'),
  );
});
