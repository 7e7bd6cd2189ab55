// What Azure would only refuse, or quietly ignore, at a deployment: Flex Consumption's settings, names, the network, tables.
import { tableNames } from '../../shared/store/tables';
import {
  isPrivate,
  namesAreWithinLimits,
  runsOnFlex,
  settingsSuitFlex,
} from './support/platform-rules';
import {
  at,
  changed,
  ofType,
  readSnapshot,
  without,
  type Json,
  type Rule,
} from './support/snapshot';

const main = readSnapshot('main').resources;
const inNetwork = readSnapshot('private').resources;
const events = readSnapshot('events/main').resources;
const site = 'Microsoft.Web/sites';
const settings = 'Microsoft.Web/sites/config';
const storage = 'Microsoft.Storage/storageAccounts';

describe('the app', () => {
  it('suits Flex Consumption', () => {
    for (const resources of [main, inNetwork]) {
      expect(settingsSuitFlex(resources)).toEqual([]);
      expect(runsOnFlex(resources)).toEqual([]);
    }
  });

  it.each<[string, Rule, string, string, Json]>([
    [
      'a setting that Flex has no use for',
      settingsSuitFlex,
      settings,
      'properties.FUNCTIONS_WORKER_RUNTIME',
      'node',
    ],
    [
      'a setting that hides the identity',
      settingsSuitFlex,
      settings,
      'properties.AzureWebJobsStorage',
      '',
    ],
    [
      'a build in Azure',
      settingsSuitFlex,
      settings,
      'properties.SCM_DO_BUILD_DURING_DEPLOYMENT',
      'false',
    ],
    ['a package by URL', settingsSuitFlex, settings, 'properties.WEBSITE_RUN_FROM_PACKAGE', '1'],
    [
      'a site setting of other plans',
      settingsSuitFlex,
      site,
      'properties.siteConfig.alwaysOn',
      false,
    ],
    ['another plan', runsOnFlex, 'Microsoft.Web/serverfarms', 'sku.name', 'Y1'],
    [
      'a Node that is no longer kept',
      runsOnFlex,
      site,
      'properties.functionAppConfig.runtime.version',
      '20',
    ],
    [
      'nobody at the orchestrations’ queues',
      runsOnFlex,
      site,
      'properties.functionAppConfig.scaleAndConcurrency.alwaysReady',
      [{ name: 'http', instanceCount: 2 }],
    ],
    [
      'a package fetched with a key',
      runsOnFlex,
      site,
      'properties.functionAppConfig.deployment.storage.authentication.type',
      'StorageAccountConnectionString',
    ],
  ])('catches %s', (_, rule, type, path, value) => {
    expect(rule(changed(main, type, path, value))).not.toEqual([]);
  });
});

describe('names', () => {
  it('are within Azure’s limits', () => {
    for (const resources of [main, inNetwork, events]) {
      expect(namesAreWithinLimits(resources)).toEqual([]);
    }
  });

  it.each([
    [storage, 'sthost-with-a-dash'],
    [storage, 'stdatathatistoolongforazure'],
    [site, 'func-customers-that-is-too-long-for-a-host-id'],
    ['Microsoft.Communication/communicationServices', 'acs_sample'],
  ])('catches %s %s', (type, name) => {
    expect(namesAreWithinLimits(changed(main, type, 'name', name))).toContain(`${type} ${name}`);
  });

  it('catches a kind of resource whose limits nobody has looked up', () => {
    const added = changed(main, 'Microsoft.Web/serverfarms', 'type', 'Microsoft.Web/others');
    expect(namesAreWithinLimits(added)).not.toEqual([]);
  });
});

describe('the private network', () => {
  it('shuts the storage and takes the app in', () => {
    expect(isPrivate(inNetwork)).toEqual([]);
  });

  it('is not there, and costs nothing, unless asked for', () => {
    expect(main.filter(({ type }) => type.startsWith('Microsoft.Network/'))).toEqual([]);
  });

  it('catches an open account, a missing endpoint and an app outside', () => {
    const open = changed(inNetwork, storage, 'properties.networkAcls.defaultAction', 'Allow');
    expect(isPrivate(open)).toHaveLength(2);
    expect(isPrivate(without(inNetwork, 'Microsoft.Network/privateEndpoints'))).toHaveLength(4);
    expect(isPrivate(changed(inNetwork, site, 'properties.virtualNetworkSubnetId'))).toHaveLength(
      1,
    );
  });
});

describe('the tables', () => {
  it('that are deployed are those that the code uses, in the account that TABLES_ENDPOINT leads to', () => {
    const tables = ofType(main, `${storage}/tableServices/tables`).map(({ name }) =>
      name.split('/'),
    );
    const account = [...new Set(tables.map(([name]) => name))];
    expect(tables.map(([, , name]) => name).sort()).toEqual(Object.values(tableNames).sort());
    const [config] = ofType(main, settings);
    expect(account).toHaveLength(1);
    expect(config && at(config, 'properties.TABLES_ENDPOINT')).toContain(`/${account[0] ?? ''}'`);
  });
});
