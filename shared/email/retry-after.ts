// How long a throttled sender has to wait.
const defaultSeconds = 60;
const maxSeconds = 24 * 60 * 60;

/** `Retry-After` as whole seconds, 1 to a day, from a number or an HTTP date; 60 where it is missing or unreadable. */
export function retryAfterSeconds(header: string | undefined, nowMs: number): number {
  const text = header?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - nowMs) / 1000;
  if (Number.isNaN(seconds)) return defaultSeconds;
  return Math.min(maxSeconds, Math.max(1, Math.ceil(seconds)));
}
