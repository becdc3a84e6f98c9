/**
 * The arrows of a message's path, by name. A test can stop the process at any of them; a crash there loses nothing and
 * repeats nothing.
 */
export const arrows = [
  'received', // handed over by the platform, nothing kept
  'kept', // in the inbox, the platform not yet answered
  'taken', // rows locked, nothing decided
  'decided', // effects and replies known, nothing written
  'applied', // written, not committed
  'committed', // everything kept, nothing sent
  'leased', // leased to this process, not yet sent
  'sent', // with the platform, not yet settled
  'settled',
] as const;
export type Arrow = (typeof arrows)[number];

/** Called at each arrow. */
export type AtArrow = (arrow: Arrow) => void;
