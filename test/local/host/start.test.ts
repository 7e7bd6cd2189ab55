// Starting and ending a host: what stops it, what it keeps, timer functions on its clock.
import { createServer } from 'node:net';
import { cleanUp, newFolder, startChild } from '../../support/host-fixture/child-host';

afterAll(cleanUp);

describe('a host', () => {
  it('does not start an app whose entry throws', async () => {
    await expect(startChild({ app: 'failing-entry' })).rejects.toThrow('CONFIG_MISSING');
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
    expect(yearly(host.notes)[1]).toMatchObject(['yearly', false, {}]);
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

  it('runs after a restart for what was missed while the host was down', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder, settings: { YEARLY: '*/2 * * * * *' } });
    await first.kill();
    await new Promise((resolve) => setTimeout(resolve, 3500));
    const second = await startChild({ dataFolder, settings: { YEARLY: '*/2 * * * * *' } });
    await second.idle();
    expect(yearly(second.notes)[0]?.[1]).toBe(true);
  });

  it('runs on demand', async () => {
    const host = await startChild();
    const post = async (name: string): Promise<number> =>
      (await host.fetch(`/admin/functions/${name}`, { method: 'POST', body: '{}' })).status;
    expect(await post('yearly')).toBe(202);
    await host.idle();
    expect(yearly(host.notes)).toHaveLength(1);
    expect([await post('missing'), await post('echo')]).toEqual([404, 400]);
  });
});
