/** Why a setting is not taken: `value` = not allowed, `missing` = others need it, `unknown` = there is none of that name. */
export type RefusedWhy = 'value' | 'missing' | 'unknown';

/** A setting that is not allowed, is missing beside others, or is none; `seen` (null = missing) never holds a password, token or key. */
export class SettingRefused extends Error {
  override readonly name = 'SettingRefused';
  readonly setting: string;
  readonly seen: string | null;
  readonly why: RefusedWhy;

  constructor(setting: string, seen: string | null, why: RefusedWhy = seen === null ? 'missing' : 'value') {
    super(
      seen === null
        ? `${setting} is missing`
        : `${setting} is ${why === 'unknown' ? 'unknown' : 'not allowed'}: ${seen}`,
    );
    this.setting = setting;
    this.seen = seen;
    this.why = why;
  }
}
