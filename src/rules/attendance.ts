/** How many days of a month are asked for, and who keeps whose attendance. */
import type { CompiledPack } from './compile.ts';
import type { KeeperDecision, MonthQuota, Rules } from './decision.ts';
import { isInForce } from './period.ts';
import { leastOf } from './share.ts';
import { because, labelled, lookUp, nothing } from './table.ts';

type QuotaFacts = Parameters<Rules['monthQuota']>[0];
type KeeperFacts = Parameters<Rules['keeper']>[0];

/** null where no pack in force asks this post for days of a month. */
export function monthQuota(packs: readonly CompiledPack[], { post, monthDays, on }: QuotaFacts): MonthQuota | null {
  for (const pack of packs) {
    if (!pack.file.posts.includes(post)) continue;
    for (const provision of pack.provisions) {
      const { quota } = provision.source;
      if (!quota || !isInForce(provision.period, on)) continue;
      const facts = labelled(pack, [quota.of], { [quota.of]: monthDays });
      const minDays = leastOf(monthDays, quota.share, provision.bound);
      return { minDays, monthDays, share: quota.share.text, ...because([provision], facts) };
    }
  }
  return null;
}

export function keeper(packs: readonly CompiledPack[], { post, dispatchLevel, on }: KeeperFacts): KeeperDecision {
  const answer = lookUp(packs, 'attendance-keeper', { role: post, dispatch_level: dispatchLevel }, on);
  if (!answer?.row) return { keeper: null, ...nothing, facts: answer?.used ?? {} };
  return { keeper: answer.row.body, ...because([answer.row.provision], answer.used) };
}
