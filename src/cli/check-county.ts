/** A county against the words of its packs: an unknown post or body would leave somebody without an approver. */
import type { County } from '../domain/county.ts';
import type { IsoDate } from '../domain/calendar.ts';
import { OFFICER, sameSeat } from '../domain/request.ts';
import type { BodyScope, Rules } from '../rules/decision.ts';
import { CountyRefused } from './county-file.ts';

const scopeNames = { county: '全县', township: '乡镇', village: '村', team: '工作队', unit: '单位' } as const;

/** The kind of place to which a seat of that body belongs. */
export const kindFor = (scope: BodyScope): keyof typeof scopeNames =>
  scope === 'province' || scope === 'city' || scope === 'self' ? 'county' : scope;

/** @throws CountyRefused naming everyone and every seat that the packs do not know */
export function checkCounty(county: County, rules: Rules, on: IsoDate): void {
  const problems = [
    ...foreignPacks(county, rules),
    ...unknownPosts(county, rules, on),
    ...unfitSeats(county, rules, on),
  ];
  if (problems.length > 0) throw new CountyRefused(problems);
}

/** The county's own rules name the packs that hold; those of county.yaml must be among them. */
const foreignPacks = ({ packs }: County, rules: Rules): string[] =>
  packs
    .filter((id) => !rules.packs.some((pack) => pack.id === id))
    .map((id) => `规则包 ${id}：本县的规定（overlay）的 packs 里没有它，两处请写得一致。`);

const unknownPosts = ({ people }: County, rules: Rules, on: IsoDate): string[] =>
  people
    .filter((p) => p.post !== null && !rules.posts(on).includes(p.post))
    .map((p) => `人员 ${p.id}（${p.name}）：规则包里没有岗位“${p.post ?? ''}”，只能是${rules.posts(on).join('、')}。`);

function unfitSeats({ seats, places }: County, rules: Rules, on: IsoDate): string[] {
  const kinds = new Map<string, string>(places.map((p) => [p.id, p.kind]));
  return seats.flatMap((seat) => {
    if (sameSeat(seat, OFFICER)) return []; // the product's own, in no pack
    const body = rules.bodies(on).find((b) => b.name === seat.body);
    if (!body) return [`席位 ${seat.title}：规则包里没有机构“${seat.body}”，写法要与规则包一致。`];
    const kind = seat.scopeId === '' ? 'county' : kinds.get(seat.scopeId);
    const wanted = kindFor(body.scope);
    return kind === wanted ? [] : [`席位 ${seat.title}：“${seat.body}”要对应一个${scopeNames[wanted]}（scope）。`];
  });
}
