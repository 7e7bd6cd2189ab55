// The gate of the infrastructure: the compiler has nothing to say of any file, and what would be deployed is what the
// snapshots show. `--update` writes the snapshots anew. Without `dotnet`, which fetches the compiler, it skips; in CI it fails.
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const cache = join(here, '..', 'node_modules', '.cache', 'bicep');
const isUpdate = process.argv.includes('--update');

/** As if azd had this environment; `resourceGroup` where a layer is deployed into one. */
const sample = {
  AZURE_ENV_NAME: 'sample',
  AZURE_LOCATION: 'westeurope',
  API_CLIENT_ID: '000000a0-0000-4000-8000-0000000000a0',
  OPERATOR_TENANT_ID: '000000f0-0000-4000-8000-0000000000f0',
  APP_NAME: 'func-customers-sample',
  COMMUNICATION_SERVICE_NAME: 'acs-sample',
  DATA_STORAGE_NAME: 'stdatasample',
};
const deployments = [
  { parameters: 'main.bicepparam' },
  { parameters: 'private.bicepparam' },
  { parameters: join('events', 'main.bicepparam'), resourceGroup: 'rg-sample' },
];

if (spawnSync('dotnet', ['--version']).error) {
  console.error(
    'infra:check DID NOT RUN: `dotnet`, which fetches the Bicep compiler, is not here.',
  );
  process.exit(process.env.CI ? 1 : 0);
}
const bicep = restore();
lint();
deployments.forEach(snapshot);
console.log(
  `infra: ${deployments.length} snapshots ${isUpdate ? 'written' : 'hold'}, nothing to lint`,
);

/** Fetches the compiler where it is not on this machine yet; the path of its program. */
function restore() {
  const system = { darwin: 'osx', win32: 'win' }[process.platform] ?? process.platform;
  const folder = `${join(cache, `${system}-${process.arch}`)}/`;
  run('dotnet', [
    'restore',
    join(here, 'compiler.csproj'),
    `-p:Machine=${system}-${process.arch}`,
    `-p:BaseIntermediateOutputPath=${folder}`,
  ]);
  const assets = JSON.parse(readFileSync(join(folder, 'project.assets.json'), 'utf8'));
  const [packages] = Object.keys(assets.packageFolders);
  const [{ downloadDependencies }] = Object.values(assets.project.frameworks);
  const [{ name, version }] = downloadDependencies;
  const pinned = /\[([^,]+),/.exec(version)[1];
  const program = join(packages, name.toLowerCase(), pinned, 'tools', 'bicep');
  const path = process.platform === 'win32' ? `${program}.exe` : program;
  chmodSync(path, 0o755);
  return path;
}

/** Warnings and errors alike fail: whatever the compiler says, it says for a reason. */
function lint() {
  const said = run(bicep, ['lint', '--pattern', '**/*.bicep']);
  if (said !== '') fail(said);
}

function snapshot({ parameters, resourceGroup }) {
  const said = run(bicep, [
    'snapshot',
    parameters,
    ...['--mode', isUpdate ? 'overwrite' : 'validate'],
    ...['--tenant-id', sample.OPERATOR_TENANT_ID],
    ...['--subscription-id', '00000000-0000-4000-8000-000000000001'],
    ...(resourceGroup === undefined ? [] : ['--resource-group', resourceGroup]),
    ...['--location', sample.AZURE_LOCATION, '--deployment-name', 'sample'],
  ]);
  if (said !== '') fail(said);
}

/** What it printed. Of azd's environment it sees the sample only, whatever is set on this machine. */
function run(command, parameters) {
  const { status, error, stdout, stderr } = spawnSync(command, parameters, {
    cwd: here,
    encoding: 'utf8',
    env: { ...ownEnvironment(), ...sample, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' },
  });
  const said = `${stdout ?? ''}${stderr ?? ''}`.trim();
  if (error || status !== 0) fail(`${command} ${parameters[0]} failed\n${said}`);
  return said;
}

function ownEnvironment() {
  const read = deployments.flatMap(({ parameters }) => [
    ...readFileSync(join(here, parameters), 'utf8').matchAll(/readEnvironmentVariable\('(\w+)'/g),
  ]);
  const azdNames = new Set(read.map(([, name]) => name));
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !azdNames.has(name)));
}

function fail(said) {
  console.error(said);
  console.error(
    '(A change of the snapshots that is meant: npm run infra:update, and commit them.)',
  );
  process.exit(1);
}
