// "Why an orchestration at all?": the record and a row in an index by due time, and every second a sweep over what is due.
import { odata } from '@azure/data-tables';
import { servePeer } from '../serve.mjs';
import { openRecords, openTable } from '../records.mjs';

const shards = 16;
const everyMs = 1000;
const atATime = 32;

await servePeer(async ({ expired }) => {
  const records = await openRecords();
  const due = await openTable('Due');
  const shardOf = (id) => `d_${Number(id.split('-')[1]) % shards}`;
  const rowKeyOf = (dueAt) => String(dueAt).padStart(15, '0');

  async function sweep() {
    const now = rowKeyOf(Date.now());
    const rows = [];
    for (let shard = 0; shard < shards; shard += 1) {
      const filter = odata`PartitionKey eq ${`d_${shard}`} and RowKey lt ${`${now}~`}`;
      for await (const row of due.listEntities({ queryOptions: { filter } })) rows.push(row);
    }
    const work = async () => {
      for (let row = rows.pop(); row; row = rows.pop()) {
        if (await records.expire(row.life)) expired(1);
        await due.deleteEntity(row.partitionKey, row.rowKey);
      }
    };
    await Promise.all(Array.from({ length: atATime }, work));
  }

  void (async () => {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, everyMs));
      await sweep();
    }
  })();

  return {
    async add(id, dueAt) {
      const rowKey = `${rowKeyOf(dueAt)}_${id}`;
      await due.createEntity({ partitionKey: shardOf(id), rowKey, life: id }); // intent before effect
      await records.insert(id, dueAt);
    },
    approve: records.approve,
    endings: records.endings,
  };
});
