// Starting and ending a host: what stops it, what it keeps, timer functions on its clock.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cleanUp, newFolder, startChild } from '../../support/host-fixture/child-host';

afterAll(cleanUp);

/** Days go by while no host runs over the folder. */
function pass(dataFolder: string, days: number): void {
  const file = join(dataFolder, 'clock.json');
  writeFileSync(file, JSON.stringify({ offsetMs: days * 86_400_000 }));
}

describe('a host', () => {
  // The worker's startApp keeps the error and tells it where the functions are asked for; the host goes on without any.
  it('stays up without functions where the entry throws, and logs why', async () => {
    const host = await startChild({ app: 'failing-entry' });
    const answer = await host.fetch('/registeredBefore');
    expect([answer.status, await answer.text()]).toEqual([404, '']);
    expect((await host.fetch('/')).status).toBe(200);
    const status: unknown = await (await host.asMaster('/admin/host/status')).json();
    expect(status).toEqual({ state: 'Running' });
    await host.idle();
    expect(host.logs.filter((line) => line.includes('CONFIG_MISSING'))).toHaveLength(1);
  });

  it('does not start on a port that is taken, and says which', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
      });
    });
    await expect(startChild({ port })).rejects.toThrow(`Port ${String(port)} is taken`);
    taken.close();
  });

  it('does not share its data folder, but takes over that of a killed one', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder });
    await expect(startChild({ dataFolder })).rejects.toThrow(
      /Another host \(process \d+\) is using/,
    );
    await first.kill();
    const second = await startChild({ dataFolder });
    await second.close();
    const third = await startChild({ dataFolder });
    await third.close();
    expect(third.notes).toContain('appTerminate');
  });

  it('keeps its clock over kill -9', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder });
    const { to } = await first.advance('P400D');
    await first.kill();
    const second = await startChild({ dataFolder });
    const { now } = (await (await second.fetch('/admin/clock')).json()) as { now: string };
    expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.parse(to));
  });
});

describe('a timer function', () => {
  const yearly = (notes: unknown[]): unknown[][] =>
    notes.filter((note): note is unknown[] => Array.isArray(note) && note[0] === 'yearly');

  it('refuses a schedule that is not NCRONTAB with six fields', async () => {
    for (const YEARLY of ['0 0 1 1 *', '01:00:00', '0 0 0 L * *']) {
      await expect(startChild({ settings: { YEARLY } })).rejects.toThrow('is not NCRONTAB');
    }
  });

  it('runs at start when registered so', async () => {
    const host = await startChild();
    await host.noted('atStart', false);
  });

  it('runs in real time', async () => {
    const host = await startChild({ settings: { YEARLY: '* * * * * *' } });
    while (yearly(host.notes).length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(yearly(host.notes)[1]).toEqual(['yearly', false, null]);
  });

  it('runs once for many missed occurrences, and is told so', async () => {
    const host = await startChild();
    const { to } = await host.advance('P1000D');
    expect(yearly(host.notes)).toHaveLength(1);
    expect(yearly(host.notes)[0]?.[1]).toBe(true);
    await host.advance('P1D');
    expect(yearly(host.notes)).toHaveLength(1);
    const year = Number(to.slice(0, 4)) + 1;
    const days = Math.ceil((Date.UTC(year, 0, 1) - Date.parse(to)) / 86_400_000);
    await host.advance(`P${String(days)}D`);
    expect(yearly(host.notes)).toHaveLength(2);
    expect(yearly(host.notes)[1]?.[2]).toMatchObject({
      last: to,
      next: `${String(year)}-01-01T00:00:00.000Z`,
    });
  });

  it('runs after a restart for what was missed while the host was down, also where it runs at start', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder });
    await first.kill();
    pass(dataFolder, 400);
    const second = await startChild({ dataFolder });
    await second.noted('atStart', true);
    await second.idle();
    expect(yearly(second.notes)[0]?.[1]).toBe(true);
  });

  // TimerSchedule.ShouldDisableScheduleMonitor
  it('makes up for nothing where it runs more than once a minute', async () => {
    const dataFolder = newFolder();
    const settings = { YEARLY: '*/30 * * * * *' };
    const first = await startChild({ dataFolder, settings });
    await first.kill();
    pass(dataFolder, 400);
    const second = await startChild({ dataFolder, settings });
    await second.noted('atStart', true);
    await second.idle();
    expect(yearly(second.notes).filter(([, isPastDue]) => isPastDue)).toEqual([]);
  });

  it('runs on demand', async () => {
    const host = await startChild();
    const post = async (name: string): Promise<number> =>
      (await host.asMaster(`/admin/functions/${name}`, { method: 'POST', body: '{}' })).status;
    expect(await post('yearly')).toBe(202);
    await host.idle();
    expect(yearly(host.notes)).toHaveLength(1);
    expect([await post('missing'), await post('echo')]).toEqual([404, 400]);
  });
});
