/** What the shell asks of the fuzz: FUZZ_REQUESTS of the web chat, FUZZ_EVENTS of each other platform, FUZZ_SEED. */
const numberOf = (name: string, otherwise: number): number => {
  const given = process.env[name] ?? '';
  if (given === '') return otherwise;
  if (!/^\d{1,9}$/.test(given)) throw new Error(`${name} must be a whole number, not ${given}`);
  return Number(given);
};

export const fuzzRequests = (otherwise: number): number => numberOf('FUZZ_REQUESTS', otherwise);

export const fuzzEvents = (otherwise: number): number => numberOf('FUZZ_EVENTS', otherwise);

/** The same seed makes the same requests, in the same order; how they meet hangs on the scheduler. */
export const fuzzSeed = (): number => numberOf('FUZZ_SEED', Math.floor(Math.random() * 900_000) + 100_000);
