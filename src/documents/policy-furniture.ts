/** What a page or a website puts around a regulation: page numbers, running heads, navigation, the foot of the site, a table of contents. */
import { endsSentence, isPlain, titleKey, type Line } from './policy-lines.ts';
import { readMarker } from './policy-markers.ts';

/** Longer lines are never looked at here, in characters. */
const longestFurniture = 200;

const dashed = /^[-－—–―─~～·•\s]{1,6}\d{1,4}[-－—–―─~～·•\s]{0,6}$/;
const counted = /^(?:第\s?\d{1,4}\s?页(?:[\s,，/]{0,3}共\s?\d{1,4}\s?页)?|page\s?\d{1,4}(?:\s?of\s?\d{1,4})?)$/i;
const bare = /^(\d{1,4})(?:\s?\/\s?\d{1,4})?$/;

/** Words of a website that stand alone or beside each other on a line. */
const siteWords = new Set(
  `首页 网站首页 返回首页 主页 当前位置 您的位置 您现在的位置 您当前的位置 打印 打印本页 打印本文 关闭 关闭窗口 关闭本页 分享 分享到 微信
微博 qq 收藏 收藏本站 字体 字号 字体大小 文字大小 大 中 小 放大 缩小 默认 上一篇 下一篇 上一页 下一页 没有了 返回 返回顶部 返回列表 顶部 扫一扫
扫一扫在手机打开当前页 登录 注册 无障碍 无障碍浏览 无障碍阅读 长者模式 适老版 繁体 简体 移动版 搜索 网站地图 联系我们 关于我们 隐私声明
政务公开 政府信息公开 信息公开 政策文件 政策法规 规范性文件 通知公告 正文 相关链接 相关文档 友情链接 下载 附件下载`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
const separators = /[\s|｜>＞»›/【】[\]{}·:：,，、.。]+/;
/** Labels that show that what is around them is the foot of a site. */
const footMarks =
  /ICP备|公网安备|网站标识码|网站地图|版权所有|copyright|主办单位[:：]|承办单位[:：]|技术支持[:：]|主办[:：]/i;
const footLabels =
  /^(?:主办|承办|协办|主管|版权|地址|邮编|邮政编码|电话|联系电话|传真|邮箱|电子邮箱|网站|备案|技术支持|维护|网址|copyright|建议使用|政府网站|陕|[\p{Script=Han}]ICP)/iu;
const headLabels =
  /^(?:来源|信息来源|文章来源|发布时间|发布日期|发布机构|发布单位|发文单位|发文机关|制发机关|发文字号|文号|文件编号|成文日期|发文日期|生成日期|印发日期|公开日期|索引号|主题分类|主题词|信息分类|体裁分类|有效性|时效性|效力状态|名称|标题|浏览次数|浏览量|浏览|点击数|点击率|点击|阅读次数|阅读|访问量|作者|编辑|责任编辑|责编|审核|字体|字号|公开方式|公开范围)\s?[:：]/;

const isSiteWords = (text: string): boolean => {
  if (text.length > longestFurniture || endsSentence(text)) return false;
  const words = text
    .toLowerCase()
    .split(separators)
    .filter((word) => word !== '');
  // A lone 大 or 正文 may be the end of a sentence; a line of them is not.
  return words.length > 0 && words.every((word) => siteWords.has(word)) && words.join('').length > 1;
};

/** Numbers that stand alone, 3 and not — 3 —, count where one follows the other, or where there is a single one. */
function pageNumbers(lines: readonly Line[]): Set<number> {
  const found = new Set<number>();
  const numbers = new Set<number>();
  const alone: { at: number; number: number }[] = [];
  for (const [at, { text }] of lines.entries()) {
    if (text.length > 30) continue;
    const number = bare.exec(text)?.[1];
    if (number !== undefined) alone.push({ at, number: Number(number) });
    else if (dashed.test(text) || counted.test(text)) found.add(at);
  }
  for (const [i, { at, number }] of alone.entries()) {
    const inTurn = alone[i - 1]?.number === number - 1 || alone[i + 1]?.number === number + 1;
    if (inTurn || alone.length === 1) numbers.add(at);
  }
  // One document has its pages numbered in one way.
  return found.size > 0 ? found : numbers;
}

/** Short lines that stand beside a page number on at least two pages, and on every third one. */
function runningHeads(lines: readonly Line[], numbers: ReadonlySet<number>): Set<string> {
  const beside = new Set([...numbers].flatMap((at) => [at - 1, at + 1]).filter((at) => !numbers.has(at)));
  const seen = new Map<string, number>();
  for (const at of beside) {
    const text = lines[at]?.text ?? '';
    const short = text.length > 3 && text.length <= 40 && !endsSentence(text) && readMarker(text) === null;
    if (short) seen.set(text, (seen.get(text) ?? 0) + 1);
  }
  return new Set([...seen].filter(([, times]) => times > 1 && times * 3 >= numbers.size).map(([text]) => text));
}

/** Without page numbers, running heads and the words of a website. */
export function withoutFurniture(lines: readonly Line[]): Line[] {
  const numbers = pageNumbers(lines);
  const heads = runningHeads(lines, numbers);
  return lines.filter(({ text }, at) => !numbers.has(at) && !heads.has(text) && !isSiteWords(text));
}

/** 发布时间：…, 索引号：…: what a site tells about a document above it. */
export const isHeadLabel = (text: string): boolean => text.length <= longestFurniture && headLabels.test(text);

/** Which of the lines after the last number are the foot of a website; none unless one of them is unmistakable. */
export function siteFoot(lines: readonly Line[]): Set<Line> {
  const short = lines.filter(({ text }) => text.length <= longestFurniture);
  if (!short.some(({ text }) => footMarks.test(text))) return new Set();
  return new Set(short.filter(({ text }) => footMarks.test(text) || footLabels.test(text) || isHeadLabel(text)));
}

const leaders = /[.…·．・]{3,60}\s{0,4}[-－—(（]?\d{1,4}[-－—)）]?$/;
/** A table of contents is no longer than this, in lines. */
const longestContents = 400;

const entryKey = (text: string): string => titleKey(text.slice(0, 100).replace(/[.…·．・\s]{1,60}\d{0,4}$/, ''));

/** Parts the table of contents from the text: entries end where the first of them comes again. */
export function withoutContents(lines: readonly Line[]): { readonly lines: Line[]; readonly contents: Line[] } {
  const isEntry = ({ text }: Line): boolean => text.length <= 120 && leaders.test(text.slice(-80));
  const from = lines.findIndex(({ text }) => /^目\s{0,6}[录次]$/.test(text.slice(0, 12)));
  const first = lines[from + 1];
  const again =
    from < 0 || first === undefined
      ? -1
      : lines.findIndex(
          ({ text }, at) =>
            at > from + 1 && at <= from + longestContents && isPlain(text) && entryKey(text) === entryKey(first.text),
        );
  const contents = lines.filter(
    (line, at) => (at >= from && at < again) || isEntry(line) || (from >= 0 && at === from),
  );
  const gone = new Set(contents);
  return { lines: lines.filter((line) => !gone.has(line)), contents };
}
