// The app's settings: environment names on the left, the app's own on the right. With a bad one the app does not work.
import * as z from 'zod';
import { audiences, issuerTemplates } from './auth-settings';
import { mailEndpointOf, tableEndpointOf } from './connection-strings';
import { tenantId } from './domain/ids';
import { emailAddress } from './domain/text';
import { portalSignIn } from './portal-settings';
import { isOnLoopback, isSafeAddress, webAddress } from './web-address';

const count = (fallback: number, max: number) =>
  z.coerce.number().int().min(0).max(max).default(fallback);

const connectionString = (endpointOf: (text: string) => string | undefined) =>
  z
    .string()
    .refine(
      (text) => isSafeAddress(endpointOf(text) ?? ''),
      'must be a connection string that leads to https:// (or to this machine)',
    )
    .optional();

const identity = {
  /** The user-assigned identity to use, where there is more than one. */
  AZURE_CLIENT_ID: z.guid().optional(),
};
const tables = {
  /** Table Storage: a connection string, or an endpoint for which the app's identity is used. */
  TABLES_CONNECTION_STRING: connectionString(tableEndpointOf),
  TABLES_ENDPOINT: webAddress.optional(),
};

const environment = z
  .object({
    ...identity,
    ...tables,
    /** Azure Communication Services e-mail, likewise. */
    MAIL_CONNECTION_STRING: connectionString(mailEndpointOf),
    MAIL_ENDPOINT: webAddress.optional(),
    MAIL_SENDER_ADDRESS: emailAddress,
    /** What the mail service grants: its default is 30 a minute and 100 an hour. */
    MAILS_PER_MINUTE: count(30, 1000).pipe(z.number().min(1)),
    MAILS_PER_HOUR: count(100, 1000).pipe(z.number().min(1)),
    /** Where customers reach this app: the base of every link in a mail, never taken from a request. */
    PUBLIC_BASE_URL: webAddress,
    /** Bearer tokens: Entra's issuers with `{tenantid}` for the tenant, the API's client ID, the key set. */
    AUTH_ISSUERS: issuerTemplates,
    AUTH_AUDIENCES: audiences,
    AUTH_JWKS_URI: webAddress,
    /** Whose applications may import reference data: the tenant of who runs this app. */
    OPERATOR_TENANT_ID: tenantId,
    /** Entra's public OpenID configuration, by domain. */
    TENANT_DIRECTORY_URL: webAddress.default('https://login.microsoftonline.com'),
    /** Microsoft Graph, asked instead with the app's identity where it is set: `https://graph.microsoft.com`. */
    GRAPH_URL: webAddress.optional(),
    /** How users of the page `/portal` sign in, as JSON; without it there is no page. */
    PORTAL_SIGN_IN: portalSignIn.optional(),
    /** How long an expiry waits after its deadline for answers that are on their way. */
    EXPIRY_MARGIN_SECONDS: count(60, 3600),
    /** How long a record stays after its end, with its trail: three years, longer than anybody has disputed a claim. */
    RETENTION_DAYS: count(1095, 36_500).pipe(z.number().min(120)),
  })
  .refine(
    ({ PORTAL_SIGN_IN: signIn, PUBLIC_BASE_URL: app }) =>
      signIn?.kind !== 'local' || isOnLoopback(app),
    {
      path: ['PORTAL_SIGN_IN'],
      message: 'the local sign-in is for this machine only, and PUBLIC_BASE_URL is elsewhere',
    },
  );

/** Names what is missing or wrong; holds no values. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
  /** `issues`: where they are wrong, and how, without their values. */
  constructor(
    what: string,
    readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly code: string }[],
  ) {
    super(`The settings are not right: ${what}`);
  }
}

export type Config = ReturnType<typeof readConfig>;

/** Throws `WrongSettings`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>) {
  const e = read(environment, env);
  return {
    tables: connection('TABLES', e.TABLES_CONNECTION_STRING, e.TABLES_ENDPOINT, e.AZURE_CLIENT_ID),
    mail: connection('MAIL', e.MAIL_CONNECTION_STRING, e.MAIL_ENDPOINT, e.AZURE_CLIENT_ID),
    mailSender: e.MAIL_SENDER_ADDRESS,
    mailQuota: { perMinute: e.MAILS_PER_MINUTE, perHour: e.MAILS_PER_HOUR },
    publicBaseUrl: e.PUBLIC_BASE_URL,
    auth: { issuers: e.AUTH_ISSUERS, audiences: e.AUTH_AUDIENCES, jwksUri: e.AUTH_JWKS_URI },
    operatorTenantId: e.OPERATOR_TENANT_ID,
    tenantDirectoryUrl: e.TENANT_DIRECTORY_URL,
    graph:
      e.GRAPH_URL === undefined
        ? undefined
        : { url: e.GRAPH_URL, managedIdentityClientId: e.AZURE_CLIENT_ID },
    portalSignIn: e.PORTAL_SIGN_IN,
    expiryMarginSeconds: e.EXPIRY_MARGIN_SECONDS,
    retentionDays: e.RETENTION_DAYS,
  };
}

/** Only what is needed to open the tables. */
export function readTableConnection(env: Readonly<Record<string, string | undefined>>) {
  const e = read(z.object({ ...identity, ...tables }), env);
  return connection('TABLES', e.TABLES_CONNECTION_STRING, e.TABLES_ENDPOINT, e.AZURE_CLIENT_ID);
}

function read<S extends z.ZodType>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): z.output<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  // Settings are read once: zod need not compile a parser for them.
  const parsed = schema.safeParse(given, { jitless: true });
  if (parsed.success) return parsed.data;
  throw new WrongSettings(`\n${z.prettifyError(parsed.error)}`, parsed.error.issues);
}

function connection(
  name: string,
  connectionString: string | undefined,
  endpoint: string | undefined,
  managedIdentityClientId: string | undefined,
) {
  if (connectionString !== undefined && endpoint === undefined) return { connectionString };
  if (endpoint !== undefined && connectionString === undefined) {
    return { endpoint, managedIdentityClientId };
  }
  const either = [`${name}_CONNECTION_STRING`, `${name}_ENDPOINT`] as const;
  throw new WrongSettings(
    `set ${either.join(' or ')}, not both.`,
    either.map((setting) => ({ path: [setting], code: 'one_of_two' })),
  );
}
