/** How large a file is, for people. */
const KILO = 1000;

/** 9 KB, 1.2 MB: decimal, as phones and file lists say it; at least 1 KB. */
export function sizeWords(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / KILO));
  return kilobytes < KILO ? `${String(kilobytes)} KB` : `${(bytes / KILO / KILO).toFixed(1)} MB`;
}
