/** What is in order as a roster and still worth a look before it is taken over. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Roster, RosterPlace } from '../domain/roster.ts';
import type { SettledPerson } from './roster-person-ids.ts';
import type { RosterProblem } from './roster-problem.ts';
import { isOfficer } from './roster-seats.ts';
import type { RosterBody, RosterVocabulary } from './roster-vocabulary.ts';
import { kindWords, OFFICER_BODY, personHeadings, seatHeadings, sheetNames, useWords } from './roster-words.ts';

const MOST_NAMED = 10;

export function remarksOn(
  roster: Roster,
  settled: readonly SettledPerson[],
  words: RosterVocabulary,
  on: IsoDate,
): RosterProblem[] {
  return [...settled.flatMap((one) => onPerson(one, on)), ...onSeats(roster, words), ...onDeputies(roster, on)];
}

function onPerson({ person, draft: { row } }: SettledPerson, on: IsoDate): RosterProblem[] {
  const remark = (key: keyof typeof personHeadings, what: string, todo: string): RosterProblem => ({
    ...{ sheet: sheetNames.people, row: row.at, column: personHeadings[key], what, todo },
  });
  const { mobile, post, teamId, termTo } = person;
  return [
    ...(mobile === null ? [remark('mobile', '没有填，这个人不能用绑定码绑定', '请问到手机号后补上')] : []),
    ...(post === null && teamId !== null
      ? [remark('post', '在工作队里却没有岗位，规则判断不了请假和签到', '请补上岗位')]
      : []),
    ...(termTo !== null && termTo < on ? [remark('termTo', `任期已在 ${termTo} 满`, '已离开的人请整行删去')] : []),
  ];
}

function onSeats(roster: Roster, words: RosterVocabulary): RosterProblem[] {
  const filled = new Set(
    roster.seats.filter(({ holderIds }) => holderIds.length > 0).map(({ body, scopeId }) => `${scopeId} ${body}`),
  );
  const vacant = (body: RosterBody): readonly RosterPlace[] =>
    roster.places.filter(({ id, kind }) => kind === body.kind && !filled.has(`${id} ${body.name}`));
  const needed = words.bodies.filter(({ uses }) => uses.some((use) => use !== 'filing'));
  const remarks = needed.flatMap((body) => {
    if (body.kind === 'county') return filled.has(` ${body.name}`) ? [] : [onVacancy(body, [])];
    const places = vacant(body);
    return places.length === 0 ? [] : [onVacancy(body, places)];
  });
  const hasOfficer = roster.seats.some((seat) => isOfficer(seat) && seat.holderIds.length > 0);
  return hasOfficer ? remarks : [...remarks, seatRemark(`“${OFFICER_BODY}”没有人`, '规则没写到的事没有人接，请填上')];
}

const seatRemark = (what: string, todo: string): RosterProblem => ({
  ...{ sheet: sheetNames.seats, row: null, column: seatHeadings.holders, what, todo },
});

function onVacancy({ name, uses, kind }: RosterBody, places: readonly RosterPlace[]): RosterProblem {
  const use = uses
    .filter((one) => one !== 'filing')
    .map((one) => useWords[one])
    .join('、');
  const named = places.slice(0, MOST_NAMED).map((place) => place.name);
  const rest = places.length > MOST_NAMED ? `等 ${places.length} 个` : '';
  const where = places.length === 0 ? '' : `${named.join('、')}${rest}的`;
  return seatRemark(
    `${where}“${name}”没有人，${use}会没有人办`,
    kind === 'county' ? '请填上任职人' : `请给每个${kindWords[kind]}写一行`,
  );
}

const onDeputies = ({ deputies }: Roster, on: IsoDate): RosterProblem[] => {
  const past = deputies.filter(({ toOn }) => toOn < on).length;
  return past === 0 ? [] : [{ ...seatRemark(`有 ${past} 个代理已经到期`, '可以清空'), column: seatHeadings.deputyTo }];
};
