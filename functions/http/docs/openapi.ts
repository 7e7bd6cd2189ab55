// The OpenAPI 3.1 document, made from the very schemas that validate the requests.
import * as z from 'zod';
import type { Access, Answer, Operation } from '../operation';
import { problemSchema } from '../problem';
import { associationSchema, customerSchema, rowSchema } from '../partner/representations';

type Json = Record<string, unknown>;

const tags: Record<Access, { name: string; description: string }> = {
  partner: {
    name: 'Partner portal',
    description: 'For users of a partner account (R1), with a delegated access token.',
  },
  administrator: {
    name: 'Administration',
    description: 'For applications of the operator’s tenant with the role ReferenceData.Import.',
  },
  public: { name: 'Public', description: 'Without a token: mailed links, this documentation.' },
};

export function openApiDocument(operations: readonly Operation[]): Json {
  const inputs = z.registry<{ id: string }>();
  const outputs = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(shared)) outputs.add(schema, { id });
  for (const operation of operations) {
    const name = operation.name.charAt(0).toUpperCase() + operation.name.slice(1);
    if (hasBody(operation)) inputs.add(operation.body, { id: `${name}Request` });
    for (const { schema } of Object.values(operation.answers)) {
      if (schema !== undefined && !outputs.has(schema))
        outputs.add(schema, { id: `${name}Answer` });
    }
  }
  const uri = (id: string) => `#/components/schemas/${id}`;
  const schemas = {
    ...z.toJSONSchema(inputs, { io: 'input', uri }).schemas,
    ...z.toJSONSchema(outputs, { io: 'output', uri }).schemas,
  };
  const refOf = (schema: z.ZodType) => ({
    $ref: uri((inputs.get(schema) ?? outputs.get(schema))?.id ?? ''),
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Customers of MCI engagements',
      version: '1.0.0',
      description:
        'Add or claim customers for workshops, obtain their consent, submit workshop claims. ' +
        'POSTs that change something take an `Idempotency-Key`; steps on a row its ETag as `If-Match`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.values(tags),
    paths: pathsOf(operations, refOf),
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([id, schema]) => [id, plain(schema)]),
      ),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

const shared = {
  Problem: problemSchema,
  Association: associationSchema,
  Customer: customerSchema,
  Row: rowSchema,
};

function pathsOf(operations: readonly Operation[], refOf: (schema: z.ZodType) => Json): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    for (const method of operation.methods) {
      const path = (paths[`/${operation.route}`] ??= {});
      path[method.toLowerCase()] = describe(operation, method, refOf);
    }
  }
  return paths;
}

function describe(operation: Operation, method: string, refOf: (schema: z.ZodType) => Json): Json {
  const { name, methods, access, summary, answers } = operation;
  const isFirst = methods[0] === method;
  const problem = { 'application/problem+json': { schema: refOf(problemSchema) } };
  const form = { 'application/x-www-form-urlencoded': { schema: refOf(operation.body) } };
  const json = { 'application/json': { schema: refOf(operation.body) } };
  return {
    operationId: isFirst ? name : `${name}${method}`,
    tags: [tags[access].name],
    summary,
    security: access === 'public' ? [] : [{ bearer: [] }],
    parameters: parametersOf(operation),
    ...(hasBody(operation)
      ? { requestBody: { required: true, content: operation.isForm ? form : json } }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [status, response(answer, refOf)]),
      ),
      '4XX': { description: 'A problem with the request.', content: problem },
      '5XX': { description: 'A problem on our side.', content: problem },
    },
  };
}

function response(answer: Answer, refOf: (schema: z.ZodType) => Json): Json {
  const { description, schema, contentType = 'application/json' } = answer;
  const body = schema === undefined ? { type: 'string' } : refOf(schema);
  return { description, content: { [contentType]: { schema: body } } };
}

function parametersOf(operation: Operation): Json[] {
  const { params, query, access, methods, changesNothing = false } = operation;
  const isChange = access === 'partner' && methods.includes('POST') && !changesNothing;
  const isOnRow = 'engagementId' in params.shape;
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  });
  return [
    ...fields(params).map(([name, schema]) => ({ name, in: 'path', required: true, schema })),
    ...fields(query).map(([name, schema]) => ({ name, in: 'query', required: false, schema })),
    ...(isChange
      ? [header('Idempotency-Key', 'The same key and body get the same answer, and are done once.')]
      : []),
    ...(isChange && isOnRow
      ? [header('If-Match', 'The ETag of the row as it was read; 412 when it has changed.')]
      : []),
  ];
}

function fields(schema: z.ZodObject): [string, Json][] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => [name, plain(property)]);
}

/** Without the members that name a schema as a document of its own. */
function plain(schema: unknown): Json {
  const members = Object.entries(z.record(z.string(), z.unknown()).parse(schema));
  return Object.fromEntries(members.filter(([name]) => name !== '$schema' && name !== '$id'));
}

function hasBody({ body }: Operation): boolean {
  return !(body instanceof z.ZodUndefined);
}
