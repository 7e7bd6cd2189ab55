// RFC 9457 problem documents, and the one place that gives every refusal of the domain its HTTP answer.
import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { OpeningRefusal, Refusal } from '../../shared/domain/refusal';
import { secondsUntil, type Instant } from '../../shared/domain/time';
import { unmetText } from '../../shared/texts/row-texts';

const typeBase = 'urn:mci-engagement-customers:problem:';

export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** For invalid input: what is wrong, and where. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** `type` is the stable name of the problem; `more` are members of its own. */
export function problem(
  status: number,
  type: string,
  title: string,
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): HttpResponseInit {
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...headers,
    },
    body: JSON.stringify({ type: typeBase + type, title, status, ...more }),
  };
}

/** While a setting of the app is wrong; which one is for its log only. */
export function outOfOrderProblem(): HttpResponseInit {
  const title = 'This service is out of order. Nothing was lost; try again later.';
  return problem(503, 'out-of-order', title, {}, outOfOrderHeaders);
}
export const outOfOrderHeaders = { 'retry-after': '60' };

const openingTexts: Record<OpeningRefusal['code'], string> = {
  'not-build-intent': 'Only build-intent engagements have a Customers page.',
  'engagement-closed': 'Customers can’t be added to or claimed for this engagement at this time.',
  'location-not-eligible':
    'This location is not enrolled in MCI, or not eligible for this engagement.',
  'already-open': 'The customer is already on your page of this engagement.',
  'too-many-attempts':
    'You have added or claimed this customer for this workshop as often as is possible.',
  'claim-instead': 'You know this customer already: claim it instead of adding it.',
  'add-instead': 'You do not know this customer yet: add it instead of claiming it.',
  'criteria-not-met': 'The customer does not meet every criterion of this engagement.',
  'consent-given-to-another-partner':
    'The customer has given consent to another partner for this workshop.',
  'participated-with-another-partner':
    'The customer has already taken part in this workshop with another partner.',
  'already-completed': 'You have already completed this workshop with this customer.',
};

/** A reason as the API shows it. */
export const reasonSchema = z.object({
  code: z.string(),
  text: z.string(),
  unmet: z.array(z.object({ kind: z.string(), text: z.string() })).optional(),
});

export function reasonOf(refusal: OpeningRefusal): z.infer<typeof reasonSchema> {
  const reason = { code: refusal.code, text: openingTexts[refusal.code] };
  if (refusal.code !== 'criteria-not-met') return reason;
  const unmet = refusal.unmet.map((each) => ({ kind: each.kind, text: unmetText(each) }));
  return { ...reason, unmet };
}

type Simple = Exclude<Refusal, { code: 'engagements-refused' }>;

const answers: Record<Simple['code'], { status: number; title: string; type?: string }> = {
  'not-found': { status: 404, title: 'There is no such customer on this page.' },
  stale: { status: 412, title: 'The row has changed since you read it.' },
  'not-available': { status: 409, title: 'This is not possible in the present state.' },
  'consent-expired': { status: 409, title: 'The time to obtain consent is over.' },
  'delivery-expired': {
    status: 409,
    title: 'The time to deliver and submit the claim is over.',
  },
  'already-answered': { status: 409, title: 'The customer has already answered.' },
  superseded: {
    status: 409,
    type: 'consent-given-to-another-partner',
    title: openingTexts['consent-given-to-another-partner'],
  },
  canceled: { status: 409, title: 'The request has been canceled.' },
  'link-replaced': { status: 410, title: 'This link has been replaced by a newer one.' },
  'resend-waiting': {
    status: 409,
    title: 'The last mail to this contact has not left yet. It is sent as soon as possible.',
  },
  'resend-too-soon': { status: 429, title: 'A reminder can be sent every 24 hours.' },
  'resend-limit-reached': { status: 429, title: 'No more than five reminders can be sent.' },
  'proof-incomplete': { status: 422, title: 'The proof of execution is not complete.' },
};

export function problemOf(refusal: Refusal, now: Instant): HttpResponseInit {
  if (refusal.code === 'engagements-refused') return openingProblem(refusal.refused);
  const { status, title, type = refusal.code } = answers[refusal.code];
  const retry =
    'retryAt' in refusal ? { 'retry-after': `${secondsUntil(refusal.retryAt, now)}` } : {};
  return problem(status, type, title, detailsOf(refusal), retry);
}

/** What the refusal tells beside its code; `status` is the problem's own member, so the state is `state`. */
function detailsOf(refusal: Simple): Record<string, unknown> {
  if (refusal.code === 'not-available') return { state: refusal.status };
  if (refusal.code === 'stale') return { etag: etagOf(refusal) };
  return Object.fromEntries(Object.entries(refusal).filter(([name]) => name !== 'code'));
}

/** One reason is told as such; several one by one. */
function openingProblem(
  refused: Extract<Refusal, { code: 'engagements-refused' }>['refused'],
): HttpResponseInit {
  const [first] = refused;
  const only = refused.length === 1 && first !== undefined ? first.refusal.code : undefined;
  return problem(
    statusOfOpening(refused.map(({ refusal }) => refusal)),
    only ?? 'engagements-refused',
    only === undefined
      ? 'Nothing was done: not every chosen engagement is possible.'
      : openingTexts[only],
    {
      engagements: refused.map(({ engagementId, refusal }) => ({
        engagementId,
        reason: reasonOf(refusal),
      })),
    },
  );
}

export function notFound(detail: string): HttpResponseInit {
  return problem(404, 'not-found', 'Not found', { detail });
}

/** The ETag of a row: which attempt it shows, in which version. */
export function etagOf({ attempt, version }: { attempt: number; version: number }): string {
  return `"${attempt}-${version}"`;
}

/** What is wrong with the request itself is 422; what others or earlier steps stand against is 409. */
function statusOfOpening(refusals: readonly OpeningRefusal[]): number {
  const ofRequest: readonly string[] = [
    'not-build-intent',
    'location-not-eligible',
    'criteria-not-met',
  ];
  return refusals.every(({ code }) => ofRequest.includes(code)) ? 422 : 409;
}
