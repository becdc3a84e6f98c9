/** Words of drafts of reports: the text to be copied by itself, then what is to be known of it. */
import type { Draft, DraftPoint, DraftResult, DraftSection, DraftTopic } from '../domain/draft-result.ts';
import { notes } from './draft-notes.ts';
import { called, draftSentence, numerals, over, shownIn } from './draft-sentences.ts';
import { lines } from './format.ts';

type Of<K extends DraftResult['says']> = Extract<DraftResult, { says: K }>;

const topics: Readonly<Record<DraftTopic, string>> = {
  attendance: '到岗情况',
  study: '学习培训',
  visits: '入户走访',
  meetings: '会议和院坝会',
  duties: '上报和其他任务',
  other: '其他工作',
  outlook: '存在的问题和下步打算',
};

function title(draft: Draft): string {
  const period = draft.of === 'year' ? '' : `${draft.fromOn.slice(0, 4)}年`;
  const who = draft.by === 'team' && draft.team !== null ? draft.team : `${draft.village ?? ''}${draft.name}`;
  return `${who}${period}${called(draft)}`;
}

/** Told singly: a line each, after the figures. */
const isSingle = ({ is }: DraftPoint): boolean => is === 'entry' || is === 'log';

function section({ topic, sentences }: DraftSection, i: number, draft: Draft): string {
  const points = sentences.map((s) => s.point);
  const word = (point: DraftPoint): string => draftSentence(point, draft);
  return lines(
    `${numerals[i] ?? ''}、${topics[topic]}`,
    points
      .filter((p) => !isSingle(p))
      .map(word)
      .join(''),
    points.filter(isSingle).map(word),
    points.length === 0 && '（请补充）',
  );
}

const text = ({ draft }: Of<'draft'>): string =>
  [title(draft), ...shownIn(draft).map((s, i) => section(s, i, draft))].join('\n');

export const drafts: { readonly [K in DraftResult['says']]: (result: Of<K>) => string } = {
  draft: text,
  'draft-notes': notes,
  'nothing-to-draft': (r) =>
    `${r.fromOn.slice(0, 4)}年${over(r)}没有考勤、日志和台账，写不出草稿。平时发“日志 上午走访3户”“走访 张大爷家 房子漏雨”，月底就有得写。`,
};
