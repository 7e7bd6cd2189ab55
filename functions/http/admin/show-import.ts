// How far an import of reference data has come; kept for 30 days after its end.
import { json } from '../json';
import { administratorOperation, none } from '../operation';
import { notFound } from '../problem';
import { importParams, importSchema, shownImport } from './imports';

export const showImport = administratorOperation(
  {
    name: 'showImport',
    method: 'GET',
    route: 'api/admin/reference-data/imports/{importId}',
    summary: 'How far an import has come.',
    params: importParams,
    query: none.query,
    body: none.body,
    answers: { 200: { description: 'Its state.', schema: importSchema } },
  },
  async ({ deps, params }) => {
    const stored = await deps.imports.read(params.importId);
    return stored === undefined
      ? notFound('There is no such import.')
      : json(200, shownImport(stored.value));
  },
);
