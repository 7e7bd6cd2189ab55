// A life's row in PostgreSQL, for the peers that keep it there.

export async function createLives(pool) {
  await pool.query(`
    CREATE TABLE lives (
      id text PRIMARY KEY,
      state text NOT NULL DEFAULT 'PENDING',
      due_at timestamptz NOT NULL,
      ended_at timestamptz,
      facts jsonb NOT NULL DEFAULT '{"partner": "contoso-consulting", "location": "4100001", "contact": "cio@customer.example"}'
    )`);
}

export async function endingsIn(pool) {
  const { rows } = await pool.query(`SELECT state, ended_at FROM lives WHERE id LIKE 'life-%'`);
  return rows.map(({ state, ended_at }) => ({ state, endedAt: ended_at?.getTime() }));
}
