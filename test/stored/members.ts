// Members that only a later release knows: put into a document wherever one may come, and looked for afterwards.

/** Their members are data: a product, a header. */
const maps = ['licences', 'monthlyConsumptionUsd', 'headers'];

/** The same, with one more member in each object. */
export function ofLaterRelease<T>(document: T): T {
  const added = (value: unknown, name?: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => added(each));
    if (typeof value !== 'object' || value === null || maps.includes(name ?? '')) return value;
    const members = Object.entries(value).map(([key, each]) => [key, added(each, key)] as const);
    return { ...Object.fromEntries(members), later: 'kept' };
  };
  return added(document) as T;
}

/** Where they stand, as `consentRequest.customerContact`; the document itself is ``. */
export function laterIn(document: unknown, path: readonly string[] = []): string[] {
  if (typeof document !== 'object' || document === null) return [];
  const own = 'later' in document ? [path.join('.')] : [];
  return [
    ...own,
    ...Object.entries(document).flatMap(([key, each]) => laterIn(each, [...path, key])),
  ];
}
