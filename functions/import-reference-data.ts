// `npm run import -- <file>`: the import of reference data from the command line, straight into the tables.
import { readTableConnection } from '../shared/config';
import { createCustomerStore } from '../shared/store/customer-store';
import { importReferenceData } from '../shared/changes/import-reference-data';
import { createPageStore } from '../shared/store/page-store';
import { readReferenceFile } from '../shared/changes/reference-file';
import { createReferenceStore } from '../shared/store/reference-store';
import { createTables, openTables } from '../shared/store/tables';
import { tellOperator } from './log/unreadable-rows';

async function main(file: string | undefined): Promise<void> {
  if (file === undefined) throw new Error('usage: npm run import -- <file.json>');
  const connection = readTableConnection(process.env);
  const data = readReferenceFile(file);
  await createTables(connection);
  const tables = openTables(connection);
  const imported = await importReferenceData(
    {
      customers: createCustomerStore(tables.truth, tellOperator),
      pages: createPageStore(tables.views),
      reference: createReferenceStore(tables.reference, tellOperator),
    },
    data,
  );
  if (!imported.ok) {
    const wrong = imported.taken.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`${file} is refused; nothing was changed.\n${wrong.join('\n')}`);
  }
  console.log(JSON.stringify(imported.counts));
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
