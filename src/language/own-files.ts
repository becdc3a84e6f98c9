/** 附件, 我的附件 11月: the documents that one has sent along. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { bare } from './match-words.ts';
import { periodAround } from './period-said.ts';

const longest = 30;
/** Where nothing is said of it, a quarter of a year back. */
const usualDays = 92;
const asked =
  /^(?:请|麻烦)?(?:看看|查看|看|查|下载|找)?(?:一下)?(.*?)(?:我的|我发的|我上报的)?(.*?)的?(?:附件|上报文件)(.*)$/;

export function readOwnFiles(text: FoldedText, today: IsoDate): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  const found = asked.exec(bare(text.look));
  if (!found) return null;
  const period = periodAround(found.slice(1), today, { from: addDays(today, -usualDays), to: today });
  return period && { intent: 'own-files', ...period };
}
