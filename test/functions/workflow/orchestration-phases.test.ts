// The orchestration as a story, on the SDK's own replay engine in virtual time: phases, endings, events of every kind.
import type { Standing } from '../../../functions/workflow/advance-association';
import { toInstant } from '../../../shared/domain/time';
import { aLife, calls, day, events, type ALife } from './support/a-life';

function ending({ state }: ALife) {
  const { runtimeStatus, output } = state();
  return { runtimeStatus, output };
}
const completed = (status: string) => ({
  runtimeStatus: 'Completed',
  output: JSON.stringify(status),
});

async function asked(): Promise<ALife> {
  const life = aLife();
  await life.until(day(1));
  life.record.take('triggerConsent', life.now());
  life.post(events.associationChanged);
  await life.settle();
  return life;
}

async function approved(): Promise<ALife> {
  const life = await asked();
  await life.until(day(2));
  life.record.take('approve', life.now());
  life.post(events.consentAnswered);
  await life.settle();
  return life;
}

describe('while the consent is awaited', () => {
  it('ends as expired when no event ever comes, a minute after the deadline and not before (R18, R22)', async () => {
    const life = aLife();

    await life.until(day(30, 59));
    expect(life.state().runtimeStatus).toBe('Running');
    await life.until(day(30, 60));

    expect(ending(life)).toEqual(completed('consentExpired'));
  });

  it('reminds at 7 days and 1 day before the deadline, to the second, each once (R21)', async () => {
    const life = await asked();

    await life.until(day(31));

    expect(life.record.mails.filter(([kind]) => kind === 'consentReminder')).toEqual([
      ['consentReminder', day(23).toISOString()],
      ['consentReminder', day(29).toISOString()],
    ]);
  });

  it('ends at once when the customer declines', async () => {
    const life = await asked();

    life.record.take('decline', life.now());
    life.post(events.consentAnswered);
    await life.settle();

    expect(ending(life)).toEqual(completed('declined'));
  });

  it('ends at the latest one hop later when the event of the decline is lost', async () => {
    const life = await asked();

    life.record.take('decline', life.now());
    await life.until(day(1 + 5));

    expect(ending(life)).toEqual(completed('declined'));
  });

  it('ends at once on a cancel, which is told by the general event (R30)', async () => {
    const life = await asked();

    life.record.take('cancel', life.now());
    life.post(events.associationChanged);
    await life.settle();

    expect(ending(life)).toEqual(completed('canceled'));
  });
});

describe('while the delivery is awaited', () => {
  it('ends as completed when the workshop claim is submitted (R28)', async () => {
    const life = await approved();

    await life.until(day(40));
    life.record.take('submitWorkshopClaim', life.now());
    life.post(events.workshopClaimSubmitted);
    await life.settle();

    expect(ending(life)).toEqual(completed('completed'));
  });

  it('ends as expired 90 days after the consent, warned at 30, 7 and 1 days (R21, R23, R29)', async () => {
    const life = await approved();

    await life.until(day(92, 59));
    expect(life.state().runtimeStatus).toBe('Running');
    await life.until(day(93));

    expect(ending(life)).toEqual(completed('deliveryExpired'));
    expect(life.record.mails.filter(([kind]) => kind === 'deliveryWarning')).toEqual([
      ['deliveryWarning', day(62).toISOString()],
      ['deliveryWarning', day(85).toISOString()],
      ['deliveryWarning', day(91).toISOString()],
    ]);
  });
});

describe('events', () => {
  it('that come before the first wait are not lost', async () => {
    const life = aLife();

    life.record.take('cancel', life.now());
    life.post(events.associationChanged);
    await life.settle();

    expect(ending(life)).toEqual(completed('canceled'));
  });

  it.each([
    ['an approval', asked, 'approve', events.consentAnswered, 'Running'],
    ['a decline', asked, 'decline', events.consentAnswered, 'Completed'],
    ['a cancel before the consent', asked, 'cancel', events.associationChanged, 'Completed'],
    ['a cancel after it', approved, 'cancel', events.associationChanged, 'Completed'],
    ['a claim', approved, 'submitWorkshopClaim', events.workshopClaimSubmitted, 'Completed'],
  ] as const)(
    'that come while the activity runs, with the record read already, wake it once more: %s',
    async (_, until, step, event, status) => {
      const life = await until();
      const before = calls(life);
      life.meanwhile(() => {
        life.record.take(step, life.now());
        life.post(event);
      });

      life.post(events.associationChanged);
      await life.settle();

      expect(calls(life)).toBe(before + 2);
      expect(life.state().runtimeStatus).toBe(status);
    },
  );

  it('cost one look at the record each', async () => {
    const life = await approved();

    expect(calls(life)).toBe(3);
  });

  it('that come ten times over let the activity look again and change nothing', async () => {
    const life = await asked();
    const before = life.record.association();

    for (let n = 0; n < 10; n += 1) life.post(events.associationChanged);
    await life.until(day(2));

    expect(life.record.association()).toEqual(before);
    expect(life.state().runtimeStatus).toBe('Running');
    expect(calls(life)).toBeLessThanOrEqual(2 + 10);
  });

  it('of the wrong phase do not end a phase: the record does', async () => {
    const life = await asked();

    life.post(events.workshopClaimSubmitted);
    life.post(events.consentAnswered);
    await life.until(day(3));

    expect(life.state().runtimeStatus).toBe('Running');
    expect(life.record.association().status).toBe('consentRequested');
  });

  it.each(['before', 'after'] as const)(
    'in one batch with the deadline’s timer, %s it: the record decides (FT17)',
    async (place) => {
      const life = await asked();
      await life.until(day(30, 59));
      life.record.take('approve', day(30, -1));

      await life.until(day(30, 60), { [place]: [events.consentAnswered] });

      expect(life.record.association().status).toBe('active');
      expect(life.state().runtimeStatus).toBe('Running');
    },
  );

  it('after the end change nothing', async () => {
    const life = await asked();
    life.record.take('decline', life.now());
    await life.until(day(6));
    const { history } = life.state();

    life.post(events.consentAnswered);
    await life.until(day(40));

    expect(life.state().history).toEqual(history);
  });
});

it('lets the last mails go before it ends: a closed record is looked at again when they may', async () => {
  const closing: Standing = {
    phase: 'closing',
    status: 'declined',
    wakeAt: toInstant(day(1)),
  };
  const over: Standing = { phase: 'over', status: 'declined' };
  const life = aLife({ activity: (now) => (now < day(1) ? closing : over) });

  await life.until(day(0.5));
  expect(life.state().runtimeStatus).toBe('Running');
  await life.until(day(1));

  expect(ending(life)).toEqual(completed('declined'));
  expect(calls(life)).toBe(2);
});

it('ends at once when it is started for a record that is closed, or gone', async () => {
  const life = aLife({ activity: (): Standing => ({ phase: 'over', status: 'unknown' }) });

  await life.settle();

  expect(ending(life)).toEqual(completed('unknown'));
  expect(calls(life)).toBe(1);
});
