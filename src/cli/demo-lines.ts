/** What the people of a sample county say on the day that `zhucun demo` plays, as it stands beside the county's file. */
import { z } from 'zod';
import { isDate, startOf, type Instant, type IsoDate } from '../domain/calendar.ts';

/** When the county's clock looks at what is due. */
export const Slot = z.enum(['morning', 'evening', 'duties']);
export type Slot = z.infer<typeof Slot>;

const when = {
  /** The day, where it is another than that of the line before. */
  on: z.custom<IsoDate>((text) => typeof text === 'string' && isDate(text)).optional(),
  /** The time of day in Shanghai, as 7:55. */
  at: z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/),
};

export const SaidLine = z.strictObject({
  ...when,
  who: z.string(),
  /** `{p1}` stands for the code of the request about which the bot wrote to p1 last. */
  says: z.string(),
  /** Said in this group, to the bot. */
  in: z.string().optional(),
  /** In reply to the last message from the bot. */
  quotes: z.boolean().default(false),
  /** With a photo. */
  photo: z.boolean().default(false),
  /** With a document of that name. */
  file: z.string().optional(),
});
export type SaidLine = z.output<typeof SaidLine>;

export const TickLine = z.strictObject({
  ...when,
  tick: Slot,
  /** Only what these people and groups are told is shown, and how many others are told something. */
  shows: z.array(z.string()).optional(),
});
export type TickLine = z.output<typeof TickLine>;

export const DemoLine = z.union([SaidLine, TickLine]);
export type DemoLine = z.output<typeof DemoLine>;

export const DemoDay = z.strictObject({
  /** The place whose regulation is played, as it is called: 西安. */
  name: z.string(),
  lines: z.array(DemoLine).min(1),
});
export type DemoDay = z.output<typeof DemoDay>;

/** The day on which a line is said that names none, and none before it. */
export const firstDay: IsoDate = '2026-12-02';

/** The instant of each line. */
export function instantsOf(lines: readonly DemoLine[]): Instant[] {
  let day = firstDay;
  return lines.map(({ on, at }) => {
    day = on ?? day;
    const [hours = 0, minutes = 0] = at.split(':').map(Number);
    return startOf(day) + (hours * 60 + minutes) * 60_000;
  });
}
