// The sending quota: no sliding minute or hour holds more mails than granted, whoever asks, and mails keep their order.
import fc from 'fast-check';
import { addSeconds, type Instant } from '../../../shared/domain/time';
import { createMailStore, nextSlot, type MailQuota } from '../../../shared/store/mail-store';
import { azuriteOfThisFile } from '../../support/azurite';
import { addedAt, msAfter } from '../../support/examples';
import { dump, emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

describe('the next slot', () => {
  const quotas = fc.record<MailQuota>({
    perMinute: fc.integer({ min: 1, max: 12 }),
    perHour: fc.integer({ min: 1, max: 40 }),
  });
  /** Who asks when: mostly in bursts, sometimes after a while, now and then by a clock that is a little behind. */
  const askings = fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(0) },
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 90_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 5_000_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: -3_000, max: -1 }) },
    ),
    { minLength: 50, maxLength: 120, size: 'max' },
  );

  /** As `takeSlot` does it: only the last hour's slots are kept. */
  function slotsFor(quota: MailQuota, pauses: readonly number[]) {
    let now = addedAt;
    let kept: Instant[] = [];
    return pauses.map((pause) => {
      now = msAfter(now, pause);
      const slot = nextSlot({ slots: kept }, quota, now);
      kept = [...kept, slot].slice(-quota.perHour);
      return { now, slot };
    });
  }

  it.each([
    ['60 s', 60, (quota: MailQuota) => quota.perMinute],
    ['3600 s', 3600, (quota: MailQuota) => quota.perHour],
  ])('leaves no window of %s with more than the quota', (_, seconds, granted) => {
    fc.assert(
      fc.property(quotas, askings, (quota, pauses) => {
        const slots = slotsFor(quota, pauses).map(({ slot }) => slot);
        slots.forEach((first, index) => {
          const tooSoon = slots[index + granted(quota)];
          expect(tooSoon === undefined || tooSoon >= addSeconds(first, seconds)).toBe(true);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is never before now, and never before a slot that was given earlier', () => {
    fc.assert(
      fc.property(quotas, askings, (quota, pauses) => {
        const given = slotsFor(quota, pauses);
        given.forEach(({ now, slot }, index) => {
          const before = given[index - 1]?.slot ?? now;
          expect(slot >= now && slot >= before).toBe(true);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('wastes nothing: it is now, or one of the limits forbids a millisecond less', () => {
    fc.assert(
      fc.property(quotas, askings, (quota, pauses) => {
        const given = slotsFor(quota, pauses);
        given.forEach(({ now, slot }, index) => {
          const before = given.slice(0, index).map((each) => each.slot);
          const inMinute = before.at(-quota.perMinute);
          const inHour = before.at(-quota.perHour);
          const reasons = [
            now,
            before.at(-1),
            inMinute && addSeconds(inMinute, 60),
            inHour && addSeconds(inHour, 3600),
          ];
          expect(reasons).toContain(slot);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is not before the end of a pause that the service asked for', () => {
    const blockedUntil = addSeconds(addedAt, 300);
    const quota = { perMinute: 30, perHour: 100 };

    expect(nextSlot({ slots: [], blockedUntil }, quota, addedAt)).toBe(blockedUntil);
    const later = addSeconds(addedAt, 301);
    expect(nextSlot({ slots: [], blockedUntil }, quota, later)).toBe(later);
  });

  it('paces 1 000 mails over nine hours and three minutes with the service’s default quota', () => {
    const quota = { perMinute: 30, perHour: 100 };
    const slots = slotsFor(
      quota,
      Array.from({ length: 10_000 }, () => 0),
    );

    const first99Hours = addSeconds(addedAt, 99 * 3600);
    expect(slots.at(-1)?.slot).toBe(addSeconds(first99Hours, 3 * 60));
  });
});

describe('slots taken at the same time', () => {
  it('are each given once, within the quota', async () => {
    const mails = createMailStore(stores.tables.mail, { perMinute: 5, perHour: 100 });

    const slots = await Promise.all(Array.from({ length: 12 }, () => mails.takeSlot(addedAt)));

    const minutes = [0, 0, 0, 0, 0, 60, 60, 60, 60, 60, 120, 120];
    expect(slots.sort()).toEqual(minutes.map((seconds) => addSeconds(addedAt, seconds)));
  });

  it('keep no more than the last hour’s slots', async () => {
    const mails = createMailStore(stores.tables.mail, { perMinute: 3, perHour: 3 });

    for (let n = 0; n < 5; n += 1) await mails.takeSlot(addedAt);

    const rows = await dump(stores.tables);
    expect(rows.get('MailControl/quota/quota')).toEqual({
      slots: [addedAt, addSeconds(addedAt, 3600), addSeconds(addedAt, 3600)],
    });
  });
});

it('gives no slot before a pause is over, and a shorter pause does not end a longer one', async () => {
  const { mails } = stores;

  await mails.blockUntil(addSeconds(addedAt, 3600));
  await mails.blockUntil(addSeconds(addedAt, 5));

  expect(await mails.takeSlot(addedAt)).toBe(addSeconds(addedAt, 3600));
});

const operationId = 'a5b7a1c4-5d0e-5f5c-9d3a-2f6f0d6a1b11';

it('knows whose mail a delivery report is about', async () => {
  const mail = { locator: '0123456789abcdef0123456789abcdef', rowKey: 'O_1' };
  await stores.mails.noteSent(operationId, mail);
  await stores.mails.noteSent(operationId, mail);

  expect(await stores.mails.findSent(operationId)).toEqual(mail);
  for (const other of ['../another', 'x'.repeat(2000), `${operationId}\u0000`]) {
    expect(await stores.mails.findSent(other)).toBeUndefined();
  }
});
