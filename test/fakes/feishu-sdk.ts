/** What tests need of the official SDK. */

const nothing = (): void => {};

/** It takes its lowest log level for its default one. */
export const SILENT = { logger: { error: nothing, warn: nothing, info: nothing, debug: nothing, trace: nothing } };

interface Failed {
  readonly response?: {
    readonly status: number;
    readonly data: { readonly code: number };
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** What a call was refused with; null = it had no answer. */
export async function refused(call: Promise<unknown>): Promise<NonNullable<Failed['response']> | null> {
  try {
    await call;
  } catch (error) {
    return (error as Failed).response ?? null;
  }
  throw new Error('the call was not refused');
}

export const codeOf = async (call: Promise<unknown>): Promise<number | undefined> => (await refused(call))?.data.code;
