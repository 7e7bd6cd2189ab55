// Holds every answer of the running app against its own OpenAPI document.
import Ajv2020 from 'ajv/dist/2020';
import * as z from 'zod';

export interface Contract {
  /** Throws when the answer is not what the document says. */
  check(method: string, path: string, response: Response, json: unknown): void;
}

const documentSchema = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.unknown()) })),
  ),
});
const content = z.object({
  content: z.record(
    z.string(),
    z.object({ schema: z.looseObject({ $ref: z.string().optional() }) }),
  ),
});

export function createContract(document: unknown): Contract {
  const { paths } = documentSchema.parse(document);
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: 'document', ...documentSchema.parse(document) });
  // A literal path is meant before one with a parameter.
  const templates = Object.keys(paths)
    .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }))
    .sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')));

  function validate(where: string, ref: string, json: unknown): void {
    const isValid = ajv.getSchema(`document${ref}`);
    if (isValid?.(json) === true) return;
    throw new Error(`${where} is not as documented: ${ajv.errorsText(isValid?.errors)}`);
  }

  return {
    check(method, path, response, json) {
      const { pathname } = new URL(path, 'http://host');
      const template = templates.find(({ pattern }) => pattern.test(pathname));
      const operation = template && paths[template.path]?.[method.toLowerCase()];
      const { status } = response;
      if (operation === undefined) {
        validate(`${method} ${pathname} → ${status}`, '#/components/schemas/Problem', json);
        return;
      }
      const documented =
        operation.responses[`${status}`] ?? operation.responses[`${Math.floor(status / 100)}XX`];
      const where = `${method} ${pathname} → ${status}`;
      if (documented === undefined) throw new Error(`${where} is not documented`);
      const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
      const schema = content.parse(documented).content[type]?.schema;
      if (schema === undefined) throw new Error(`${where}: ${type} is not documented`);
      if (schema.$ref === undefined) return;
      validate(where, schema.$ref, json);
    },
  };
}
