// A life's record in Table Storage, each in a partition of its own: what the two peers over tables share. A decision is a
// read and a write that holds only if nobody was in between.
import { TableClient } from '@azure/data-tables';

export async function openTable(name) {
  const connection = process.env.TABLES;
  const table = TableClient.fromConnectionString(connection, name, {
    allowInsecureConnection: true,
  });
  await table.createTable();
  return table;
}

const facts = {
  partner: 'contoso-consulting',
  engagement: 'threat-protection-workshop',
  location: '4100001',
  customer: 'Customer of a benchmark',
  domain: 'customer.example',
  contact: 'cio@customer.example',
  addedBy: 'Ada',
};

export async function openRecords() {
  const table = await openTable('Lives');

  /** False where it was decided already, or the deadline is on the wrong side. */
  async function decide(id, state, isInTime) {
    const { etag, ...life } = await table.getEntity(id, 'life');
    if (life.state !== 'PENDING' || !isInTime(life.dueAt)) return false;
    const decided = { partitionKey: id, rowKey: 'life', state };
    try {
      await table.updateEntity(decided, 'Merge', { etag });
      return true;
    } catch (error) {
      if (error.statusCode === 412) return false;
      throw error;
    }
  }

  return {
    insert: (id, dueAt) =>
      table.createEntity({ partitionKey: id, rowKey: 'life', state: 'PENDING', dueAt, ...facts }),
    async approve(id) {
      const isDone = await decide(id, 'ACTIVE', (dueAt) => Date.now() < dueAt);
      if (!isDone) throw new Error(`${id} could not be approved`);
    },
    expire: (id) => decide(id, 'EXPIRED', (dueAt) => Date.now() >= dueAt),
    async endings() {
      const endings = [];
      for await (const { partitionKey, state, timestamp } of table.listEntities()) {
        if (partitionKey.startsWith('life-'))
          endings.push({ state, endedAt: Date.parse(timestamp) });
      }
      return endings;
    },
  };
}
