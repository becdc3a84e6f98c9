/** 昨天的假补一下, 昨儿没来 补个病假: leave asked for once its days are over. Without a day gone by it is leave to come. */
import { withoutWords } from './leave-fillers.ts';
import type { Run } from './leave-runs.ts';

const kind = '(?:病|事|公|年|婚|丧|探亲)?休?';
/** Not 假条, 假苗. */
const leave = '假(?![条苗牙话证货币冒装设如])';
const count = '[一两二三四五六七八九十\\d]{1,2}';
const again = '补(?:请|办|交|填|走|上|报)?';
const asking = new RegExp(
  [
    // 补个假, 补请一天假, 补一下请假手续, 补昨天的假
    `${again}(?:一下|下|一?个|${count}天的?)?(?:${kind}${leave}|请${leave})`,
    `${again}(?:一下)?[^\\s,。!?补]{2,9}的(?:${kind}${leave}|请${leave})`,
    // 昨天的假补一下, 请的病假 流程忘走了 补一下
    `(?:的|请了?|没来得及请|没请|忘了?请)${kind}${leave}[^。!?]{0,16}补(?:一下|上|办|个|请|报|走|交|填)`,
  ].join('|'),
);
/** Done already, denied, or another thing that is made up. */
const isOther = /补(?:一下|上|办|个|请|交)?(?:了|过|好|完|齐)|已经?补|[没不]用?补|补助|补贴|补课|补卡|补签/;

export const asksAfterwards = (look: string): boolean =>
  look.includes('补') && asking.test(look) && !isOther.test(look);

export const isAfterwards = (look: string, runs: readonly Run[]): boolean =>
  runs.some((run) => run.isPast) && asksAfterwards(look);

/** What is left of 补一下, 补个, 我请的 is no reason. */
const leftovers = new RegExp(`(?:^|(?<= ))天?(?:我请的|${again}(?:一下|下|一?个)?)(?= |$)`, 'g');

export const withoutAsking = (reason: string | null): string | null => withoutWords(reason, leftovers);
