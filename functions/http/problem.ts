// RFC 9457 problem documents, and the one place that gives every refusal of the domain its HTTP answer.
import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { OpeningRefusal, Refusal } from '../../shared/domain/refusal';
import { secondsUntil, type Instant } from '../../shared/domain/time';

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

const openingTexts: Record<OpeningRefusal['code'], string> = {
  'not-build-intent': 'Only build-intent engagements have a Customers page.',
  'engagement-closed': 'Customers can’t be added to or claimed for this engagement at this time.',
  'location-not-eligible':
    'This location is not enrolled in MCI, or not eligible for this engagement.',
  'already-open': 'The customer is already on your page of this engagement.',
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
  const unmet = refusal.code === 'criteria-not-met' ? { unmet: [...refusal.unmet] } : {};
  return { code: refusal.code, text: openingTexts[refusal.code], ...unmet };
}

type Answers = {
  [C in Refusal['code']]: (
    refusal: Extract<Refusal, { code: C }>,
    now: Instant,
  ) => HttpResponseInit;
};

const answers: Answers = {
  'engagements-refused': ({ refused }) => {
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
  },
  'not-found': () => notFound('There is no such customer on this page.'),
  stale: ({ attempt, version }) =>
    problem(412, 'stale', 'The row has changed since you read it.', {
      etag: etagOf({ attempt, version }),
    }),
  'not-available': ({ status }) =>
    problem(409, 'not-available', 'This is not possible in the present state.', { state: status }),
  'consent-expired': ({ expiredAt }) =>
    problem(409, 'consent-expired', 'The time to obtain consent is over.', { expiredAt }),
  'delivery-expired': ({ expiredAt }) =>
    problem(409, 'delivery-expired', 'The time to deliver and submit the claim is over.', {
      expiredAt,
    }),
  'already-answered': ({ answer }) =>
    problem(409, 'already-answered', 'The customer has already answered.', { answer }),
  superseded: () =>
    problem(
      409,
      'consent-given-to-another-partner',
      openingTexts['consent-given-to-another-partner'],
    ),
  canceled: () => problem(409, 'canceled', 'The request has been canceled.'),
  'link-replaced': () =>
    problem(410, 'link-replaced', 'This link has been replaced by a newer one.'),
  'resend-too-soon': ({ retryAt }, now) =>
    tooMany('resend-too-soon', 'A reminder can be sent every 24 hours.', retryAt, now),
  'resend-limit-reached': ({ retryAt }, now) =>
    tooMany('resend-limit-reached', 'No more than five reminders can be sent.', retryAt, now),
  'proof-incomplete': ({ missing }) =>
    problem(422, 'proof-incomplete', 'The proof of execution is not complete.', { missing }),
};

export function problemOf<R extends Refusal>(refusal: R, now: Instant): HttpResponseInit {
  const answer: (refusal: R, now: Instant) => HttpResponseInit = answers[
    refusal.code as R['code']
  ] as never;
  return answer(refusal, now);
}

export function notFound(detail: string): HttpResponseInit {
  return problem(404, 'not-found', 'Not found', { detail });
}

/** The ETag of a row: which attempt it shows, in which version. */
export function etagOf({ attempt, version }: { attempt: number; version: number }): string {
  return `"${attempt}-${version}"`;
}

function tooMany(type: string, title: string, retryAt: Instant, now: Instant): HttpResponseInit {
  return problem(429, type, title, { retryAt }, { 'retry-after': `${secondsUntil(retryAt, now)}` });
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
