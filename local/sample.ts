// The sample data, as the app's own import takes it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceData, type ReferenceData } from '../shared/store/reference-data';
import type { DirectoryTenant } from './directory';

/** As in `local.settings.sample.json`: the API's client ID, which Entra puts into `aud`, and the tenant of the operator. */
export const apiClientId = '000000c1-0000-4000-8000-0000000000c1';
export const operatorTenantId = '000000d1-0000-4000-8000-0000000000d1';

export const repository = join(__dirname, '..', '..');

export function readSample(): ReferenceData {
  const file = join(repository, 'local', 'sample', 'reference-data.json');
  return referenceData.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The customers as the stand-in directory knows them. */
export function sampleTenants({ customers }: ReferenceData): DirectoryTenant[] {
  return customers.flatMap(({ tenantId, name, domains }) => {
    const [defaultDomain] = domains;
    return tenantId === undefined || defaultDomain === undefined
      ? []
      : [{ tenantId, displayName: name, defaultDomain, domains }];
  });
}
