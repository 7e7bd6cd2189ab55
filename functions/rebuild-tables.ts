// `npm run rebuild`: from the command line, straight in the tables, makes again what the table of customers tells.
import { readTableConnection } from '../shared/config';
import { toInstant } from '../shared/domain/time';
import { createCustomerStore } from '../shared/store/customer-store';
import { createDueStore } from '../shared/store/due-store';
import { createPageStore } from '../shared/store/pages/page-store';
import { rebuild } from '../shared/changes/rebuild';
import { createReferenceStore } from '../shared/store/reference-store';
import { createTables, openTables } from '../shared/store/tables';
import { tellOperator } from './log/unreadable-rows';

async function main(): Promise<void> {
  const connection = readTableConnection(process.env);
  await createTables(connection);
  const tables = openTables(connection);
  const clock = () => toInstant(new Date());
  const stores = {
    clock,
    customers: createCustomerStore(tables.truth, tellOperator),
    pages: createPageStore(tables.views, tellOperator),
    due: createDueStore(tables.due),
    reference: createReferenceStore(tables.reference, tellOperator),
  };
  console.log(JSON.stringify(await rebuild(stores, toInstant(new Date()))));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
