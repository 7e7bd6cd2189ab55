// The OpenAPI document says what is registered, and nothing else.
import * as z from 'zod';
import Ajv2020 from 'ajv/dist/2020';
import { openApiDocument } from '../../../../functions/http/docs/openapi';
import { operations } from '../../../../functions/operations';

const operation = z.looseObject({
  operationId: z.string(),
  security: z.array(z.unknown()),
  parameters: z.array(z.looseObject({ name: z.string() })),
  requestBody: z.looseObject({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const documentSchema = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
const document = documentSchema.parse(openApiDocument(operations));

const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);
const registered = operations.flatMap(({ methods, route }) =>
  methods.map((method) => `${method} /${route}`),
);

describe('the OpenAPI document', () => {
  it('has every operation that is registered', () => {
    expect(registered.filter((each) => !documented.includes(each))).toEqual([]);
  });

  it('has no operation that is not registered', () => {
    expect(documented.filter((each) => !registered.includes(each))).toEqual([]);
  });

  it('names every operation once', () => {
    const names = Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('asks for a token exactly where one is checked', () => {
    for (const { route, methods, access } of operations) {
      for (const method of methods) {
        const { security } = document.paths[`/${route}`]?.[method.toLowerCase()] ?? {
          security: [],
        };
        expect([route, security.length]).toEqual([route, access === 'public' ? 0 : 1]);
      }
    }
  });

  it('offers Idempotency-Key where an answer is kept, and If-Match on the steps of a row', () => {
    const offering = (header: string) =>
      Object.values(document.paths)
        .flatMap((methods) => Object.values(methods))
        .filter(({ parameters }) => parameters.some(({ name }) => name === header))
        .map(({ operationId }) => operationId);
    const steps = ['triggerConsent', 'resendConsent', 'submitWorkshopClaim', 'cancelAssociation'];

    expect(offering('If-Match')).toEqual(steps);
    expect(offering('Idempotency-Key')).toEqual(['addCustomer', 'claimCustomer', ...steps]);
  });

  it('refers only to schemas that it holds', () => {
    const references = JSON.stringify(document).matchAll(
      /"\$ref":"#\/components\/schemas\/([^"]*)"/g,
    );
    const missing = [...references].filter(
      ([, name = '']) => !(name in document.components.schemas),
    );
    expect(missing).toEqual([]);
  });

  it('validates the bodies as the app does', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'document', ...document });
    const validate = ajv.getSchema('document#/components/schemas/AddCustomerRequest');
    const body = {
      locationId: '4100001',
      customerEmail: 'cio@northwind.example',
      engagementIds: ['threat-protection-workshop'],
    };
    expect(validate?.(body)).toBe(true);
    expect(validate?.({ ...body, role: 'admin' })).toBe(false);
    expect(validate?.({ ...body, engagementIds: [] })).toBe(false);
  });
});
