// The orchestration when its activity fails: on the SDK's replay engine, in virtual time.
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
