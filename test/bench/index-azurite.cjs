// Preloaded into Azurite 3.35.0: gives its query the index that Azure has. Azure serves a range of row keys of one partition
// from a sorted index and stops where the page is full; Azurite looks at every row of the table, so that no query could be
// flat. Only where the rows are looked for changes here: which of them match, and how they are cut into pages, stays
// Azurite's own. A query over several partitions is left as it is. Of a newer Azurite nothing is known: it is refused.
const { version } = require('azurite/package.json');
const { default: Store } = require('azurite/dist/src/table/persistence/LokiTableMetadataStore');
const {
  default: generator,
} = require('azurite/dist/src/table/persistence/LokiTableStoreQueryGenerator');

if (version !== '3.35.0')
  throw new Error(`index-azurite.cjs is written for 3.35.0, not ${version}`);

/** Table → partition → its rows by row key; kept up to date by the table's own events. */
const indexes = new WeakMap();

function indexOf(collection) {
  const known = indexes.get(collection);
  if (known) return known;
  const index = new Map();
  const place = ({ PartitionKey, RowKey }) => {
    if (!index.has(PartitionKey)) index.set(PartitionKey, []);
    const rows = index.get(PartitionKey);
    return [rows, firstFrom(rows, RowKey)];
  };
  const put = (row) => {
    const [rows, at] = place(row);
    rows.splice(at, rows[at]?.RowKey === row.RowKey ? 1 : 0, row);
  };
  const drop = (row) => {
    const [rows, at] = place(row);
    if (rows[at]?.RowKey === row.RowKey) rows.splice(at, 1);
  };
  collection.data.forEach(put);
  collection.on(['insert', 'update'], put);
  collection.on('delete', drop);
  indexes.set(collection, index);
  return index;
}

function firstFrom(rows, rowKey) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].RowKey < rowKey) low = middle + 1;
    else high = middle;
  }
  return low;
}

const scan = Store.prototype.queryTableEntities;
Store.prototype.queryTableEntities = async function (context, account, table, options, ...next) {
  const filter = options.filter ?? '';
  const [, partition] = /\bPartitionKey eq '([^']*)'/.exec(filter) ?? [];
  if (partition === undefined || /\b(or|not)\b/.test(filter.replaceAll(/'[^']*'/g, ''))) {
    return scan.call(this, context, account, table, options, ...next);
  }
  const [, exactly] = /\bRowKey eq '([^']*)'/.exec(filter) ?? [];
  const [, from = exactly ?? ''] = /\bRowKey g[et] '([^']*)'/.exec(filter) ?? [];
  const [, to = exactly ?? '\uffff'] = /\bRowKey l[et] '([^']*)'/.exec(filter) ?? [];
  const after = this.decodeContinuationHeader(next[1]) ?? '';
  const matches = generator.generateQueryForPersistenceLayer(options, context);
  const most = this.getMaxResultsOption(options);
  const rows = indexOf(this.getEntityCollection(account, table, context)).get(partition) ?? [];
  const found = [];
  for (let at = firstFrom(rows, from > after ? from : after); at < rows.length; at += 1) {
    if (rows[at].RowKey > to || found.length > most) break;
    if (matches(rows[at])) found.push(rows[at]);
  }
  const { nextPartitionKeyResponse, nextRowKeyResponse } = this.adjustQueryResultforTop(
    found,
    most,
  );
  return [found, nextPartitionKeyResponse, nextRowKeyResponse];
};
