// No event is swallowed, whenever it comes: after it, the activity always begins once more, and a record that is over ends
// its instance. Every short order of things, and many long ones, on the SDK's replay and the host's together.
import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import fc from 'fast-check';
import type { Standing } from '../../../functions/workflow/advance-association';
import { associationLifecycle } from '../../../functions/workflow/association-lifecycle-orchestration';
import { associationLifecycleV1 } from '../../../functions/workflow/association-lifecycle-v1-orchestration';
import { activityName } from '../../../functions/workflow/names';
import { events, type EventName } from '../../../shared/changes/driver';
import {
  beginning,
  everyEnd,
  faultOf,
  isPossible,
  make,
  nextOf,
  type Limits,
  type Move,
} from './support/interleavings';

jest.setTimeout(120_000);

const { consentAnswered, workshopClaimSubmitted, associationChanged } = events;
const names = Object.values(events);
const phases = ['awaitingConsent', 'awaitingDelivery', 'closing'] as const;
const namesOf = {
  awaitingConsent: [consentAnswered, associationChanged],
  awaitingDelivery: [workshopClaimSubmitted, associationChanged],
  closing: [associationChanged],
};

/** Every fault within the limits, in lives that begin with these moves; `ends` counts the lives. */
async function search(
  handler: OrchestrationHandler,
  phase: Standing['phase'],
  limits: Limits,
  first: readonly Move[] = [],
): Promise<{ ends: number; faults: string[] }> {
  let moment = beginning(phase);
  for (const move of first) moment = await make(handler, moment, move);
  const found = { ends: 0, faults: [] as string[] };
  for await (const end of everyEnd(handler, moment, limits)) {
    found.ends += 1;
    const fault = faultOf(end);
    if (fault !== undefined) found.faults.push(fault);
  }
  return found;
}

const look: readonly Move[] = ['turn', 'answer', 'turn'];
const twoHops: readonly Move[] = [...look, 'fire', ...look];

describe('no wake-up is lost and nothing hangs', () => {
  it.each(phases)('whenever one or two events come in the first hops (%s)', async (phase) => {
    for (const raises of [1, 2]) {
      const limits = { names: namesOf[phase], raises, steps: 3, fails: 0 };

      const { ends, faults } = await search(associationLifecycle, phase, limits);

      expect(faults).toEqual([]);
      expect(ends).toBeGreaterThan(10);
    }
  });

  it.each(phases)('whenever three come in the third hop (%s)', async (phase) => {
    const limits = { names: namesOf[phase], raises: 3, steps: 1, fails: 0 };

    const { ends, faults } = await search(associationLifecycle, phase, limits, twoHops);

    expect(faults).toEqual([]);
    expect(ends).toBeGreaterThan(100);
  });

  it.each(phases)('whenever one of any other phase comes along (%s)', async (phase) => {
    const limits = { names, raises: 2, steps: 1, fails: 0 };

    const { ends, faults } = await search(associationLifecycle, phase, limits, look);

    expect(faults).toEqual([]);
    expect(ends).toBeGreaterThan(100);
  });

  it('whenever two come around an activity that fails and is tried again', async () => {
    const limits = { names: [associationChanged], raises: 2, steps: 3, fails: 1 };

    const { ends, faults } = await search(associationLifecycle, 'awaitingConsent', limits);

    expect(faults).toEqual([]);
    expect(ends).toBeGreaterThan(500);
  });

  it('however long it goes on', async () => {
    const usual = [
      consentAnswered,
      associationChanged,
      'turn',
      'turn',
      'answer',
      'answer',
    ] as const;
    const move = fc.constantFrom<Move>(...usual, ...usual, ...usual, ...names, 'fire', 'fail');
    const moves = fc.array(move, { maxLength: 80, size: 'max' });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...phases), moves, async (phase, chosen) => {
        let moment = beginning(phase);
        for (const move of chosen) {
          if (isPossible(moment, move)) moment = await make(associationLifecycle, moment, move);
        }
        for (let next = nextOf(moment); next !== undefined; next = nextOf(moment)) {
          moment = await make(associationLifecycle, moment, next);
        }
        expect(faultOf(moment)).toBeUndefined();
      }),
      { numRuns: 400 },
    );
  });
});

function* advance(context: OrchestrationContext): Generator<Task, Standing, Standing> {
  return yield context.df.callActivity(activityName);
}

/** As the orchestration, but each wait is put into every `Task.any` until its event comes. */
const waitsKept: OrchestrationHandler = function* (context) {
  const waits = new Map<EventName, Task>();
  let standing = yield* advance(context);
  while (standing.phase !== 'over') {
    for (const name of names) {
      if (waits.get(name)?.isCompleted !== false)
        waits.set(name, context.df.waitForExternalEvent(name));
    }
    const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 1000));
    yield context.df.Task.any([...waits.values(), timer]);
    if (!timer.isCompleted) timer.cancel();
    do {
      for (const [name, { isCompleted }] of waits) if (isCompleted) waits.delete(name);
      standing = yield* advance(context);
    } while ([...waits.values()].some(({ isCompleted }) => isCompleted));
  }
};

describe('the same search finds the fault', () => {
  const limits = { names: [associationChanged], raises: 2, steps: 3, fails: 0 };

  it.each([
    ['of the first release, which forgets the waits that lost', associationLifecycleV1],
    ['of a wait that is kept and used again: the SDK and the host enqueue it again', waitsKept],
  ])('%s', async (_, handler) => {
    const { faults } = await search(handler, 'awaitingConsent', limits);

    expect(faults).toContainEqual(expect.stringContaining('a wake-up is lost'));
  });
});
