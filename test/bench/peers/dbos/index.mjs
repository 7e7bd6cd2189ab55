// A durable workflow for each life: it writes the row, waits for the answer or the deadline, and writes how it ended. An
// answer counts as given when its message is stored; the workflow applies it later.
import { DBOS } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import { servePeer } from '../serve.mjs';
import { createLives, endingsIn } from '../lives-in-postgres.mjs';

await servePeer(async ({ expired }) => {
  const connectionString = process.env.POSTGRES;
  const pool = new pg.Pool({ connectionString, max: 32 });
  await createLives(pool);

  const insert = async (id, dueAt) => {
    await pool.query('INSERT INTO lives (id, due_at) VALUES ($1, $2)', [id, new Date(dueAt)]);
  };
  const end = async (id, state) => {
    await pool.query(`UPDATE lives SET state = $2, ended_at = clock_timestamp() WHERE id = $1`, [
      id,
      state,
    ]);
    if (state === 'EXPIRED') expired(1);
  };
  const life = DBOS.registerWorkflow(
    async (id, dueAt) => {
      await DBOS.runStep(() => insert(id, dueAt), { name: 'insert' });
      const seconds = Math.max(0, (dueAt - (await DBOS.now())) / 1000);
      const answer = await DBOS.recv('answer', seconds);
      await DBOS.runStep(() => end(id, answer === null ? 'EXPIRED' : 'ACTIVE'), { name: 'end' });
    },
    { name: 'life' },
  );
  DBOS.setConfig({ name: 'peer', systemDatabaseUrl: connectionString, logLevel: 'error' });
  await DBOS.launch();

  return {
    async add(id, dueAt) {
      await DBOS.startWorkflow(life, { workflowID: id })(id, dueAt);
    },
    approve: (id) => DBOS.send(id, 'approved', 'answer', `${id}-answer`),
    endings: () => endingsIn(pool),
  };
});
