/** A simulated day on WeChat as a picture: sends per ten minutes of each account, and how its day fills. Plain SVG. */
import { accounts, type AccountName } from '../test/simulation/wechat-county.ts';
import type { Day, DayTerms } from '../test/simulation/wechat-day.ts';

const stepMs = 600_000;
const hourMs = 3_600_000;
const [fromHour, toHour] = [6, 24];

/** Of the picture, in its units; `panel` is one account's height with what is between. */
const size = { width: 1000, left: 60, right: 70, top: 86, panel: 214, plot: 150 };
const plotWidth = size.width - size.left - size.right;
const height = size.top + accounts.length * size.panel + 10;

/** Sends per ten minutes at the top of a plot. */
const topSends = 60;
/** What an hour's cap comes to in ten minutes, where it is reached for a whole hour. */
const hourCapSends = 150 / 6;

const colours = { answers: '#3a7ca5', cap: '#c0392b', day: '#7a7a7a', quiet: '#f3e3c3', text: '#222', grid: '#e4e4e4' };

const x = (hour: number): number => size.left + ((hour - fromHour) / (toHour - fromHour)) * plotWidth;
const n = (value: number): string => String(Math.round(value * 10) / 10);
const text = (at: readonly [number, number], words: string, more = ''): string =>
  `<text x="${n(at[0])}" y="${n(at[1])}" ${more}>${words}</text>`;
const line = (from: readonly [number, number], to: readonly [number, number], more: string): string =>
  `<line x1="${n(from[0])}" y1="${n(from[1])}" x2="${n(to[0])}" y2="${n(to[1])}" ${more}/>`;

export function drawDay(day: Day, terms: DayTerms): string {
  const panels = accounts.map((account, i) => panel(day, terms, account, size.top + i * size.panel));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" font-family="sans-serif" font-size="12" fill="${colours.text}">`,
    `<rect width="${size.width}" height="${height}" fill="#fff"/>`,
    text(
      [size.left, 26],
      `300 cadres on three WeChat accounts, ${terms.on} (simulated)`,
      'font-size="17" font-weight="bold"',
    ),
    ...legend(),
    ...panels.flat(),
    '</svg>',
    '',
  ].join('\n');
}

function legend(): string[] {
  const y = 50;
  return [
    `<rect x="${size.left}" y="${y - 10}" width="12" height="12" fill="${colours.answers}"/>`,
    text([size.left + 18, y], 'sends per 10 min'),
    line([size.left + 140, y - 4], [size.left + 166, y - 4], `stroke="${colours.cap}" stroke-dasharray="6 3"`),
    text([size.left + 172, y], 'hourly cap, evenly'),
    line([size.left + 310, y - 4], [size.left + 336, y - 4], `stroke="${colours.day}" stroke-width="2"`),
    text([size.left + 342, y], 'sent so far (right axis; its top is the daily cap)'),
    `<rect x="${size.left + 670}" y="${y - 10}" width="12" height="12" fill="${colours.quiet}"/>`,
    text([size.left + 688, y], 'quiet after a warning'),
  ];
}

function panel(day: Day, terms: DayTerms, account: AccountName, top: number): string[] {
  const bottom = top + 20 + size.plot;
  const own = day.sent.filter((s) => s.platform === account).map((s) => (s.at - day.midnight) / hourMs);
  const moved = day.moved.filter((m) => m.from === account).length;
  const cap = terms.dailyCaps[account];
  const y = (sends: number): number => bottom - (sends / topSends) * size.plot;
  return [
    text(
      [size.left, top + 10],
      `${account}: ${own.length} sent of ${cap} a day, ${moved} moved to another channel`,
      'font-weight="bold"',
    ),
    ...quiet(day, account, top + 20),
    ...axes(top + 20, bottom, cap),
    ...bars(own, y, bottom),
    line(
      [size.left, y(hourCapSends)],
      [size.left + plotWidth, y(hourCapSends)],
      `stroke="${colours.cap}" stroke-dasharray="6 3"`,
    ),
    soFar(own, cap, bottom),
  ];
}

function axes(top: number, bottom: number, cap: number): string[] {
  const hours = Array.from({ length: toHour - fromHour + 1 }, (_, i) => fromHour + i);
  return [
    ...hours.map((hour) => line([x(hour), top], [x(hour), bottom], `stroke="${colours.grid}"`)),
    ...hours
      .filter((hour) => hour % 2 === 0)
      .map((hour) => text([x(hour), bottom + 15], `${hour}:00`, 'text-anchor="middle" font-size="11"')),
    line([size.left, bottom], [size.left + plotWidth, bottom], `stroke="${colours.text}"`),
    ...[0, 20, 40, 60].map((sends) =>
      text(
        [size.left - 8, bottom - (sends / topSends) * size.plot + 4],
        String(sends),
        'text-anchor="end" font-size="11"',
      ),
    ),
    line([size.left, top], [size.left + plotWidth, top], `stroke="${colours.day}" stroke-dasharray="2 3"`),
    ...[0, 0.5, 1].map((share) =>
      text(
        [size.left + plotWidth + 8, bottom - share * size.plot + 4],
        String(cap * share),
        `font-size="11" fill="${colours.day}"`,
      ),
    ),
  ];
}

function bars(own: readonly number[], y: (sends: number) => number, bottom: number): string[] {
  const steps = ((toHour - fromHour) * hourMs) / stepMs;
  const perStep = Array.from(
    { length: steps },
    (_, i) => own.filter((hour) => Math.floor(((hour - fromHour) * hourMs) / stepMs) === i).length,
  );
  return perStep.flatMap((sends, i) =>
    sends === 0
      ? []
      : [
          `<rect x="${n(x(fromHour + (i * stepMs) / hourMs) + 0.5)}" y="${n(y(sends))}" width="${n(plotWidth / steps - 1)}" height="${n(bottom - y(sends))}" fill="${colours.answers}"/>`,
        ],
  );
}

function quiet(day: Day, account: AccountName, top: number): string[] {
  return day.quiet
    .filter((q) => q.platform === account)
    .map((q) => {
      const [from, until] = [x((q.from - day.midnight) / hourMs), x((q.until - day.midnight) / hourMs)];
      return `<rect x="${n(from)}" y="${n(top)}" width="${n(until - from)}" height="${size.plot}" fill="${colours.quiet}"/>`;
    });
}

function soFar(own: readonly number[], cap: number, bottom: number): string {
  const points = own.map((hour, i) => `${n(x(hour))},${n(bottom - ((i + 1) / cap) * size.plot)}`);
  const last = bottom - (own.length / cap) * size.plot;
  return `<polyline points="${n(x(fromHour))},${n(bottom)} ${points.join(' ')} ${n(x(toHour))},${n(last)}" fill="none" stroke="${colours.day}" stroke-width="2"/>`;
}
