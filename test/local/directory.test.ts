// The directory's wire shapes, and its outages.
import { startDirectory } from '../../local/directory';

const contoso = {
  tenantId: '22222222-2222-4222-8222-222222222222',
  displayName: "Contoso's",
  defaultDomain: 'contoso.onmicrosoft.com',
  domains: ['contoso.example', "o'contoso.example"],
};
const information = {
  tenantId: contoso.tenantId,
  displayName: contoso.displayName,
  defaultDomainName: contoso.defaultDomain,
  federationBrandName: null,
};

let directory: Awaited<ReturnType<typeof startDirectory>>;

beforeAll(async () => {
  directory = await startDirectory({ port: 0, tenants: [contoso] });
});

afterAll(() => directory.stop());

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(directory.url + path);
  return { status: response.status, body: await response.json() };
}

const openId = (key: string) => get(`/${key}/v2.0/.well-known/openid-configuration`);
const graph = (query: string) =>
  get(`/v1.0/tenantRelationships/findTenantInformationBy${encodeURIComponent(query)}`);

test.each(['Contoso.example', 'contoso.onmicrosoft.com', contoso.tenantId])(
  'names the tenant of %s in the issuer of its OpenID configuration',
  async (key) => {
    const issuer = `https://login.microsoftonline.com/${contoso.tenantId}/v2.0`;

    expect(await openId(key)).toMatchObject({ status: 200, body: { issuer } });
  },
);

test('names no tenant for the names that stand for any', async () => {
  const issuer = 'https://login.microsoftonline.com/{tenantid}/v2.0';

  expect(await openId('common')).toMatchObject({ status: 200, body: { issuer } });
});

test('answers AADSTS90002 for a domain without a tenant', async () => {
  const { status, body } = await openId('nobody.example');

  expect(status).toBe(400);
  expect(body).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] });
  expect(body).toHaveProperty(
    'error_description',
    expect.stringContaining("AADSTS90002: Tenant 'nobody.example' not found."),
  );
});

test.each([
  "DomainName(domainName='contoso.example')",
  "DomainName(domainName='o''contoso.example')",
  `TenantId(tenantId='${contoso.tenantId}')`,
])('finds tenant information by %s', async (query) => {
  expect(await graph(query)).toMatchObject({ status: 200, body: information });
});

test("answers Graph's 404 for a tenant that is not there", async () => {
  const expected = { status: 404, body: { error: { code: expect.any(String) as unknown } } };

  expect(await graph("DomainName(domainName='nobody.example')")).toMatchObject(expected);
});

test('plays an outage until told to stop', async () => {
  const faults = `${directory.url}/api/faults`;
  const play = (fault: unknown) => fetch(faults, { method: 'PUT', body: JSON.stringify(fault) });

  await play({ status: 503 });
  expect(await openId('contoso.example')).toMatchObject({ status: 503 });
  await play({ down: true });
  await expect(openId('contoso.example')).rejects.toThrow('fetch failed');

  await fetch(faults, { method: 'DELETE' });
  expect(await openId('contoso.example')).toMatchObject({ status: 200 });
});
