// The real app on the embedded host as a child process, and what a portal, a customer and the passing of time do to it.
import * as z from 'zod';
import { AppProcess } from './app-process';
import { createContract, type Contract } from './contract';
import { until } from './until';

const mailSchema = z.object({
  id: z.string(),
  receivedAt: z.string(),
  to: z.array(z.object({ address: z.string() })),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  replyTo: z.array(z.object({ address: z.string() })).optional(),
  links: z.array(z.string()),
  delivery: z.string(),
});
export type ReceivedMail = z.infer<typeof mailSchema>;

export const contoso = '000000a1-0000-4000-8000-0000000000a1';
export const fabrikam = '000000b1-0000-4000-8000-0000000000b1';

type Kind = 'user' | 'application' | 'idToken';

export interface Asked {
  readonly tenant?: string;
  readonly roles?: readonly string[];
  /** Of the token; a user's by default. */
  readonly kind?: Kind;
  /** Instead of a token for the tenant and roles. */
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
/** Who may import reference data. */
export const operator = {
  tenant: '000000d1-0000-4000-8000-0000000000d1',
  roles: ['ReferenceData.Import'],
  kind: 'application',
} as const satisfies Asked;

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export class App extends AppProcess {
  readonly until = until;
  private contract: Contract | undefined;
  private readonly tokens = new Map<string, Promise<string>>();

  token(
    tenantId: string,
    roles: readonly string[],
    kind: Kind = 'user',
    name = 'Ada',
  ): Promise<string> {
    const who = JSON.stringify({ tenantId, roles, kind, name });
    const token = this.tokens.get(who) ?? this.signIn(who);
    this.tokens.set(who, token);
    token.catch(() => this.tokens.delete(who));
    return token;
  }

  private async signIn(who: string): Promise<string> {
    const response = await fetch(`${this.at.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: who,
    });
    return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
  }

  /** Any answer must be as the OpenAPI document says. */
  async call(method: string, path: string, asked: Asked = {}): Promise<Answered> {
    const { tenant = contoso, roles = ['Incentives.Admin'], kind, body, headers } = asked;
    const token = 'token' in asked ? asked.token : await this.token(tenant, roles, kind);
    const response = await fetch(`${this.at.app}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const json = isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {};
    this.contract ??= createContract(await (await fetch(`${this.at.app}/api/openapi.json`)).json());
    this.contract.check(method, path, response, json);
    return { status: response.status, headers: response.headers, text, json };
  }

  /** Moves the clock; everything that is due by then is done when this resolves. */
  async advance(duration: string): Promise<void> {
    const body = { advance: duration };
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.at.app}/admin/clock`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the clock does not move: ${await response.text()}`);
  }

  async now(): Promise<string> {
    const response = await fetch(`${this.at.app}/admin/clock`);
    return z.object({ now: z.string() }).parse(await response.json()).now;
  }

  async mails(to?: string): Promise<ReceivedMail[]> {
    const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
    const response = await fetch(`${this.at.inbox}/api/mails${query}`);
    return z.array(mailSchema).parse(await response.json());
  }

  /** The mails to an address, once there are at least so many. */
  mailsOnceThere(to: string, count: number): Promise<ReceivedMail[]> {
    return until(`${count} mails to ${to}`, async () => {
      const mails = await this.mails(to);
      return mails.length >= count ? mails : undefined;
    });
  }

  async mailFaults(faults: unknown): Promise<void> {
    await put(`${this.at.inbox}/api/faults`, faults);
  }
  /** How many sends are still to be faulty: one that is under way counts no more. */
  async mailFaultsLeft(): Promise<number> {
    const response = await fetch(`${this.at.inbox}/api/faults`);
    return z.object({ next: z.int() }).parse(await response.json()).next;
  }
  async directoryFaults(faults: unknown): Promise<void> {
    await put(`${this.at.directory}/api/faults`, faults);
  }
}

async function put(url: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}
