// `npm start`: the real app on this machine, with all that it needs; says what runs where, stops everything on Ctrl-C.
import { join } from 'node:path';
import { readSample, repository } from './sample';
import { startSurroundings, type Ports, type Running } from './surroundings';

const folder = process.env['DATA_FOLDER'] ?? join(repository, '.data');

async function main(): Promise<void> {
  const { running, adoptedAzurite, stop } = await startSurroundings(folder, readPorts());
  console.log(welcome(running, adoptedAzurite));
  let isStopping = false;
  const quit = () => {
    if (isStopping) return;
    isStopping = true;
    console.log('Stopping …');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', quit);
  process.on('SIGTERM', quit);
}

function readPorts(): Ports {
  const port = (name: string, fallback: number) => {
    const given = Number(process.env[name] ?? fallback);
    if (!Number.isInteger(given) || given < 0 || given > 65_535) {
      throw new Error(`${name} must be a port number, or 0 for a free one`);
    }
    return given;
  };
  return {
    app: port('PORT', 7071),
    mail: port('MAIL_PORT', 7072),
    issuer: port('ISSUER_PORT', 7073),
    directory: port('DIRECTORY_PORT', 7074),
    tables: port('TABLES_PORT', 7075),
  };
}

function welcome({ app, inbox, issuer, directory, tables }: Running, isAdopted: boolean): string {
  const { partners, engagements, customers } = readSample();
  const [partner] = partners;
  const signIn = JSON.stringify({
    tenantId: partner?.tenantIds[0],
    roles: ['Incentives.Admin'],
    name: 'Ada',
  });
  const add = {
    locationId: '4100001',
    customerEmail: 'cio@northwind.example',
    engagementIds: ['threat-protection-workshop'],
  };
  const page = `${app}/api/engagements/threat-protection-workshop/customers`;
  const tableEndpoint = /TableEndpoint=([^;]+)/.exec(tables)?.[1] ?? '';
  return `
MCI engagement customers, on this machine only. Data: ${folder}

  Page           ${app}/portal
  API            ${app}/api/docs
  Inbox          ${inbox}
  Sign-in        ${issuer} (local issuer: anybody gets any role)
  Directory      ${directory} (stand-in for Entra's public configuration)
  Table Storage  ${tableEndpoint} (Azurite${isAdopted ? ', found running' : ''})

  Sample data: ${partners.length} partners, ${engagements.length} engagements, ${customers.length} customers.

Try it:

  TOKEN=$(curl -s ${issuer}/token -H 'content-type: application/json' -d '${signIn}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
  curl -s ${app}/api/customers -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '${JSON.stringify(add)}'
  curl -s ${page} -H "authorization: Bearer $TOKEN"

Let time pass (local only):

  curl -s ${app}/admin/clock -H 'content-type: application/json' -d '{"advance":"P30D"}'

Ctrl-C stops everything.`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
