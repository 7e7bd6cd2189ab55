// azd's side: azure.yaml in the shape of azd's schema, layers that hand over what the next one reads, the package as built.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { ofType, readSnapshot, repository } from './support/snapshot';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');

/** The part of azd's schema (v1.0, August 2026) that is used here; azd itself refuses hardly anything. */
const layer = z.strictObject({
  name: z.string(),
  path: z.string(),
  dependsOn: z.array(z.string()).optional(),
});
const schema = z.strictObject({
  name: z.string().regex(/^[a-z\d](?:[a-z\d-]*[a-z\d])?$/),
  requiredVersions: z.strictObject({ azd: z.string().regex(/^>= \d+\.\d+\.\d+$/) }),
  infra: z.strictObject({ layers: z.array(layer).min(1) }),
  services: z.record(
    z.string(),
    z.strictObject({
      project: z.string(),
      language: z.literal('ts'),
      host: z.literal('function'),
      dist: z.string(),
      remoteBuild: z.boolean(),
    }),
  ),
  workflows: z.strictObject({
    up: z.strictObject({ steps: z.array(z.strictObject({ azd: z.string() })) }),
  }),
});
const azure: unknown = parse(read('azure.yaml'));
const project = schema.parse(azure);

/** Values that azd itself gives to every environment. */
const azdsOwn = ['AZURE_ENV_NAME', 'AZURE_LOCATION', 'AZURE_SUBSCRIPTION_ID', 'AZURE_PRINCIPAL_ID'];
const readBy = (parameters: string) =>
  [...read(parameters).matchAll(/readEnvironmentVariable\('(\w+)'/g)].map(([, name = '']) => name);

describe('azure.yaml', () => {
  it.each([
    ['a key that azd does not know', { hosts: {} }],
    ['a misspelt layer key', { infra: { layers: [{ name: 'app', path: 'infra', dependOn: [] }] } }],
    ['another host', { services: { api: { ...project.services['api'], host: 'functions' } } }],
    [
      'a remote build that is neither on nor off',
      { services: { api: { ...project.services['api'], remoteBuild: 'no' } } },
    ],
    ['a version without a bound', { requiredVersions: { azd: '1.31.1' } }],
  ])('catches %s', (_, change) => {
    expect(schema.safeParse({ ...project, ...change }).success).toBe(false);
  });

  it('names layers that are there, and goes up by layer, deployment, layer', () => {
    for (const { path } of project.infra.layers) {
      expect(existsSync(join(repository, path, 'main.bicepparam'))).toBe(true);
    }
    expect(project.workflows.up.steps.map(({ azd }) => azd)).toEqual([
      'provision app',
      'deploy --all',
      'provision events',
    ]);
    expect(project.infra.layers.map(({ name, dependsOn = [] }) => [name, ...dependsOn])).toEqual([
      ['app'],
      ['events', 'app'],
    ]);
  });

  it('deploys the package as it is built: no build in Azure, and nothing that makes azd ask for one', () => {
    expect(project.services).toEqual({
      api: {
        project: '.',
        language: 'ts',
        host: 'function',
        dist: 'dist/package',
        remoteBuild: false,
      },
    });
    // azd looks for a line `node_modules` in the project's own file, and then refuses `remoteBuild: false`.
    expect(existsSync(join(repository, '.funcignore'))).toBe(false);
  });

  it('finds the service by its tag', () => {
    const [site] = ofType(readSnapshot('main').resources, 'Microsoft.Web/sites');
    expect(site).toMatchObject({ tags: { 'azd-service-name': 'api', 'azd-env-name': 'sample' } });
  });
});

describe('the layers', () => {
  const outputs = Object.keys(readSnapshot('main').outputs);
  const inputs = readBy('infra/main.bicepparam');

  it('hand over what the next one reads', () => {
    const missing = readBy('infra/events/main.bicepparam').filter(
      (name) => ![...outputs, ...azdsOwn].includes(name),
    );
    expect(missing).toEqual([]);
  });

  it('read nothing that they write themselves: azd keeps outputs beside what people have set', () => {
    expect(inputs.length).toBeGreaterThan(10);
    expect(outputs.filter((name) => inputs.includes(name))).toEqual([]);
  });
});
