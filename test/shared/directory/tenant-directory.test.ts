// The tenant directory against the stand-in that speaks Entra's and Graph's wire format (R12, R13).
import {
  createTenantDirectory,
  DirectoryUnavailable,
} from '../../../shared/directory/tenant-directory';
import { startDirectory } from '../../../local/directory';

const northwind = {
  tenantId: '00001001-0000-4000-8000-000000001001',
  displayName: 'Northwind Traders',
  defaultDomain: 'northwind.example',
  domains: ['northwind.example', 'northwindtraders.example'],
};
const shouting = {
  tenantId: '00001002-0000-4000-8000-000000001002',
  displayName: `Shouting\nSubject: ${'!'.repeat(1000)}`,
  defaultDomain: 'shouting.example',
  domains: ['shouting.example'],
};
const outlook = {
  tenantId: '84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa',
  displayName: 'Personal mail',
  defaultDomain: 'free-mail.example',
  domains: ['free-mail.example'],
};

let standIn: Awaited<ReturnType<typeof startDirectory>>;
beforeAll(async () => {
  standIn = await startDirectory({ port: 0, tenants: [northwind, shouting, outlook] });
});
afterAll(() => standIn.stop());
afterEach(() => fetch(`${standIn.url}/api/faults`, { method: 'DELETE' }));

function fault(body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${standIn.url}/api/faults`, { method: 'PUT', headers, body: JSON.stringify(body) });
}

describe.each([
  ['Entra’s OpenID configuration', () => createTenantDirectory(standIn.url), undefined],
  [
    'Microsoft Graph',
    () =>
      createTenantDirectory('http://127.0.0.1:9', {
        url: standIn.url,
        token: () => Promise.resolve('a-token'),
      }),
    northwind.displayName,
  ],
])('the directory by %s', (_, create, name) => {
  it.each(['northwind.example', 'NorthwindTraders.example', northwind.tenantId])(
    'R12: finds the tenant of %s',
    async (key) => {
      expect(await create().find(key)).toEqual({ id: northwind.tenantId, name });
    },
  );

  it('R13: does not find a domain of nobody', async () => {
    expect(await create().find('nobody.example')).toBeUndefined();
  });

  it('R13: counts a tenant of personal accounts as not found', async () => {
    expect(await create().find('free-mail.example')).toBeUndefined();
  });

  it.each([[{ down: true }], [{ status: 500 }], [{ status: 429 }]])(
    'R13: says that it is unavailable, not that nothing was found, on %j',
    async (body) => {
      await fault(body);
      await expect(create().find('northwind.example')).rejects.toBeInstanceOf(DirectoryUnavailable);
    },
  );
});

describe('the directory', () => {
  it('R13: counts free mail as not found without asking', async () => {
    await fault({ down: true });
    expect(await createTenantDirectory(standIn.url).find('gmail.com')).toBeUndefined();
  });

  it('keeps what it has found, and does not keep a failure', async () => {
    const directory = createTenantDirectory(standIn.url);
    await fault({ down: true });
    await expect(directory.find('northwind.example')).rejects.toThrow();
    await fault({});
    await directory.find('northwind.example');
    await fault({ down: true });
    expect(await directory.find('northwind.example')).toMatchObject({ id: northwind.tenantId });
  });

  it('gives up on an answer that does not come', async () => {
    await fault({ delayMs: 4_000 });
    const directory = createTenantDirectory(standIn.url);
    await expect(directory.find('northwind.example')).rejects.toBeInstanceOf(DirectoryUnavailable);
    await fault({});
  }, 15_000);
});

it('what a tenant calls itself is one line of a customer’s name', async () => {
  const graph = { url: standIn.url, token: () => Promise.resolve('a-token') };
  const found = await createTenantDirectory('http://127.0.0.1:9', graph).find('shouting.example');

  expect(found?.name).toBe(`Shouting Subject: ${'!'.repeat(142)}`);
});
