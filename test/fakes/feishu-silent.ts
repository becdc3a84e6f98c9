/** For the official SDK, which takes its lowest log level for its default one. */
const nothing = (): void => {};

export const SILENT = { logger: { error: nothing, warn: nothing, info: nothing, debug: nothing, trace: nothing } };
