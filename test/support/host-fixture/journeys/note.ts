/** Tells the parent process what ran. */
export function note(...what: unknown[]): void {
  process.send?.({ note: what });
}
