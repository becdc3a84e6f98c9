/** What is reckoned of a thing but once, for as long as the thing itself is held. */
export function remembered<K extends object, V>(reckon: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before.value;
    const value = reckon(key);
    known.set(key, { value });
    return value;
  };
}
