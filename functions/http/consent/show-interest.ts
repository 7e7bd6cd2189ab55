// Late, but interested: the partner is told once, the state does not change (R24).
import * as z from 'zod';
import { carryOut } from '../../../shared/changes/carry-out';
import { associationOf } from '../../../shared/domain/customer';
import { requestOf } from '../../../shared/domain/mail';
import { keyOf } from '../../../shared/domain/ids';
import { changeLog } from '../../log/change-log';
import { expiredPage, languageOf, page, refusedPage } from './pages';
import { linkTarget } from './link-target';
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
    const link = await linkTarget(deps, token, deps.clock());
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
    const by = { kind: 'customer', name: contact.name, email: contact.email } as const;
    const command = { type: 'showInterest', at: deps.clock(), by, contactVersion, key } as const;
    const done = await carryOut({ stores: deps, driver, log: changeLog(context), command });
    // The orchestration may have ended: started again, it sends the mail and ends.
    if (done.ok && (await driver.state(key)) !== 'live') await driver.start(key);
    const [now] = done.ok ? done.associations : [associationOf(done.loaded.customer, key)];
    return page(200, expiredPage(token, now ?? association), language);
  },
);
