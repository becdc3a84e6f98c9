/** Values of facts. A date is an `IsoDate`, a month an `IsoMonth`, both as text; what is not known is null. */
export type Scalar = string | number | boolean | null;
export type Item = Scalar | Readonly<Record<string, Scalar>>;
export type Value = Scalar | readonly Item[];
export type Values = Readonly<Record<string, Value>>;

/** Looks a fact up by name; null where it is not known. */
export type Lookup = (name: string) => Value;

/** Answers whether a day is worked; null for a year whose holidays are not published. */
export type IsWorkday = (date: string) => boolean | null;
