// Days are 24 h of UTC, rounded up, whatever the calendar or a local clock does (domain.md, Time).
import fc from 'fast-check';
import {
  addDays,
  addHours,
  addSeconds,
  daysLeft,
  earliest,
  instant,
  secondsUntil,
  toInstant,
} from '../../../shared/domain/time';
import { addedAt, at, consentDeadline, msAfter } from '../../support/examples';

const dayMs = 86_400_000;

describe('the days left', () => {
  it.each([
    ['30 just after adding', 0, 30],
    ['30 one millisecond later', 1, 30],
    ['30 one millisecond before the first day is over', dayMs - 1, 30],
    ['29 when the first day is over', dayMs, 29],
    ['2 one millisecond before the last day begins', 29 * dayMs - 1, 2],
    ['1 when the last day begins', 29 * dayMs, 1],
    ['1 in the last millisecond', 30 * dayMs - 1, 1],
    ['0 at the deadline', 30 * dayMs, 0],
    ['0 ever after', 31 * dayMs, 0],
  ])('are %s', (_, elapsedMs, expected) => {
    expect(daysLeft(consentDeadline, msAfter(addedAt, elapsedMs))).toBe(expected);
  });

  it('are never 0 before the deadline, and at most the window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * dayMs - 1 }), (elapsedMs) => {
        const left = daysLeft(consentDeadline, msAfter(addedAt, elapsedMs));
        expect(left).toBeGreaterThanOrEqual(1);
        expect(left).toBeLessThanOrEqual(30);
      }),
    );
  });
});

describe('30 days', () => {
  it.each([
    ['over a leap day', '2028-02-10T12:00:00.000Z', '2028-03-11T12:00:00.000Z'],
    ['from a leap day', '2028-02-29T00:00:00.000Z', '2028-03-30T00:00:00.000Z'],
    ['over a February without one', '2027-02-10T12:00:00.000Z', '2027-03-12T12:00:00.000Z'],
    ['over the spring switch in Europe', '2026-03-15T01:30:00.000Z', '2026-04-14T01:30:00.000Z'],
    ['over the autumn switch in Europe', '2026-10-10T00:30:00.000Z', '2026-11-09T00:30:00.000Z'],
    ['over the turn of the year', '2026-12-31T23:59:59.999Z', '2027-01-30T23:59:59.999Z'],
  ])('are 30 × 24 h of UTC %s', (_, from, to) => {
    expect(addDays(at(from), 30)).toBe(to);
    expect(Date.parse(to) - Date.parse(from)).toBe(30 * dayMs);
  });
});

describe('an instant', () => {
  it.each([
    ['a local time', '2026-03-02T09:00:00.000'],
    ['an offset', '2026-03-02T09:00:00.000+01:00'],
    ['no milliseconds', '2026-03-02T09:00:00Z'],
    ['microseconds', '2026-03-02T09:00:00.000000Z'],
    ['a day that does not exist', '2027-02-29T09:00:00.000Z'],
    ['a date alone', '2026-03-02'],
  ])('is not %s', (_, text) => {
    expect(instant.safeParse(text).success).toBe(false);
  });

  it('sorts as text in the order of time', () => {
    const moment = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        expect(toInstant(a) < toInstant(b)).toBe(a.getTime() < b.getTime());
      }),
    );
  });
});

it('adds hours and seconds', () => {
  expect(addHours(addedAt, 24)).toBe(addDays(addedAt, 1));
  expect(addSeconds(addedAt, 60)).toBe('2026-03-02T09:01:00.000Z');
});

it('rounds the seconds until a moment up, and is 0 once it has passed', () => {
  expect(secondsUntil(addedAt, msAfter(addedAt, -1001))).toBe(2);
  expect(secondsUntil(addedAt, addedAt)).toBe(0);
  expect(secondsUntil(addedAt, msAfter(addedAt, 5000))).toBe(0);
});

it('finds the earliest of the instants there are', () => {
  expect(earliest(undefined, consentDeadline, addedAt, undefined)).toBe(addedAt);
  expect(earliest(undefined)).toBeUndefined();
});
