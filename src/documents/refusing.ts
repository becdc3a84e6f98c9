/** A look at a file goes many calls deep and ends where the first thing is refused: thrown there, an answer here. */

interface Why {
  readonly why: string;
}

class Refused extends Error {
  readonly refusal: Why;
  constructor(refusal: Why) {
    super(refusal.why);
    this.refusal = refusal;
  }
}

/** To be given the type of what may be refused: `const refuseBook: (refusal: WorkbookRefusal) => never = refuse`. */
export const refuse = (refusal: Why): never => {
  throw new Refused(refusal);
};

/** What `look` came to, or what it refused, which must be an R. An offset that leads out of the file means damage. */
export async function orRefusal<T, R extends Why>(
  look: () => Promise<T>,
): Promise<T | R | { readonly why: 'damaged' }> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Refused) return error.refusal as R;
    if (error instanceof RangeError) return { why: 'damaged' };
    throw error;
  }
}
