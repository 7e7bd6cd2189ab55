// When an open association is looked at again: soon after something is due, else once a day, spread over the day.
import { dailyLook, nextLook } from '../../../functions/workflow/next-look';
import { addDays, addHours, addSeconds } from '../../../shared/domain/time';
import { addedAt, msAfter } from '../../support/examples';
import { aKey } from './support/an-app';

const tomorrow = dailyLook(aKey, addedAt);

it('is a minute after what is due next, where that is before its daily look', () => {
  const due = addSeconds(tomorrow, -61);

  expect(nextLook(aKey, due, addedAt)).toBe(addSeconds(tomorrow, -1));
  expect(nextLook(aKey, addDays(addedAt, 20), addedAt)).toBe(tomorrow);
});

it('is an hour after what was overdue was driven on', () => {
  expect(nextLook(aKey, addedAt, addedAt)).toBe(addHours(addedAt, 1));
  expect(nextLook(aKey, msAfter(addedAt, 1), addedAt)).not.toBe(addHours(addedAt, 1));
});

it('is daily at the same time of the day, and always later', () => {
  expect(tomorrow > addedAt && tomorrow <= addDays(addedAt, 1)).toBe(true);
  expect(dailyLook(aKey, msAfter(tomorrow, -1))).toBe(tomorrow);
  expect(dailyLook(aKey, tomorrow)).toBe(addDays(tomorrow, 1));
});

it('spreads over the hours what was added at one instant', () => {
  const perHour = new Map<string, number>();
  for (let attempt = 1; attempt <= 9999; attempt += 1) {
    const hour = dailyLook({ ...aKey, attempt }, addedAt).slice(0, 13);
    perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
  }

  const counts = [...perHour.values()];
  expect(counts.length).toBeGreaterThanOrEqual(24);
  expect(Math.max(...counts)).toBeLessThan(1.25 * (9999 / 24));
});
