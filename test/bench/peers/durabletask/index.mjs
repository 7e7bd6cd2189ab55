// Microsoft's own engine for JavaScript without a host, in memory: an orchestration for each life, its record in a table.
import durabletask from '@microsoft/durabletask-js';
import testing from '@microsoft/durabletask-js/dist/testing/index.js';
import { servePeer } from '../serve.mjs';
import { openRecords } from '../records.mjs';

// Its test worker tells of every event, and can't be told not to: a measurement of the terminal, otherwise.
console.log = console.info = console.debug = () => undefined;

await servePeer(async ({ expired }) => {
  const records = await openRecords();
  const backend = new testing.InMemoryOrchestrationBackend();
  const client = new testing.TestOrchestrationClient(backend);
  const worker = new testing.TestOrchestrationWorker(backend);

  const expire = async (_context, id) => {
    if (await records.expire(id)) expired(1);
  };
  const life = async function* (context, { id, dueAt }) {
    const answer = context.waitForExternalEvent('answered');
    const deadline = context.createTimer(new Date(dueAt));
    const first = yield durabletask.whenAny([answer, deadline]);
    if (first === deadline) yield context.callActivity(expire, id);
  };
  worker.addActivity(expire);
  worker.addOrchestrator(life);
  await worker.start();

  return {
    async add(id, dueAt) {
      await records.insert(id, dueAt);
      await client.scheduleNewOrchestration(life, { id, dueAt }, id);
    },
    async approve(id) {
      await records.approve(id);
      await client.raiseOrchestrationEvent(id, 'answered');
    },
    endings: records.endings,
  };
});
