/**
 * A copy with its fields in this order, those that are absent left out: for what
 * must be the same text whatever the order in which its fields were set.
 */
export function inOrder<Value extends object>(fields: readonly string[], value: Value): Value {
  const all = value as Record<string, unknown>;
  const there = fields.filter((field) => all[field] !== undefined);
  return Object.fromEntries(there.map((field) => [field, all[field]])) as Value;
}
