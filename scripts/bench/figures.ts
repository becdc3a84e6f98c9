/** What a run came to. */
export interface Figures {
  readonly messages: number;
  readonly seconds: number;
  readonly cpuMs: number;
  /** From posting to the answer, ascending, in ms. */
  readonly answeredMs: readonly number[];
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const perSecond = ({ messages, seconds }: Figures): number => messages / seconds;
export const cpuEach = ({ cpuMs, messages }: Figures): number => cpuMs / messages;

/** A line of the table; ratios are to the two references of the same run. */
export function lineOf(name: string, figures: Figures, bare: Figures | null, framework: Figures | null): string {
  const ratio = (a: number, b: number | null): string => (b === null ? '—' : (a / b).toFixed(2));
  return [
    name,
    perSecond(figures).toFixed(0),
    cpuEach(figures).toFixed(2),
    percentile(figures.answeredMs, 0.5).toFixed(0),
    percentile(figures.answeredMs, 0.99).toFixed(0),
    ratio(cpuEach(figures), bare && cpuEach(bare)),
    ratio(perSecond(figures), framework && perSecond(framework)),
  ].join(' | ');
}

export const HEADINGS = [
  'what answers | messages/s | CPU ms a message | p50 ms | p99 ms | CPU ÷ bare | messages/s ÷ grammY',
  '--- | ---: | ---: | ---: | ---: | ---: | ---:',
].join('\n');
