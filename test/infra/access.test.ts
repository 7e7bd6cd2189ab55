// Least privilege and no secrets, over what would be deployed; each rule catches the mistakes that it is there for.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  grantNamesAreKnown,
  grantsInWords,
  grantsOnlyAllowedRoles,
  grantsOnOneResource,
  grantsToIdentities,
  hardenedPaths,
  isHardened,
  secretsIn,
} from './support/access-rules';
import { changed, readSnapshot, repository, without, type Rule } from './support/snapshot';

const main = readSnapshot('main').resources;
const events = readSnapshot('events/main').resources;
const all = { main, private: readSnapshot('private').resources, 'events/main': events };
const grants = 'Microsoft.Authorization/roleAssignments';
const group = '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-sample';
const definitions = `/subscriptions/00000000-0000-4000-8000-000000000001/providers/Microsoft.Authorization/roleDefinitions`;

describe('grants', () => {
  it('are these', () => {
    expect(grantsInWords(main).sort()).toEqual([
      'Communication and Email Service Owner on mail',
      'Monitoring Metrics Publisher on telemetry',
      'Storage Blob Data Owner on host',
      'Storage Queue Data Contributor on host',
      'Storage Table Data Contributor on data',
      'Storage Table Data Contributor on host',
    ]);
    expect(grantsInWords(events)).toEqual(['Storage Blob Data Contributor on undelivered-events']);
  });

  const rules = {
    grantsOnlyAllowedRoles,
    grantsOnOneResource,
    grantsToIdentities,
    grantNamesAreKnown,
  };
  describe.each(Object.entries(all))('of %s', (_, resources) => {
    it.each(Object.entries(rules))('keep to %s', (_rule, rule) => {
      expect(rule(resources)).toEqual([]);
    });
  });

  it.each<[string, Rule, string, string]>([
    [
      'the role Owner',
      grantsOnlyAllowedRoles,
      'properties.roleDefinitionId',
      `${definitions}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
    ],
    [
      'an allowed role on another kind of resource',
      grantsOnlyAllowedRoles,
      'properties.roleDefinitionId',
      `${definitions}/974c5e8b-45b9-4653-ba55-5f855dd0fb88`,
    ],
    [
      'a misspelt role',
      grantsOnlyAllowedRoles,
      'properties.roleDefinitionId',
      `${definitions}/b7e6`,
    ],
    [
      'the resource group as scope',
      grantsOnOneResource,
      'id',
      `${group}/providers/Microsoft.Authorization/roleAssignments/x`,
    ],
    [
      'the subscription as scope',
      grantsOnOneResource,
      'id',
      '/subscriptions/x/providers/Microsoft.Authorization/roleAssignments/x',
    ],
    ['a person', grantsToIdentities, 'properties.principalType', 'User'],
    [
      'a name that only a deployment knows',
      grantNamesAreKnown,
      'name',
      "[guid(reference('x').id)]",
    ],
  ])('catches %s', (_, rule, path, value) => {
    expect(rule(changed(main, grants, path, value))).not.toEqual([]);
  });
});

describe('keys and passwords', () => {
  it('are off everywhere', () => {
    expect(isHardened(main)).toEqual([]);
    expect(isHardened(all.private)).toEqual([]);
  });

  it.each(hardenedPaths)(
    'catches %s with another %s, without it, and without any',
    (type, path) => {
      expect(isHardened(changed(main, type, path, 'anything'))).not.toEqual([]);
      expect(isHardened(changed(main, type, path))).not.toEqual([]);
      expect(isHardened(without(main, type))).toContain(`no ${type}`);
    },
  );
});

describe('secrets', () => {
  const folder = join(repository, 'infra');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:bicep|bicepparam|snapshot\.json|sh|json)$/.test(name),
  );

  it('are nowhere in infra', () => {
    expect(files.length).toBeGreaterThan(10);
    const found = files.flatMap((name) => secretsIn(readFileSync(join(folder, name), 'utf8')));
    expect(found).toEqual([]);
  });

  it.each([
    '@secure()\nparam key string',
    'storage.listKeys().keys[0].value',
    "resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing",
    'DefaultEndpointsProtocol=https;AccountKey=aaaa',
  ])('catches %s', (text) => {
    expect(secretsIn(text)).not.toEqual([]);
  });
});
