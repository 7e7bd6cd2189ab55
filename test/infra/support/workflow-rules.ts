// What is asked of the workflows under .github/workflows: nothing that can change under one's feet, no right and no secret
// that a job does not need, and the variables that the templates read.
import { parse } from 'yaml';
import * as z from 'zod';

const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});
const permissions = z.record(z.string(), z.enum(['read', 'write']));
const job = z.looseObject({
  uses: z.string().optional(),
  needs: z.string().optional(),
  permissions: permissions.optional(),
  env: z.record(z.string(), z.string()).default({}),
  steps: z.array(step).default([]),
  'timeout-minutes': z.number().optional(),
});
const workflow = z.looseObject({ permissions, jobs: z.record(z.string(), job) });

export interface Workflow extends z.infer<typeof workflow> {
  readonly text: string;
}
/** What a rule has to complain of; nothing where it holds. */
type Rule = (workflow: Workflow) => string[];

export const read = (text: string): Workflow => ({ ...workflow.parse(parse(text)), text });

export const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);

/** By commit, since a tag can be moved; with its version, which Dependabot keeps up to date. */
export const pinsActions: Rule = ({ text }) =>
  [...text.matchAll(/\buses: *(.+)$/gm)]
    .map(([, used = '']) => used)
    .filter((used) => !used.startsWith('./.github/workflows/'))
    .filter((used) => !/^[\w-]+(?:\/[\w.-]+)+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(used));

/** A workflow reads; only a job that proves who it is, to Azure or with an attestation, asks for a token to do so. */
export const grantsLittle: Rule = (workflow) => {
  const isRead = JSON.stringify(workflow.permissions) === '{"contents":"read"}';
  const more = Object.entries(workflow.jobs).flatMap(
    ([name, { uses = '', steps, permissions: rights = {} }]) => {
      const attests = steps.some((each) => each.uses?.startsWith('actions/attest-'));
      const deploys =
        uses.endsWith('/deploy.yml') || steps.some((each) => each.run?.includes('azd auth login'));
      const allowed = [...(attests ? ['id-token', 'attestations'] : []), deploys ? 'id-token' : ''];
      return Object.entries(rights)
        .filter(([scope, right]) => right === 'write' && !allowed.includes(scope))
        .map(([scope]) => `${name} may write ${scope}`);
    },
  );
  return [...(isRead ? [] : ['the workflow may do more than read']), ...more];
};

/** What is checked out must not leave a token behind for later steps. */
export const keepsNoCredentials: Rule = (workflow) =>
  stepsOf(workflow)
    .filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))
    .filter((each) => each.with['persist-credentials'] !== false)
    .map(({ uses = '' }) => uses);

export const needsNoSecret: Rule = ({ text }) =>
  [...text.matchAll(/\bsecrets\b(?:\.(\w+)|\[[^\]]*\])?/g)]
    .filter(([, name]) => name !== 'GITHUB_TOKEN')
    .map(([all]) => all);

/** A value of GitHub's in a script is a way in; as an environment variable it is a value. */
export const scriptsHoldNoExpressions: Rule = (workflow) =>
  stepsOf(workflow).flatMap(({ run = '' }) =>
    [...run.matchAll(/\$\{\{.*?\}\}/g)].map(([all]) => all),
  );

export const endsInTime: Rule = ({ jobs }) =>
  Object.entries(jobs)
    .filter(
      ([, { uses, 'timeout-minutes': minutes }]) => uses === undefined && minutes === undefined,
    )
    .map(([name]) => `${name} has no time limit`);

/** Each name that a parameter file reads, with its default; as they stand in the `env` of a job. */
export const variablesOf = (parameters: string): Record<string, string> =>
  Object.fromEntries(
    [...parameters.matchAll(/readEnvironmentVariable\('(\w+)'(?:, '([^']*)')?\)/g)].map(
      ([, name = '', fallback = '']) => [
        name,
        `\${{ vars.${name}${fallback === '' ? '' : ` || '${fallback}'`} }}`,
      ],
    ),
  );
