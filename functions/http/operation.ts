// One HTTP operation: its contract as data (validation, OpenAPI and registration read it) and its handler.
// Who may call is in `access.ts`; the one catch in `caught.ts`.
import type {
  HttpHandler,
  HttpMethod,
  HttpRequest,
  HttpResponseInit,
  InvocationContext,
} from '@azure/functions';
import * as z from 'zod';
import type { WrongSettings } from '../../shared/config';
import type { Drivers } from '../../shared/changes/driver';
import { sha256 } from '../../shared/store/keys';
import type { Dependencies } from '../dependencies';
import { requireOperator, requirePartnerUser, type Caller } from './access';
import { caught } from './caught';
import { onceOnly, requestKeyOf } from './idempotent';
import { outOfOrderProblem } from './problem';
import { check, fieldsOf, readJson } from './request';

/** `partner`: a user of a partner account (R1). `administrator`: who imports reference data. `public`: no token. */
export type Access = 'partner' | 'administrator' | 'public';

export interface Operation {
  readonly name: string;
  readonly methods: HttpMethod[];
  readonly route: string;
  readonly access: Access;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType;
  /** The body is a form's, not JSON. */
  readonly isForm?: boolean;
  /** A POST that only asks: an `Idempotency-Key` has nothing to keep. */
  readonly changesNothing?: boolean;
  readonly answers: Readonly<Record<number, Answer>>;
  readonly handler: (tools: Tools) => HttpHandler;
  /** What it answers while the app can't work. */
  readonly outOfOrder: (why: WrongSettings) => HttpHandler;
}
export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Where it is not JSON. */
  readonly contentType?: string;
}

export interface Tools {
  readonly deps: Dependencies;
  readonly driverOf: (context: InvocationContext) => Drivers;
}

/** What every handler gets. */
export interface Call extends Tools {
  readonly request: HttpRequest;
  readonly context: InvocationContext;
  readonly driver: Drivers;
}

/** Nothing is taken from there; for a body: there is none to read. */
export const none = {
  params: z.object({}),
  query: z.strictObject({}),
  body: z.undefined(),
};

interface Contract<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  readonly name: string;
  readonly method: HttpMethod;
  readonly route: string;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly maxBodyBytes?: number;
  readonly changesNothing?: boolean;
  readonly answers: Readonly<Record<number, Answer>>;
}

interface Input<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
}

/** An operation for partners' users: role, tenant → partner account, input by its schemas; then `handle`. */
export function partnerOperation<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  contract: Contract<P, Q, B>,
  handle: (call: Call & Input<P, Q, B> & { caller: Caller }) => Promise<HttpResponseInit>,
): Operation {
  return operation(contract, 'partner', async (call) => {
    const caller = await requirePartnerUser(call.deps, call.request);
    const input = await readInput(call.request, contract);
    const { changesNothing = false } = contract;
    const key = changesNothing ? undefined : requestKeyOf(call.request, caller.partner);
    if (key === undefined) return handle({ ...call, ...input, caller });
    const fingerprint = sha256(JSON.stringify([contract.name, input]));
    const requestId = sha256(`${key.key} ${fingerprint}`);
    return onceOnly(call.deps, key, fingerprint, () =>
      handle({ ...call, ...input, caller: { ...caller, requestId } }),
    );
  });
}

/** An operation for whoever keeps the reference data: an application of the operator's own tenant, never a user's page. */
export function administratorOperation<P extends z.ZodObject, B extends z.ZodType>(
  contract: Contract<P, typeof none.query, B>,
  handle: (call: Call & Input<P, typeof none.query, B>) => Promise<HttpResponseInit>,
): Operation {
  return operation(contract, 'administrator', async (call) => {
    await requireOperator(call.deps, call.request);
    return handle({ ...call, ...(await readInput(call.request, contract)) });
  });
}

/** An operation that anybody may read. */
export function publicOperation<P extends z.ZodObject>(
  contract: Pick<
    Contract<P, typeof none.query, typeof none.body>,
    'name' | 'route' | 'summary' | 'params' | 'answers'
  >,
  handle: (call: Call & { params: z.output<P> }) => Promise<HttpResponseInit>,
): Operation {
  const whole = { ...contract, method: 'GET' as const, query: none.query, body: none.body };
  return operation(whole, 'public', async (call) =>
    handle({ ...call, ...(await readInput(call.request, whole)) }),
  );
}

function operation<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  contract: Contract<P, Q, B>,
  access: Access,
  run: (call: Call) => Promise<HttpResponseInit>,
): Operation {
  const { method, name, route, summary, params, query, body, answers, changesNothing } = contract;
  return {
    name,
    route,
    summary,
    params,
    query,
    body,
    answers,
    methods: [method],
    access,
    ...(changesNothing === undefined ? {} : { changesNothing }),
    outOfOrder: () => outOfOrderProblem,
    handler: (tools) => (request, context) =>
      caught(context, () => run({ ...tools, request, context, driver: tools.driverOf(context) })),
  };
}

async function readInput<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  request: HttpRequest,
  { params, query, body, maxBodyBytes }: Contract<P, Q, B>,
): Promise<Input<P, Q, B>> {
  return {
    params: check(params, request.params, 'path'),
    query: check(query, fieldsOf(request.query), 'query'),
    body: check(
      body,
      body instanceof z.ZodUndefined ? undefined : await readJson(request, maxBodyBytes),
      'body',
    ),
  };
}
