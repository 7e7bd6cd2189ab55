// Import of reference data by the operator: the file is right as a whole, or nothing is changed.
import * as z from 'zod';
import { importReferenceData as write } from '../../../shared/store/import-reference-data';
import { referenceData } from '../../../shared/store/reference-data';
import { logEvent } from '../../log/log';
import { json } from '../json';
import { administratorOperation, none } from '../operation';
import { problem } from '../problem';

export const importReferenceData = administratorOperation(
  {
    name: 'importReferenceData',
    method: 'POST',
    route: 'api/admin/reference-data',
    summary: 'Import engagements, partners, customers and earlier history; may be repeated.',
    params: none.params,
    query: none.query,
    body: referenceData,
    maxBodyBytes: 16 * 1024 * 1024,
    answers: {
      200: {
        description: 'How much of what was written.',
        schema: z.object({
          engagements: z.int(),
          partners: z.int(),
          customers: z.int(),
          consents: z.int(),
          completions: z.int(),
        }),
      },
    },
  },
  async ({ deps, context, body }) => {
    const imported = await write(deps, body);
    if (imported.ok) {
      logEvent(context, 'referenceDataImported', imported.counts);
      return json(200, imported.counts);
    }
    const errors = imported.taken.map(({ path, message }) => ({ path: path.join('.'), message }));
    const title = 'Nothing was changed: another partner account has what one of the file claims.';
    return problem(409, 'taken', title, { errors });
  },
);
