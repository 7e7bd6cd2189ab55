// Instants and days. A day is 24 h of UTC; the instant always comes from the caller (domain.md, Time).
import * as z from 'zod';

/** `YYYY-MM-DDTHH:mm:ss.sssZ`, always UTC with milliseconds, so that text order is time order. */
export const instant = z.iso
  .datetime({ precision: 3 })
  .refine((text) => text.endsWith('Z'), 'must be UTC')
  .brand<'Instant'>();
export type Instant = z.infer<typeof instant>;

/** The one source of "now" outside the domain: the system's in production, a shifted one locally. */
export type Clock = () => Instant;

export function toInstant(date: Date): Instant {
  return instant.parse(date.toISOString());
}

const dayMs = 24 * 60 * 60 * 1000;

export function addDays(from: Instant, days: number): Instant {
  return addMs(from, days * dayMs);
}

export function addHours(from: Instant, hours: number): Instant {
  return addMs(from, hours * 60 * 60 * 1000);
}

export function addSeconds(from: Instant, seconds: number): Instant {
  return addMs(from, seconds * 1000);
}

/** Whole days still to go, rounded up: 30 just after a 30-day clock starts, 1 on the last day, 0 when over. */
export function daysLeft(deadline: Instant, now: Instant): number {
  return Math.max(0, Math.ceil((Date.parse(deadline) - Date.parse(now)) / dayMs));
}

/** Whole seconds until `later`, rounded up; 0 when it has passed. */
export function secondsUntil(later: Instant, now: Instant): number {
  return Math.max(0, Math.ceil((Date.parse(later) - Date.parse(now)) / 1000));
}

export function earliest(...instants: readonly (Instant | undefined)[]): Instant | undefined {
  return instants.reduce(
    (a, b) => (a === undefined || (b !== undefined && b < a) ? b : a),
    undefined,
  );
}

function addMs(from: Instant, ms: number): Instant {
  return toInstant(new Date(Date.parse(from) + ms));
}
