/** Why the web chat does not take a request; render.ts has the words. */
export type Refusal =
  | 'bad-request'
  | 'empty'
  | 'too-long'
  | 'body-too-large'
  | 'no-image'
  | 'too-many-images'
  | 'image-too-large'
  | 'image-type'
  | 'image-broken'
  | 'file-missing'
  | 'too-many-files'
  | 'file-too-large'
  | 'file-kind'
  | 'file-broken'
  | 'file-in-group'
  | 'not-signed-in'
  | 'foreign-origin'
  | 'foreign-host'
  | 'not-found'
  | 'no-conversation'
  | 'no-message'
  | 'no-file'
  | 'no-persona'
  | 'office-only'
  | 'link-spent'
  | 'bind-incomplete'
  | 'bind-refused'
  | 'bind-limited'
  | 'too-many-streams'
  | 'busy'
  | 'try-later'
  | 'stopping';

/** HTTP status of each; the client retries on 429 and 503 only. */
export const STATUS = {
  'bad-request': 400,
  empty: 400,
  'too-long': 413,
  'body-too-large': 413,
  'no-image': 400,
  'too-many-images': 400,
  'image-too-large': 413,
  'image-type': 415,
  'image-broken': 415,
  'file-missing': 400,
  'too-many-files': 400,
  'file-too-large': 413,
  'file-kind': 415,
  'file-broken': 415,
  'file-in-group': 403,
  'not-signed-in': 401,
  'foreign-origin': 403,
  'foreign-host': 403,
  'not-found': 404,
  'no-conversation': 404,
  'no-message': 404,
  'no-file': 404,
  'no-persona': 404,
  'office-only': 403,
  'link-spent': 410,
  'bind-incomplete': 400,
  'bind-refused': 403,
  'bind-limited': 429,
  'too-many-streams': 429,
  busy: 503,
  'try-later': 503,
  stopping: 503,
} as const satisfies Record<Refusal, number>;

/** Seconds a client waits before it tries again. */
export const RETRY_AFTER_SECONDS = 2;
