// What durable timers must never do (runtime.md, section 3): every wait is a short, fresh hop, and its loser is cancelled.
import fc from 'fast-check';
import { EventType, type Action, type HistoryEvent } from '../../../local/host/history';
import { nextHop } from '../../../functions/workflow/hop';
import type { Turn } from '../../support/replay';
import { aLife, day, events, type ALife } from './support/a-life';

const fiveDaysMs = 5 * 24 * 60 * 60 * 1000;

/** What partner and customer do, when, and what becomes of the event that tells of it. */
interface Deed {
  readonly atHour: number;
  readonly step: 'triggerConsent' | 'resendConsent' | 'approve' | 'submitWorkshopClaim' | 'cancel';
  readonly event: 'raised' | 'lost' | 'late' | 'twice' | 'with the timer';
}

const eventOf = {
  triggerConsent: events.associationChanged,
  resendConsent: events.associationChanged,
  approve: events.consentAnswered,
  submitWorkshopClaim: events.workshopClaimSubmitted,
  cancel: events.associationChanged,
} as const;

const deeds = fc.array(
  fc.record<Deed>({
    atHour: fc.integer({ min: 0, max: 125 * 24 }),
    step: fc.oneof(
      { weight: 6, arbitrary: fc.constant('triggerConsent' as const) },
      { weight: 4, arbitrary: fc.constant('resendConsent' as const) },
      { weight: 6, arbitrary: fc.constant('approve' as const) },
      { weight: 2, arbitrary: fc.constant('submitWorkshopClaim' as const) },
      { weight: 1, arbitrary: fc.constant('cancel' as const) },
    ),
    event: fc.constantFrom('raised', 'lost', 'late', 'twice', 'with the timer'),
  }),
  { maxLength: 12, size: 'max' },
);

async function play(all: readonly Deed[]): Promise<ALife> {
  const life = aLife();
  let company: string[] = [];
  for (const { atHour, step, event } of [...all].sort((a, b) => a.atHour - b.atHour)) {
    await life.until(day(0, atHour * 3600), { before: company });
    company = [];
    life.record.take(step, life.now());
    if (event === 'late') await life.until(day(0, (atHour + 30) * 3600));
    if (event === 'with the timer') company = [eventOf[step]];
    else if (event !== 'lost') life.post(eventOf[step]);
    if (event === 'twice') life.post(eventOf[step]);
    await life.settle();
  }
  await life.until(day(130), { before: company });
  return life;
}

function timersIn({ scheduled }: Turn): HistoryEvent[] {
  return scheduled.filter(({ EventType: type }) => type === EventType.TimerCreated);
}

/** Every timer of the orchestrator's own making, those for retries aside. */
function timerActions({ answer }: Turn): Action[] {
  return answer.actions[0].flatMap(({ compoundActions }) =>
    compoundActions.filter(({ actionType }) => actionType === 5),
  );
}

describe('in every turn of long random histories', () => {
  const lives: { all: readonly Deed[]; life: ALife }[] = [];
  beforeAll(async () => {
    const fixed = fc.sample(deeds, { seed: 8, numRuns: 24 });
    for (const all of [...fixed, ...fc.sample(deeds, 8)]) {
      lives.push({ all, life: await play(all) });
    }
  });

  it('no timer is farther than 5 days from the current time, or in the past', () => {
    for (const { all, life } of lives) {
      const wrong = life.turns.flatMap((turn) =>
        timersIn(turn).filter(({ FireAt = '' }) => {
          const ahead = Date.parse(FireAt) - turn.now.getTime();
          return ahead > fiveDaysMs || ahead < 0;
        }),
      );
      expect({ all, wrong }).toEqual({ all, wrong: [] });
    }
  });

  it('at most one timer is open: every other has fired or is cancelled', () => {
    for (const { all, life } of lives) {
      const { history } = life.state();
      const created = history.filter(({ EventType: type }) => type === EventType.TimerCreated);
      const wrong = life.turns.filter((turn) => {
        const fired = history
          .filter(({ Timestamp }) => Date.parse(Timestamp) <= turn.now.getTime())
          .map(({ TimerId }) => TimerId);
        const open = timerActions(turn).filter(
          ({ isCanceled }, nth) => !isCanceled && !fired.includes(created[nth]?.EventId),
        );
        return open.length > 1;
      });
      expect({ all, wrong }).toEqual({ all, wrong: [] });
    }
  });

  it('every wait is for all events, beside a timer', () => {
    for (const { life } of lives) {
      const last = life.turns.at(-1);
      for (const { compoundActions } of last?.answer.actions[0] ?? []) {
        const waits = compoundActions.map(({ externalEventName }) => externalEventName);
        if (waits.length > 0) expect(waits).toEqual([...Object.values(events), '']);
      }
    }
  });

  it('nothing is scheduled twice, and every instance ends as its record does', () => {
    for (const { all, life } of lives) {
      const { history, runtimeStatus, output } = life.state();
      const ids = history.map(({ EventId }) => EventId).filter((id) => id >= 0);
      const status = life.record.association().status;
      expect({ all, twice: ids.length - new Set(ids).size, runtimeStatus, output }).toEqual({
        all,
        twice: 0,
        runtimeStatus: 'Completed',
        output: JSON.stringify(status),
      });
    }
  });

  it('every long ending happens', () => {
    const endings = lives.map(({ life }) => life.record.association().status);
    expect(new Set(endings)).toEqual(
      new Set(['completed', 'canceled', 'consentExpired', 'deliveryExpired']),
    );
  });
});

// reliability.md (I14) wants 200 events. A wake-up is 8, and hops of 5 days with seven marks in between make 28 of them in
// 120 days. Only longer hops would bring that down, and over 6 days the extension cuts timers up (runtime.md, P1).
it('the longest life, asked at once, approved on the last day, never delivered, has 244 events', async () => {
  const life = await play([
    { atHour: 0, step: 'triggerConsent', event: 'raised' },
    { atHour: 30 * 24 - 1, step: 'approve', event: 'raised' },
  ]);

  expect(life.record.association().status).toBe('deliveryExpired');
  expect(life.state().history).toHaveLength(244);
});

describe('a hop', () => {
  const now = new Date('2028-02-28T12:00:00.000Z');
  const at = (text: string) => new Date(text);

  it.each([
    ['ends when there is something to do', '2028-02-29T12:00:00.001Z', '2028-02-29T12:00:00.001Z'],
    ['ends after 5 days of 24 hours, over a leap day too', undefined, '2028-03-04T12:00:00.000Z'],
    ['is not longer for a far deadline', '2028-05-01T00:00:00.000Z', '2028-03-04T12:00:00.000Z'],
    ['ends at once for what is overdue', '2028-02-01T00:00:00.000Z', '2028-02-28T12:00:00.000Z'],
  ])('%s', (_, wakeAt, end) => {
    expect(nextHop(now, wakeAt)).toEqual(at(end));
  });
});
