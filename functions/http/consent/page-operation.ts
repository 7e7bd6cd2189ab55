// An operation that answers with a page, for customers who follow a link: no token but the link itself, errors as pages.
import type { HttpMethod, HttpRequest, HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { pageHeaders } from '../../../shared/pages/consent-page';
import { caught, unavailableHeaders } from '../caught';
import { none, type Answer, type Call, type Operation } from '../operation';
import { outOfOrderHeaders } from '../problem';
import { readForm } from '../request';
import { languageOf, page } from './pages';
import { createRateLimit } from './rate-limit';

export interface PageCall extends Call {
  readonly params: { readonly token: string };
  /** The form's fields; empty for GET. */
  readonly body: Readonly<Record<string, unknown>>;
}

interface PageContract {
  readonly name: string;
  readonly methods: HttpMethod[];
  readonly route: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly body: z.ZodType;
  readonly answers: Readonly<Record<number, Answer>>;
}

export function pageOperation(
  contract: PageContract,
  run: (call: PageCall) => Promise<HttpResponseInit>,
): Operation {
  const isForm = contract.methods.includes('POST');
  const rateLimit = createRateLimit();
  const otherSite = { description: 'A form sent from another site.', contentType: 'text/html' };
  return {
    ...contract,
    answers: isForm ? { ...contract.answers, 403: otherSite } : contract.answers,
    query: none.query,
    isForm,
    access: 'public',
    handler: (tools) => async (request, context) => {
      const answer = await caught(context, async () => {
        if (isForm && isCrossSite(request.headers, tools.deps.config.publicBaseUrl)) {
          return page(403, { kind: 'otherSite' }, languageOf(request));
        }
        const token = request.params['token'] ?? '';
        if (!rateLimit.allows(token)) return tooMany(request);
        const body = isForm ? await readForm(request) : {};
        const driver = tools.driverOf(context);
        return run({ ...tools, request, context, driver, params: { token }, body });
      });
      if (answer.status === 500) return page(500, { kind: 'busy' }, languageOf(request));
      return answer.status === 503 ? busy(request, unavailableHeaders) : answer;
    },
    outOfOrder: () => (request) => busy(request, outOfOrderHeaders),
  };
}

function busy(request: HttpRequest, headers: { 'retry-after': string }): HttpResponseInit {
  const answer = page(503, { kind: 'busy' }, languageOf(request));
  return { ...answer, headers: { ...pageHeaders, ...headers } };
}

function tooMany(request: HttpRequest): HttpResponseInit {
  const answer = page(429, { kind: 'tooMany' }, languageOf(request));
  return { ...answer, headers: { ...pageHeaders, 'retry-after': '60' } };
}

/** A form sent from another site; browsers tell in `Sec-Fetch-Site`, older ones in `Origin`. */
function isCrossSite(
  headers: { get(name: string): string | null },
  publicBaseUrl: string,
): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = headers.get('origin');
  return origin !== null && origin !== 'null' && origin !== new URL(publicBaseUrl).origin;
}
