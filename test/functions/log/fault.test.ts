// What of a fault may be told: enough to find it, nothing of what somebody wrote.
import { RestError } from '@azure/data-tables';
import * as z from 'zod';
import { fault, faultOf } from '../../../functions/log/fault';

const secret = 'Nora North';

/** As it is written; held against its own schema. */
function told(error: unknown) {
  const text = JSON.stringify(faultOf(error));
  expect(text).not.toContain('Nora');
  return fault.parse(JSON.parse(text));
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

it('names the fault and the place in the code', () => {
  const { name, frames } = told(new TypeError(`no contact for ${secret}`));

  expect(name).toBe('TypeError');
  expect(frames?.[0]).toMatch(/fault\.test\.ts:\d+:\d+\)?$/);
});

it('keeps back what a parser quotes', () => {
  const error = thrownBy(() => JSON.parse(`[${secret}]`));

  expect(String(error)).toContain('Nora');
  expect(told(error).name).toBe('SyntaxError');
});

it('keeps back lines of a message that look like places', () => {
  const error = new Error(`asked by\n    at ${secret} (/home/nora:1:2)\n    at /Nora:1:1`);

  expect(told(error).frames?.length).toBeGreaterThan(0);
});

it('tells where a value was not as its schema wants it', () => {
  const schema = z.object({ contacts: z.array(z.strictObject({ email: z.email() })) });
  const wrong = { contacts: [{ email: secret }, { email: 'a@b.example', [secret]: 1 }] };
  const error = thrownBy(() => schema.parse(wrong));

  expect(told(error).issues).toEqual([
    'contacts.0.email invalid_format',
    'contacts.1 unrecognized_keys',
  ]);
});

it('keeps back the keys of a record', () => {
  const error = thrownBy(() => z.record(z.string(), z.int()).parse({ [secret]: secret }));

  expect(told(error).issues).toEqual(['- invalid_type']);
});

it('tells a service’s code and status, not what it was asked', () => {
  const url = `https://tables.example/Customers(PartitionKey='${secret}')`;
  const options = { code: 'ResourceNotFound', statusCode: 404 };
  const error = new RestError(`${secret} was not found`, options);
  Object.assign(error, { request: { url, body: secret } });

  expect(told(error)).toMatchObject({ name: 'RestError', code: 'ResourceNotFound', status: 404 });
});

it('leaves out a name or code that is none', () => {
  const error = Object.assign(new Error('x'), { name: secret, code: `for ${secret}` });

  expect(told(error)).toMatchObject({ name: 'Error' });
  expect(told(error).code).toBeUndefined();
});

it('tells the causes, one within the other and side by side', () => {
  const refused = Object.assign(new Error(secret), { code: 'ECONNREFUSED' });
  const both = new AggregateError([refused, new RangeError(secret)], secret);
  const error = new Error(secret, { cause: new TypeError('fetch failed', { cause: both }) });

  expect(told(error).causes).toMatchObject([
    {
      name: 'TypeError',
      causes: [
        { name: 'AggregateError', causes: [{ code: 'ECONNREFUSED' }, { name: 'RangeError' }] },
      ],
    },
  ]);
});

it('ends where causes go round', () => {
  const error = new Error(secret);
  error.cause = error;

  expect(JSON.stringify(told(error)).length).toBeLessThan(10_000);
});

it.each([
  [secret, 'string'],
  [undefined, 'undefined'],
  [null, 'object'],
])('of %s, which is no error, tells the type only', (thrown, name) => {
  expect(told(thrown)).toEqual({ name });
});
