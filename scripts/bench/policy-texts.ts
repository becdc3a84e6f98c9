/** Documents and questions that nobody wrote: clauses of the packs' own summaries, shuffled. They say nothing; they are as long and as alike as real ones. */
import type { PolicyDocument, PolicyUnit } from '../../src/domain/policy.ts';
import type { PackBook } from '../../src/rules/books.ts';

/** Another number from 0 to below 1 each time, the same in each run. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const STEMS = Array.from('甲乙丙丁戊己庚辛壬癸');
const BRANCHES = Array.from('子丑寅卯辰巳午未申酉戌亥');
const KINDS = ['驻村工作队管理办法', '驻村干部考核细则', '第一书记选派意见', '驻村干部请假规定', '驻村工作经费办法'];
const shortest = 60;
const longest = 400;

/** @param articles of all documents together */
export function sampleDocuments(packs: readonly PackBook[], documents: number, articles: number): PolicyDocument[] {
  const random = chance(documents * 31 + articles);
  const clauses = clausesOf(packs);
  return Array.from({ length: documents }, (_, n): PolicyDocument => {
    const size = Math.floor(((n + 1) * articles) / documents) - Math.floor((n * articles) / documents);
    const title = `${placeOf(n)}县${pick(KINDS, random)}（示例${n + 1}）`;
    return {
      ...{ id: `text-sample-${n + 1}`, pack: null, title, number: `示例办〔2024〕${n + 1}号`, issuer: null },
      ...{ issuedOn: null, unplaced: [] },
      units: Array.from({ length: size }, (_unused, k): PolicyUnit => ({
        ...{ article: `第${k + 1}条`, aliases: [], chapter: k < size / 2 ? '第一章 总则' : '第二章 附则' },
        text: articleOf(clauses, random),
      })),
    };
  });
}

const placeOf = (n: number): string => (STEMS[n % STEMS.length] ?? '') + (BRANCHES[n % BRANCHES.length] ?? '');

function articleOf(clauses: readonly string[], random: () => number): string {
  const wanted = shortest + Math.floor(random() * (longest - shortest));
  let text = '';
  while (text.length < wanted) {
    const ends = random() < 0.3 ? '。' : '，';
    text += clauseOf(clauses, random) + ends;
  }
  return `${text.slice(0, wanted - 1)}。`;
}

/** The beginning of one and the end of another, with other figures. */
function clauseOf(clauses: readonly string[], random: () => number): string {
  const [one, other] = [pick(clauses, random), pick(clauses, random)];
  const joined = one.slice(0, Math.ceil(one.length * random())) + other.slice(Math.floor(other.length * random()));
  return joined.replaceAll(/\d+/g, () => String(1 + Math.floor(random() * 30)));
}

/** A third as people ask, a third of two questions, a third of nothing in particular; some name a place. */
export function sampleQuestions(packs: readonly PackBook[], count: number): string[] {
  const random = chance(count);
  const asked = packs.flatMap(({ points, silences }) => [...points, ...silences].flatMap((one) => one.asked));
  const clauses = clausesOf(packs);
  return Array.from({ length: count }, (_, n) => {
    const place = random() < 0.1 ? `${placeOf(Math.floor(random() * 120))}县` : '';
    if (n % 3 === 0) return place + pick(asked, random);
    if (n % 3 === 1) return `${place}${pick(asked, random)}，${pick(asked, random)}`;
    return `${place}${clauseOf(clauses, random)}${pick(['谁批', '多少天', '怎么办', '几次', '多少钱', '要不要'], random)}`;
  });
}

const clausesOf = (packs: readonly PackBook[]): string[] =>
  packs
    .flatMap(({ points }) => points.flatMap(({ says, asked }) => [...says.split(/[，。；：、]/), ...asked]))
    .filter((clause) => clause.length > 3);

function pick<T>(of: readonly T[], random: () => number): T {
  const one = of[Math.floor(random() * of.length)];
  if (one === undefined) throw new RangeError('nothing to pick from');
  return one;
}
