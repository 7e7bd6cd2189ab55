// The workflows of the public repository: each rule holds for every file, and catches what it is for.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { repository } from './support/snapshot';
import {
  endsInTime,
  grantsLittle,
  keepsNoCredentials,
  needsNoSecret,
  pinsActions,
  read,
  scriptsHoldNoExpressions,
  stepsOf,
  variablesOf,
} from './support/workflow-rules';

const textOf = (path: string) => readFileSync(join(repository, path), 'utf8');
const folder = '.github/workflows';
const files = readdirSync(join(repository, folder));
const load = (file: string) => read(textOf(`${folder}/${file}`));
const rules = {
  pinsActions,
  grantsLittle,
  keepsNoCredentials,
  needsNoSecret,
  scriptsHoldNoExpressions,
  endsInTime,
};
type RuleName = keyof typeof rules;
const names = Object.keys(rules) as RuleName[];

describe('the workflows', () => {
  it('are these', () => {
    expect(files.sort()).toEqual(['ci.yml', 'deploy.yml', 'release.yml']);
  });

  it.each(files.flatMap((file) => names.map((name) => [file, name] as const)))(
    '%s %s',
    (file, name) => {
      expect(rules[name](load(file))).toEqual([]);
    },
  );

  it.each<[RuleName, string, string, string | RegExp, string]>([
    ['pinsActions', 'a tag', 'ci.yml', /@[\da-f]{40} # v7\.0\.1/, '@v7'],
    ['pinsActions', 'a commit of no known version', 'release.yml', / # v4\.1\.1/, ''],
    ['pinsActions', 'a short commit', 'deploy.yml', /(@[\da-f]{7})[\da-f]{33}/, '$1'],
    ['pinsActions', 'another repository’s workflow', 'release.yml', './.github', 'a/b/.github'],
    ['grantsLittle', 'more for all jobs', 'ci.yml', 'contents: read', 'contents: write'],
    ['grantsLittle', 'another right for all', 'release.yml', 'contents: read', 'packages: read'],
    [
      'grantsLittle',
      'a token for tests',
      'ci.yml',
      'timeout-minutes: 40',
      'timeout-minutes: 40\n    permissions: { id-token: write }',
    ],
    [
      'grantsLittle',
      'a deployer that attests',
      'deploy.yml',
      'attestations: read',
      'attestations: write',
    ],
    [
      'keepsNoCredentials',
      'a checkout that keeps its token',
      'ci.yml',
      'persist-credentials: false',
      'fetch-depth: 1',
    ],
    ['needsNoSecret', 'a secret', 'deploy.yml', 'vars.AZURE_CLIENT_ID', 'secrets.AZURE_CLIENT_ID'],
    [
      'needsNoSecret',
      'all secrets handed on',
      'release.yml',
      'with: { environment: test }',
      'secrets: inherit',
    ],
    [
      'scriptsHoldNoExpressions',
      'a value in a script',
      'release.yml',
      '"$GITHUB_REF_NAME"',
      '"${{ github.ref_name }}"',
    ],
    [
      'endsInTime',
      'a job without end',
      'deploy.yml',
      'timeout-minutes: 60',
      'continue-on-error: false',
    ],
  ])('%s catches %s', (name, _, file, from, to) => {
    const text = textOf(`${folder}/${file}`).replace(from, to);
    expect(text).not.toBe(textOf(`${folder}/${file}`));
    expect(rules[name](read(text))).not.toEqual([]);
  });
});

describe('a release', () => {
  const { jobs } = load('release.yml');
  const commands = (file: string) =>
    stepsOf(load(file)).map(({ uses = '', run = uses }) => run.trim().replace(/\s+/g, ' '));
  const indexOf = (file: string, what: RegExp) =>
    commands(file).findIndex((command) => what.test(command));

  it('is built once, by what CI runs, which checks the templates too', () => {
    const build = commands('release.yml').filter((command) => /npm|\.ci\/run/.test(command));
    expect(build).toEqual(['bash .ci/run']);
    expect(commands('ci.yml')).toContain('bash .ci/run');
    for (const script of ['check', 'infra:check', 'test']) {
      expect(textOf('.ci/run')).toMatch(new RegExp(`^npm (run )?(--silent )?${script}\\b`, 'm'));
    }
  });

  it('packs what was tested, attests it, and goes to production by way of test', () => {
    const steps = [
      /\.ci\/run/,
      /dist\/package && zip/,
      /attest-build-provenance/,
      /upload-artifact/,
    ];
    const found = steps.map((step) => indexOf('release.yml', step));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found[0]).toBeGreaterThan(0);
    expect(Object.entries(jobs).map(([name, { needs }]) => [name, needs])).toEqual([
      ['build', undefined],
      ['test', 'build'],
      ['production', 'test'],
    ]);
  });

  it('is deployed as `azd up` does it, after its attestation was verified, and asked whether it is ready', () => {
    const { workflows } = z
      .object({
        workflows: z.object({ up: z.object({ steps: z.array(z.object({ azd: z.string() })) }) }),
      })
      .parse(parse(textOf('azure.yaml')));
    const [first = '', , last = ''] = workflows.up.steps.map(({ azd }) => azd);
    const order = [
      /^gh attestation verify app\.zip .*--signer-workflow .*\/release\.yml.* --source-ref/,
      /^azd auth login .*--federated-credential-provider github/,
      new RegExp(`^azd ${first}`),
      /azd deploy api --from-package app\.zip/,
      new RegExp(`^azd ${last}`),
      /^curl --fail .*\/api\/health\/ready/,
    ].map((step) => indexOf('deploy.yml', step));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('is told what the templates read, by the same names and with the same defaults', () => {
    const { env } = z
      .object({ env: z.record(z.string(), z.string()) })
      .parse(load('deploy.yml').jobs['deploy']);
    const own = ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_SUBSCRIPTION_ID'];
    const given = Object.entries(env).filter(
      ([name]) => !own.includes(name) && !name.endsWith('_TELEMETRY'),
    );
    expect(Object.fromEntries(given)).toEqual(variablesOf(textOf('infra/main.bicepparam')));
  });

  it('uses one version of azd, which azure.yaml allows', () => {
    const { requiredVersions } = z
      .object({ requiredVersions: z.object({ azd: z.string() }) })
      .parse(parse(textOf('azure.yaml')));
    const [setUp] = stepsOf(load('deploy.yml')).filter(({ uses = '' }) =>
      uses.startsWith('Azure/setup-azd@'),
    );
    const rank = (text: string) => {
      const [, major, minor, patch] = /^(?:>= )?(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
      return Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch);
    };
    expect(rank(String(setUp?.with['version']))).toBeGreaterThanOrEqual(rank(requiredVersions.azd));
  });
});
