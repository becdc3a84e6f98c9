/** The address of another database of the same server. */
export function withDatabaseName(url: string, database: string): string {
  const sibling = new URL(url);
  sibling.pathname = `/${database}`;
  return sibling.href;
}
