// `npm run import -- <file>`: the import of reference data from the command line, straight into the tables. Cut off, it goes
// on when it is called again, or is gone on with by the app.
import { importReferenceData } from '../shared/changes/import-reference-data';
import type { ImportRefusal } from '../shared/changes/accept-import';
import { readReferenceFile } from '../shared/changes/reference-file';
import { readTableConnection } from '../shared/config';
import { toInstant } from '../shared/domain/time';
import { createCustomerStore } from '../shared/store/customer-store';
import { createImportStore } from '../shared/store/import-store';
import { createPageStore } from '../shared/store/pages/page-store';
import { createReferenceStore } from '../shared/store/reference-store';
import { createTables, openTables } from '../shared/store/tables';
import { progressOn } from './import-progress';
import { tellOperator } from './log/unreadable-rows';

async function main(file: string | undefined): Promise<void> {
  if (file === undefined) throw new Error('usage: npm run import -- <file.json>');
  const connection = readTableConnection(process.env);
  const data = readReferenceFile(file);
  await createTables(connection);
  const tables = openTables(connection);
  const clock = () => toInstant(new Date());
  const stores = {
    clock,
    customers: createCustomerStore(tables.truth, tellOperator),
    pages: createPageStore(tables.views, tellOperator),
    reference: createReferenceStore(tables.reference, tellOperator),
    imports: createImportStore(tables.reference),
  };
  const imported = await importReferenceData(stores, data, clock, progressOn(process.stderr));
  if (!imported.ok) {
    throw new Error(`${file} is refused; nothing was changed.\n${told(imported.refusal)}`);
  }
  const { state, failure = '', counts } = imported.status;
  if (state === 'failed') throw new Error(`the import has failed (${failure}); call it again.`);
  console.log(JSON.stringify(counts));
}

function told(refusal: ImportRefusal): string {
  if (refusal.code === 'another-import') {
    return `Another import (${refusal.importId}) is under way. One that was cut off is gone on with by the app within ten minutes, or by calling it again with its file.`;
  }
  return refusal.errors.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n');
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
