// Import of reference data by the operator: the file is right as a whole, or nothing is changed. What is taken is on record
// when this answers; the writing goes on in the background.
import type { HttpResponseInit } from '@azure/functions';
import { acceptImport, type ImportRefusal } from '../../../shared/changes/accept-import';
import { referenceData } from '../../../shared/changes/reference-data';
import { logFault } from '../../log/log';
import { json } from '../json';
import { administratorOperation, none } from '../operation';
import { problem } from '../problem';
import { importSchema, pathOfImport, shownImport } from './imports';

export const importReferenceData = administratorOperation(
  {
    name: 'importReferenceData',
    method: 'POST',
    route: 'api/admin/reference-data',
    summary: 'Import engagements, partners, customers and earlier history; may be repeated.',
    params: none.params,
    query: none.query,
    body: referenceData,
    maxBodyBytes: 64 * 1024 * 1024,
    answers: {
      202: {
        description: 'It is taken, and goes on at the address in `Location`.',
        schema: importSchema,
      },
    },
  },
  async ({ deps, driver, context, body }) => {
    const accepted = await acceptImport(deps, body, deps.clock);
    if (!accepted.ok) return problemOf(accepted.refusal);
    const { status } = accepted;
    await driver.imports.start(status).catch((error: unknown) => {
      // It is on record, and the reconciliation starts it.
      logFault(context, error, 'startInstance');
    });
    const address = deps.config.publicBaseUrl + pathOfImport(status.importId);
    const headers = { location: address, 'operation-location': address, 'retry-after': '2' };
    return json(202, shownImport(status), headers);
  },
);

function problemOf(refusal: ImportRefusal): HttpResponseInit {
  if (refusal.code === 'another-import') {
    const title = 'Nothing was changed: another import is under way.';
    const { importId } = refusal;
    return problem(409, 'another-import', title, { importId }, { 'retry-after': '10' });
  }
  const { code, ...more } = refusal;
  const errors = refusal.errors.map(({ path, message }) => ({ path: path.join('.'), message }));
  return problem(409, code, titles[code], { ...more, errors });
}

const titles = {
  taken: 'Nothing was changed: another partner account has what one of the file claims.',
  'in-use': 'Nothing was changed: open associations use what the file takes away.',
};
