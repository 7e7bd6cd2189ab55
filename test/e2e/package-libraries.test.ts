// The libraries that the package loads when they are first used, each asked for what it is there for.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { azuriteOfThisFile } from '../support/azurite';
import { settingsOver, started } from './support/package-process';

jest.setTimeout(60_000);
const tables = azuriteOfThisFile();
const settings = () => settingsOver(tables());

describe('the package', () => {
  it('asks for the token of its managed identity', async () => {
    const asked: string[] = [];
    const identity = await serve(({ url, headers }, response) => {
      asked.push(`${String(headers['x-identity-header'])} ${String(url)}`);
      const token = { access_token: 'a-token', token_type: 'Bearer', expires_on: '4102444800' };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(token));
    });
    await started({
      ...settings(),
      TABLES_CONNECTION_STRING: '',
      TABLES_ENDPOINT: 'https://127.0.0.1:1',
      AZURE_CLIENT_ID: '00000000-0000-4000-8000-00000000c11d',
      IDENTITY_ENDPOINT: `${identity.url}/msi/token`,
      IDENTITY_HEADER: 'the-header',
    });
    await identity.stop();
    expect(asked[0]).toMatch(/^the-header \/msi\/token\?/);
    expect(asked[0]).toContain(encodeURIComponent('https://storage.azure.com'));
    expect(asked[0]).toContain('00000000-0000-4000-8000-00000000c11d');
  });

  it('goes through a proxy where one is set', async () => {
    const asked: string[] = [];
    const proxy = await serve(({ method, url }, response) => {
      asked.push(`${String(method)} ${String(url)}`);
      response.writeHead(403).end();
    });
    await started({ ...settings(), HTTP_PROXY: proxy.url });
    await proxy.stop();
    expect(asked[0]).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/devstoreaccount1\/Tables/);
  });

  it('understands a storage that answers in XML', async () => {
    const storage = await serve((_, response) => {
      const body = '<?xml version="1.0"?><error><message>Not with this key.</message></error>';
      response.writeHead(403, { 'content-type': 'application/xml' }).end(body);
    });
    const at = `TableEndpoint=${storage.url}/devstoreaccount1;`;
    const { error } = await started({
      ...settings(),
      TABLES_CONNECTION_STRING: tables().replace(/TableEndpoint=[^;]*;/, at),
    });
    await storage.stop();
    expect(error).toContain('Not with this key.');
  });
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${port}`, stop };
}
