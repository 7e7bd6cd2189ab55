// POST of a consent link: the customer approves or declines; the first answer is final (R25).
import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { carryOut } from '../../../shared/changes/carry-out';
import {
  answererName,
  declineReason,
  type AnswererName,
  type DeclineReason,
} from '../../../shared/domain/answer';
import type { Association, AssociationOf } from '../../../shared/domain/association';
import type { Step } from '../../../shared/domain/commands';
import { keyOf } from '../../../shared/domain/ids';
import { changeLog } from '../../log/change-log';
import { askPage, languageOf, page, refusedPage, requestId, statementOf } from './pages';
import { linkTarget, type LinkTarget } from './link-target';
import { pageOperation, type PageCall } from './page-operation';

const form = z.looseObject({
  decision: z.enum(['approve', 'decline']),
  request: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  approverName: z.string().default(''),
  confirmed: z.string().optional(),
  reason: z.string().default(''),
});
type Form = z.output<typeof form>;
type Problem = 'approverName' | 'confirmed' | 'decision' | 'request' | 'reason';

/** What may be recorded. Who declines may leave out both. */
type Answer =
  | { readonly decision: 'approve'; readonly name: AnswererName }
  | {
      readonly decision: 'decline';
      readonly name: AnswererName | undefined;
      readonly reason: DeclineReason | undefined;
    };
const filledIn = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text));
const nameField = filledIn.pipe(answererName.optional());
const reasonField = filledIn.pipe(declineReason.optional());

export const answerConsent = pageOperation(
  {
    name: 'answerConsent',
    methods: ['POST'],
    route: 'consent/{token}',
    summary: 'Approve or decline with the form of the consent page.',
    params: z.object({ token: z.string() }),
    body: form,
    answers: {
      200: { description: 'The answer on record.', contentType: 'text/html' },
      400: { description: 'Something is missing; the form again.', contentType: 'text/html' },
      404: { description: 'An unknown link.', contentType: 'text/html' },
      409: { description: 'The other answer is on record.', contentType: 'text/html' },
      410: { description: 'Expired, superseded, canceled or replaced.', contentType: 'text/html' },
    },
  },
  async (call) => {
    const { deps, request, params, body } = call;
    const now = deps.clock();
    const link = await linkTarget(deps, params.token, now);
    if (link === undefined) return page(404, { kind: 'unknown' }, languageOf(request));
    const given = form.safeParse(body);
    const decided = given.success ? given.data : undefined;
    if (link.refusal !== undefined) {
      return notAnswerable(call, link, link.refusal, decided?.decision);
    }
    const language = languageOf(request, link.association);
    const chosen = link.answerable.filter((a) => decided?.request.includes(requestId(a)));
    const answer = answerIn(decided, chosen.length);
    if ('problem' in answer) {
      const corrections = {
        problem: { field: answer.problem },
        entered: decided && typed(decided),
      };
      return page(400, askPage(params.token, link.answerable, now, corrections), language);
    }
    return record(call, link, chosen, answer);
  },
);

function typed({ approverName, reason, request: requests }: Form) {
  return { approverName, reason, requests };
}

/** The answer, or the first field that is wrong. */
function answerIn(form: Form | undefined, chosen: number): Answer | { problem: Problem } {
  if (form === undefined) return { problem: 'decision' };
  const name = nameField.safeParse(form.approverName);
  const reason = reasonField.safeParse(form.reason);
  if (chosen === 0) return { problem: 'request' };
  if (!name.success) return { problem: 'approverName' };
  if (form.decision === 'decline') {
    if (!reason.success) return { problem: 'reason' };
    return { decision: 'decline', name: name.data, reason: reason.data };
  }
  if (name.data === undefined) return { problem: 'approverName' };
  if (form.confirmed === undefined) return { problem: 'confirmed' };
  return { decision: 'approve', name: name.data };
}

/** One transaction for each request that was ticked; what stands already is shown as it stands. */
async function record(
  call: PageCall,
  link: LinkTarget,
  chosen: readonly AssociationOf<'consentRequested'>[],
  answer: Answer,
): Promise<HttpResponseInit> {
  const { deps, driver, context, request, params } = call;
  const language = languageOf(request, link.association);
  const answered: Association[] = [];
  for (const asked of chosen) {
    const step = stepFor(asked, answer, deps.clock());
    const command = { ...step, key: keyOf(asked) };
    const loaded = answered.length === 0 ? link.loaded : undefined;
    const done = await carryOut({ stores: deps, driver, log: changeLog(context), command, loaded });
    if (!done.ok) {
      const again = await linkTarget(deps, params.token, deps.clock());
      if (again === undefined) return page(404, { kind: 'unknown' }, language);
      return notAnswerable(call, again, again.refusal ?? done.refusal, answer.decision);
    }
    answered.push(...done.associations);
  }
  const kind = answer.decision === 'approve' ? 'approved' : 'declined';
  return page(200, { kind, associations: answered }, language);
}

function stepFor(asked: AssociationOf<'consentRequested'>, answer: Answer, at: Step['at']): Step {
  const { customerContact, contactVersion } = asked.consentRequest;
  const { name = customerContact.name } = answer;
  const by = { kind: 'customer' as const, name, email: customerContact.email };
  if (answer.decision === 'approve') {
    const statement = statementOf(asked);
    return { type: 'approve', at, by, approverName: answer.name, statement, contactVersion };
  }
  return { ...answer, type: 'decline', at, by, contactVersion };
}

/** The same answer again shows the same page; the opposite one shows what is on record, and whom to contact. */
function notAnswerable(
  { request, params: { token } }: PageCall,
  link: LinkTarget,
  refusal: NonNullable<LinkTarget['refusal']>,
  decision: Form['decision'] | undefined,
): HttpResponseInit {
  const { status, content } = refusedPage(token, link, refusal);
  const language = languageOf(request, link.association);
  const recorded = refusal.code === 'already-answered' ? refusal.answer : undefined;
  const wanted = decision === 'decline' ? 'declined' : 'approved';
  if (recorded === undefined || decision === undefined || recorded === wanted) {
    return page(status, content, language);
  }
  return page(409, { kind: recorded, associations: [link.association], opposite: true }, language);
}
