// Starting and waking, by the SDK's own client against an engine that answers as the extension does (runtime.md 2.2).
import { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import * as z from 'zod';
import { createDriver } from '../../../functions/workflow/driver';
import { events, type Drivers } from '../../../shared/changes/driver';
import { durableClient } from '../../../local/host/durable-http';
import { json, serve, type Answer, type LocalServer } from '../../../local/http-server';
import { keyOf } from '../../../shared/domain/ids';
import { importInstanceIdOf, instanceIdOf } from '../../../shared/store/keys';
import { anAssociation } from '../../support/examples';

const key = keyOf(anAssociation('associated'));
const id = instanceIdOf(key);
const instance = `/instances/${id}`;
const start = `POST /orchestrators/associationLifecycleV2/${id}`;
const status = `GET ${instance}`;
const wake = `POST ${instance}/raiseEvent/${events.associationChanged}`;

const started = json(202, { id });
const exists = json(500, { Message: 'An Orchestration instance with the status Running exists.' });
const down = json(503, { Message: 'The storage is down.' });
const missing: Answer = { status: 404 };
const shown = (runtimeStatus: string, code = 200): Answer =>
  json(code, {
    ...{ name: 'associationLifecycleV2', instanceId: id, runtimeStatus, input: null, output: null },
    ...{ createdTime: '2026-03-02T09:00:00Z', lastUpdatedTime: '2026-03-02T09:00:00Z' },
  });

let engine: LocalServer;
let driver: Drivers;
let answers: Readonly<Record<string, Answer>>;
let asked: string[];

beforeAll(async () => {
  engine = await serve('an engine', 0, ({ method, url }) => {
    const what = `${method} ${url.pathname.replace('/durabletask', '')}`;
    asked.push(what);
    return answers[what] ?? { status: 501 };
  });
  const input = df.input.durableClient();
  const options = { extraInputs: [input] };
  const context = new InvocationContext({ functionName: 'a-function', options });
  const urls = { webhook: 'http://localhost:1', key: 'a-key', rpc: `${engine.url}/durabletask/` };
  const { string } = z.object({ string: z.string() }).parse(durableClient('a-hub', urls));
  context.extraInputs.set(input, JSON.parse(string));
  driver = createDriver(() => df.getClient(context));
});
beforeEach(() => {
  asked = [];
});
afterAll(() => engine.stop());

describe('a start', () => {
  it('starts the present orchestration under the association’s id', async () => {
    answers = { [start]: started };

    await driver.start(key);

    expect(asked).toEqual([start]);
  });

  it.each(['Running', 'Pending', 'ContinuedAsNew', 'Suspended'])(
    'that is refused because one is %s already is as good as done',
    async (live) => {
      answers = { [start]: exists, [status]: shown(live, 202) };

      await driver.start(key);

      expect(asked).toEqual([start, status]);
    },
  );

  it.each([
    ['there is none', missing],
    ['it has ended', shown('Completed')],
    ['it has failed', shown('Failed')],
    ['it was terminated', shown('Terminated')],
  ])('that fails although %s fails with its own reason', async (_, found) => {
    answers = { [start]: down, [status]: found };

    await expect(driver.start(key)).rejects.toThrow('The storage is down.');
  });

  it('fails when nobody can say whether one lives', async () => {
    answers = { [start]: exists, [status]: down };

    await expect(driver.start(key)).rejects.toThrow('The storage is down.');
  });
});

describe('a wake-up', () => {
  it('starts the orchestration where there is none', async () => {
    answers = { [wake]: missing, [start]: started };

    await driver.wake(key);

    expect(asked).toEqual([wake, start]);
  });

  it('does nothing to one that has ended', async () => {
    answers = { [wake]: { status: 410 } };

    await driver.wake(key);

    expect(asked).toEqual([wake]);
  });

  it('fails when the engine does', async () => {
    answers = { [wake]: down };

    await expect(driver.wake(key)).rejects.toThrow('503');
  });
});

describe('the driver of imports', () => {
  const run = { importId: 'a'.repeat(32), run: 2 };
  const instanceOf = (nth: number) => `/instances/${importInstanceIdOf(run.importId, nth)}`;
  const begin = `POST /orchestrators/referenceDataImport/${importInstanceIdOf(run.importId, 2)}`;
  const look = (nth: number) => `GET ${instanceOf(nth)}`;
  const purge = (nth: number) => `DELETE ${instanceOf(nth)}`;
  const purged = json(200, { instancesDeleted: 1 });

  it('starts a run under its own id, and removes what is left of the run before', async () => {
    answers = { [begin]: started, [look(1)]: shown('Completed'), [purge(1)]: purged };

    await driver.imports.start(run);

    expect(asked).toEqual([begin, look(1), purge(1)]);
  });

  it('leaves a run before that is just coming to its end', async () => {
    answers = { [begin]: started, [look(1)]: shown('Running', 202) };

    await driver.imports.start(run);

    expect(asked).toEqual([begin, look(1)]);
  });

  it('starts no run twice', async () => {
    answers = { [begin]: exists, [look(2)]: shown('Running', 202), [look(1)]: missing };

    await driver.imports.start(run);

    expect(asked).toEqual([begin, look(2), look(1)]);
  });

  it('removes what is left of a run that is over, and of the one before', async () => {
    answers = {
      [look(1)]: shown('Completed'),
      [look(2)]: shown('Failed'),
      [purge(1)]: purged,
      [purge(2)]: purged,
    };

    await driver.imports.remove(run);

    expect(asked).toEqual([look(2), purge(2), look(1), purge(1)]);
  });
});
