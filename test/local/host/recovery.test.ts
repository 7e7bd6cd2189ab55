// What is left after kill -9, a full disk or changed code: nothing accepted is lost, nothing spins.
import { appendFileSync, mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp, newFolder, startChild } from '../../support/host-fixture/child-host';

afterAll(cleanUp);

describe('after kill -9', () => {
  it('an activity that was under way runs again', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder });
    await first.start('slowOne', 'cut', 60_000);
    await first.noted('slow begins');
    await first.kill();
    const second = await startChild({ dataFolder });
    await second.noted('slow begins');
    expect(await second.status('cut')).toMatchObject({ runtimeStatus: 'Running' });
  });

  it('an event that was answered 202 is handled', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder });
    await first.start('answer', 'told', { days: 5 });
    await first.idle();
    expect((await first.raise('told', 'Answer', 'yes')).status).toBe(202);
    await first.kill();
    const second = await startChild({ dataFolder });
    await second.idle();
    expect(await second.status('told')).toMatchObject({
      runtimeStatus: 'Completed',
      output: 'yes',
    });
  });

  it('an instance that was answered 202 runs', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder });
    expect((await first.start('greet', 'begun', { name: 'Ada' })).status).toBe(202);
    await first.kill();
    const second = await startChild({ dataFolder });
    await second.idle();
    expect(await second.status('begun')).toMatchObject({ output: 'Hello Ada' });
  });

  it('a timer that fell due while the host was down fires, others are armed again', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder });
    await first.start('answer', 'soon', { days: 1.5 / 86_400 });
    await first.start('answer', 'later', { days: 5 });
    await first.idle();
    await first.kill();
    await new Promise((resolve) => setTimeout(resolve, 1600));
    const second = await startChild({ dataFolder });
    await second.idle();
    expect(await second.status('soon')).toMatchObject({ output: 'expired' });
    expect(await second.status('later')).toMatchObject({ runtimeStatus: 'Running' });
    await second.advance('P5D');
    expect(await second.status('later')).toMatchObject({ output: 'expired' });
  });

  it('a record whose last line was cut off counts as it was before', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder });
    await first.start('answer', 'torn', { days: 5 });
    await first.idle();
    await first.kill();
    appendFileSync(join(dataFolder, 'instances', 'torn.jsonl'), '\n{"instanceId":"torn","hist');
    const second = await startChild({ dataFolder });
    await second.raise('torn', 'Answer', 'yes');
    await second.kill();
    const third = await startChild({ dataFolder });
    await third.idle();
    expect(await third.status('torn')).toMatchObject({ runtimeStatus: 'Completed', output: 'yes' });
  });

  it('a killed advance leaves a clock that is not behind the instances', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder });
    for (const name of ['a', 'b', 'c']) await first.start('hops', name, { days: 400, name });
    await first.idle();
    const advance = first.advance('P400D').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await first.kill();
    void advance;
    const second = await startChild({ dataFolder });
    await second.idle();
    const { now } = (await (await second.fetch('/admin/clock')).json()) as { now: string };
    const { lastUpdatedTime } = (await (
      await second.asMaster('/runtime/webhooks/durabletask/instances/a')
    ).json()) as { lastUpdatedTime: string };
    expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.parse(lastUpdatedTime));
    await second.advance('P400D');
    expect(await second.status('a')).toMatchObject({ runtimeStatus: 'Completed', output: 81 });
  });
});

describe('changed code', () => {
  it('that inserts a step before a wait fails the instances under way', async () => {
    const dataFolder = newFolder();
    const first = await startChild({ dataFolder });
    await first.start('shift', 'moved');
    await first.idle();
    await first.close();
    const second = await startChild({ dataFolder, settings: { SHIFTED: 'yes' } });
    await second.advance('P1D');
    expect(await second.status('moved')).toMatchObject({
      runtimeStatus: 'Failed',
      output: expect.stringContaining("instead produced an activity task named 'say'") as string,
    });
  });
});

describe('a record that cannot be written', () => {
  it('refuses an event with 500, and lets a turn try again at growing intervals', async () => {
    const host = await startChild();
    const instances = join(host.dataFolder, 'instances');
    await host.start('slowOne', 'stuck', 200);
    await host.start('two', 'open');
    await host.noted('slow begins');
    // A folder where the file would be: root may write anywhere, but not to a folder.
    const files = ['stuck', 'open'].map((id) => join(instances, `${id}.jsonl`));
    for (const path of files) {
      renameSync(path, `${path}.away`);
      mkdirSync(path);
    }
    expect((await host.raise('open', 'Answer')).status).toBe(500);
    await host.noted('slow ends');
    await new Promise((resolve) => setTimeout(resolve, 900));
    const failures = host.logs.filter((line) => line.includes('Turn of stuck failed'));
    expect(failures.length).toBeGreaterThanOrEqual(2);
    expect(failures.length).toBeLessThanOrEqual(3);
    for (const path of files) {
      rmdirSync(path);
      renameSync(`${path}.away`, path);
    }
    await host.idle();
    expect(await host.status('stuck')).toMatchObject({
      runtimeStatus: 'Completed',
      output: 'slept',
    });
  });
});
