// What ran in this process, and when by the host's clock; every note also goes to the parent process.
export const journal: unknown[][] = [];

export function note(...what: unknown[]): void {
  journal.push(what);
  process.send?.({ note: what });
}
