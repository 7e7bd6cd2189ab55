// One Azurite and one app over it, with the reference data in place and both partners signed in; further apps on demand.
import { operatorTenantId } from '../../local/sample';
import { startCountingProxy, type CountingProxy } from '../support/counting-proxy';
import { startBenchApp, type BenchApp } from './app';
import { startIndexedAzurite, type IndexedAzurite } from './azurite';
import { reader, writer, type BenchPartner } from './cast';
import { createClient } from './client';
import { createBenchPortal, type BenchPortal } from './portal';
import { importReferenceData } from './seeding';
import { startSurroundings, type Surroundings } from './surroundings';

/** An app, and both partners in front of it. */
interface Instance {
  readonly app: BenchApp;
  readonly portals: { readonly reader: BenchPortal; readonly writer: BenchPortal };
}

export interface World extends Surroundings, Instance {
  readonly azurite: IndexedAzurite;
  token(partner: BenchPartner): Promise<string>;
  /** Another app over the same tables, through a proxy that counts. */
  counting(options?: {
    activities?: number;
  }): Promise<Instance & { readonly proxy: CountingProxy }>;
}

type Stop = () => Promise<void> | void;

/** A whole run takes longer than a token lives in Entra. */
const expiresIn = '12h';

export async function withWorld<T>(use: (world: World) => Promise<T>): Promise<T> {
  const stops: Stop[] = [];
  try {
    return await use(await startWorld(stops));
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function startWorld(stops: Stop[]): Promise<World> {
  const azurite = await startIndexedAzurite();
  stops.push(() => azurite.stop());
  const around = await startSurroundings();
  stops.push(() => around.stop());
  const token = ({ tenantId }: BenchPartner) =>
    around.issuer.token({ tenantId, roles: ['Incentives.Admin'], name: 'Ada' }, { expiresIn });

  async function start(tables: string, activities?: number): Promise<Instance> {
    const app = await startBenchApp(around.settings(tables), activities);
    stops.push(() => app.stop());
    const [ofReader, ofWriter] = await Promise.all([token(reader), token(writer)]);
    const clients = [createClient(app.url, ofReader), createClient(app.url, ofWriter)] as const;
    stops.push(() => {
      for (const client of clients) client.close();
    });
    const portals = {
      reader: createBenchPortal(clients[0], reader),
      writer: createBenchPortal(clients[1], writer),
    };
    return { app, portals };
  }

  const instance = await start(azurite.connectionString);
  const roles = ['ReferenceData.Import'];
  const operator = { tenantId: operatorTenantId, roles, kind: 'application' } as const;
  const importer = createClient(instance.app.url, await around.issuer.token(operator));
  stops.push(() => {
    importer.close();
  });
  await importReferenceData(importer);
  return {
    ...around,
    ...instance,
    azurite,
    token,
    async counting({ activities } = {}) {
      const proxy = await startCountingProxy(azurite.connectionString);
      stops.push(() => proxy.stop());
      return { ...(await start(proxy.connectionString, activities)), proxy };
    },
  };
}
