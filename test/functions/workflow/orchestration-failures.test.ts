// The orchestration when its activity fails, and when new code meets a history of the old: on the SDK's replay engine.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { associationLifecycle } from '../../../functions/workflow/association-lifecycle-orchestration';
import { EventType, instanceState, type HistoryEvent } from '../../../local/host/history';
import type { OrchestrationHandler } from 'durable-functions';
import { decide, execute } from '../../support/replay';
import { aLife, calls, day } from './support/a-life';

describe('an activity that fails', () => {
  it('is tried again until storage that was down for an hour is back', async () => {
    const life = aLife({
      activity: (now, record) => {
        if (now < day(0, 3600)) throw new Error('storage is down');
        return record.advance(now);
      },
    });

    await life.until(day(0, 2 * 3600));
    expect(life.state().runtimeStatus).toBe('Running');
    await life.until(day(31));

    expect(life.state()).toMatchObject({ runtimeStatus: 'Completed', output: '"consentExpired"' });
  });

  it('fails the instance when it fails every time, with ever longer pauses of at most 15 minutes', async () => {
    const life = aLife({
      activity: () => {
        throw new Error('storage is down');
      },
    });

    await life.until(day(1));

    expect(life.state().runtimeStatus).toBe('Failed');
    expect(life.state().output).toContain('storage is down');
    expect(calls(life)).toBe(10);
    const starts = life.turns.map(({ now }) => now.getTime());
    const pauses = starts.map((at, nth) => (at - (starts[nth - 1] ?? at)) / 1000).filter(Boolean);
    expect(pauses).toEqual([5, 15, 45, 135, 405, 900, 900, 900, 900]);
  });

  it('in the middle of a life does not disturb the turns after it', async () => {
    const life = aLife({
      activity: (now, record) => {
        if (now >= day(5) && now < day(5, 60)) throw new Error('storage is down');
        return record.advance(now);
      },
    });

    await life.until(day(31));

    expect(life.state()).toMatchObject({ runtimeStatus: 'Completed', output: '"consentExpired"' });
  });
});

const folder = join(__dirname, 'histories');
const recorded = z.object({ recorded: z.string(), instance: instanceState });

/** Plays every turn of the recorded life again: what the code schedules must be what is on record. */
async function replayed(file: string, handler: OrchestrationHandler) {
  const { instance } = recorded.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const input: unknown = JSON.parse(instance.input ?? 'null');
  for (const end of endsOfTurns(instance.history)) {
    const events = instance.history.slice(0, end);
    const now = new Date(events.at(-1)?.Timestamp ?? 0);
    const { ending, scheduled } = decide(
      instance.name,
      events,
      await execute(handler, input, events),
      now,
    );
    if (ending !== undefined || scheduled.length > 0) return { ending, scheduled };
  }
  return { ending: undefined, scheduled: [] };
}

function endsOfTurns(history: readonly HistoryEvent[]): number[] {
  return history.flatMap(({ EventType: type }, index) =>
    type === EventType.OrchestratorCompleted ? [index + 1] : [],
  );
}

describe('a recorded history of version 1', () => {
  const files = readdirSync(folder);

  it('is kept for each way to end', () => {
    expect(files).toEqual(
      ['v1-completed.json', 'v1-delivery-expired.json', 'v1-declined.json'].sort(),
    );
  });

  it.each(files)('replays without a difference, turn by turn: %s', async (file) => {
    const { instance } = recorded.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));

    const { ending, scheduled } = await replayed(file, associationLifecycle);

    expect(scheduled).toEqual([]);
    expect(ending).toEqual({ status: instance.runtimeStatus, output: instance.output });
  });

  it('does not replay on code that takes its steps in another order', async () => {
    const other: OrchestrationHandler = function* (context) {
      yield context.df.createTimer(context.df.currentUtcDateTime);
      yield* associationLifecycle(context);
    };

    const { ending } = await replayed('v1-declined.json', other);

    expect(ending?.status).toBe('Failed');
    expect(ending?.output).toContain('Non-Deterministic workflow detected');
  });
});
