// Late, but interested: the partner is told once, the state does not change (R24).
import * as z from 'zod';
import { requestOf } from '../../../shared/domain/mail';
import { addSeconds } from '../../../shared/domain/time';
import { ticketSeconds } from '../../../shared/store/due-store';
import { keyOf } from '../../../shared/store/customer-store';
import { execute } from '../../../shared/store/execute';
import { findAttempt } from '../../workflow/advance-association';
import { follow } from '../../workflow/follow';
import { events } from '../../workflow/names';
import { expiredPage, languageOf, page, refusedPage } from './pages';
import { openLink } from './open-link';
import { pageOperation } from './page-operation';

export const showInterest = pageOperation(
  {
    name: 'showInterest',
    methods: ['POST'],
    route: 'consent/{token}/interest',
    summary: 'After the deadline: let the partner know that the customer is interested.',
    params: z.object({ token: z.string() }),
    body: z.looseObject({}),
    answers: {
      200: { description: 'The partner is told.', contentType: 'text/html' },
      404: { description: 'An unknown link.', contentType: 'text/html' },
      410: {
        description: 'There is nothing to be interested in any more.',
        contentType: 'text/html',
      },
    },
  },
  async ({ deps, driver, context, request, params: { token } }) => {
    const link = await openLink(deps, token, deps.clock());
    if (link === undefined) return page(404, { kind: 'unknown' }, languageOf(request));
    const { association, contactVersion } = link;
    const language = languageOf(request, association);
    const contact = requestOf(association)?.customerContact;
    if (link.refusal?.code !== 'consent-expired' || contact === undefined) {
      if (link.refusal === undefined) return page(404, { kind: 'unknown' }, language);
      const { status, content } = refusedPage(token, link, link.refusal);
      return page(status, content, language);
    }
    const key = keyOf(association);
    const ticketAt = addSeconds(deps.clock(), ticketSeconds);
    await deps.due.file({ key, at: ticketAt, purpose: 'watch' });
    const executed = await execute(deps.customers, key.customerId, {
      type: 'showInterest',
      at: deps.clock(),
      by: { kind: 'customer', name: contact.name, email: contact.email },
      contactVersion,
      key,
    });
    if (executed.ok) {
      await follow(deps, driver, context, executed, events.associationChanged, [key]);
      // The orchestration may have ended: started again, it sends the mail and ends.
      if ((await driver.state(key)) !== 'live') await driver.start(key);
    }
    const { loaded } = executed;
    return page(200, expiredPage(token, findAttempt(loaded, key) ?? association), language);
  },
);
