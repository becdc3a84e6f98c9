/**
 * Why the private PostgreSQL could not be used; the command line words each kind for the operator.
 *
 * - `unsupported-platform`: no binaries that run here (Windows, musl, another processor)
 * - `no-user`: running as root, and neither `postgres` nor `nobody` is there to drop to; or as a user without a line in /etc/passwd
 * - `impassable`: `folder` lets the server's user neither in nor through
 * - `foreign-folder`: `folder` belongs to another user
 * - `other-version`: `folder` was made by another major version of PostgreSQL
 * - `init-failed`, `start-failed`, `stop-failed`: PostgreSQL's own words are in the message
 */
export type EmbeddedFailureKind =
  | 'unsupported-platform'
  | 'no-user'
  | 'impassable'
  | 'foreign-folder'
  | 'other-version'
  | 'init-failed'
  | 'start-failed'
  | 'stop-failed';

export class EmbeddedFailure extends Error {
  override readonly name = 'EmbeddedFailure';
  readonly kind: EmbeddedFailureKind;
  /** The folder to mend, where there is one. */
  readonly folder: string | undefined;

  constructor(kind: EmbeddedFailureKind, message: string, folder?: string) {
    super(message);
    this.kind = kind;
    this.folder = folder;
  }
}

/** The `code` of an operating system's or PostgreSQL's error, or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
