/** The words for what people who left leave open, and for what is to be done about it. */
import type { LeftPerson, OpenWork } from '../store/left-people.ts';

type Kind = keyof OpenWork;

/** In the order in which they are told; `todo` with a code to show how. */
const kinds: readonly { readonly kind: Kind; readonly what: string; readonly todo: (code: string) => string }[] = [
  {
    kind: 'own',
    what: '本人未办结的申请',
    todo: (code) =>
      `请审批人发“驳回 ${code} 已离任”；没有审批人的，先请县级经办人发“转办 ${code} 姓名”。退回待改的不用管。`,
  },
  {
    kind: 'waiting',
    what: '只等此人答复的申请',
    todo: (code) => `请县级经办人发“转办 ${code} 姓名”，或者在花名册里补上席位的新任，由新任答复。`,
  },
  {
    kind: 'running',
    what: '还没销的假',
    todo: (code) => `照批准的日期算；日期不对的，请县级经办人发“更正 ${code} 日期 理由”。`,
  },
];

const coded = (code: string): string => `#${code}`;

/** What there is, in one line; '' where nothing is open. */
const sayWork = (work: OpenWork): string =>
  kinds
    .filter(({ kind }) => work[kind].length > 0)
    .map(({ kind, what }) => `${what} ${work[kind].map(coded).join('、')}`)
    .join('；');

/** One line for each kind that any of them leaves. */
const sayTodo = (all: readonly OpenWork[]): string[] =>
  kinds.flatMap(({ kind, what, todo }) => {
    const [first] = all.flatMap((work) => work[kind]);
    return first === undefined ? [] : [`${what}：${todo(coded(first))}`];
  });

/** A line for each who leaves something open, then what to do; empty where nobody does. */
export const sayOpenWork = (
  left: readonly (OpenWork & { readonly person: Pick<LeftPerson['person'], 'id' | 'name'> })[],
): string[] => [
  ...left.flatMap(({ person, ...work }) => {
    const said = sayWork(work);
    return said === '' ? [] : [`${person.name}（${person.id}）：${said}`];
  }),
  ...sayTodo(left),
];
