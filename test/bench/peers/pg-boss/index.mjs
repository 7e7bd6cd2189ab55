// "Just use PostgreSQL": the life is a row, its deadline a delayed job of pg-boss, both written in one transaction.
import pg from 'pg';
import PgBoss from 'pg-boss';
import { servePeer } from '../serve.mjs';
import { createLives, endingsIn } from '../lives-in-postgres.mjs';

await servePeer(async ({ expired }) => {
  const connectionString = process.env.POSTGRES;
  const pool = new pg.Pool({ connectionString, max: 32 });
  await createLives(pool);
  const boss = new PgBoss({ connectionString });
  await boss.start();
  await boss.createQueue('expire');
  await boss.work('expire', { batchSize: 1000, pollingIntervalSeconds: 0.5 }, async (jobs) => {
    const { rowCount } = await pool.query(
      `UPDATE lives SET state = 'EXPIRED', ended_at = clock_timestamp()
        WHERE id = ANY($1) AND state = 'PENDING' AND due_at <= clock_timestamp()`,
      [jobs.map(({ data }) => data.id)],
    );
    expired(rowCount);
  });

  return {
    async add(id, dueAt) {
      const client = await pool.connect();
      try {
        const db = { executeSql: (text, values) => client.query(text, values) };
        const startAfter = new Date(dueAt);
        await client.query('BEGIN');
        await client.query('INSERT INTO lives (id, due_at) VALUES ($1, $2)', [id, startAfter]);
        await boss.send('expire', { id }, { startAfter, db });
        await client.query('COMMIT');
      } finally {
        client.release();
      }
    },
    async approve(id) {
      const { rowCount } = await pool.query(
        `UPDATE lives SET state = 'ACTIVE', ended_at = clock_timestamp()
          WHERE id = $1 AND state = 'PENDING' AND due_at > clock_timestamp()`,
        [id],
      );
      if (rowCount !== 1) throw new Error(`${id} could not be approved`);
    },
    endings: () => endingsIn(pool),
  };
});
