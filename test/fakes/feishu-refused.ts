/** An answer of Feishu's API that is no success: an HTTP status and a code. */
export class Refused extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: number, message: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

export const badParameter = (what: string): Refused =>
  new Refused(230001, `Your request contains an invalid request parameter, ext=${what}`);
