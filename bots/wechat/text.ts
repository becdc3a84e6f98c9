/** Text without what no store can keep: NUL (PostgreSQL) and half surrogates (UTF-8) become U+FFFD. */
export const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
