// GET and HEAD of a consent link: shows, and changes nothing; mail scanners follow links too.
import * as z from 'zod';
import { askPage, languageOf, page, refusedPage } from './pages';
import { linkTarget } from './link-target';
import { pageOperation } from './page-operation';

export const showConsent = pageOperation(
  {
    name: 'showConsent',
    methods: ['GET', 'HEAD'],
    route: 'consent/{token}',
    summary: 'The consent page that a mailed link opens.',
    params: z.object({ token: z.string() }),
    body: z.undefined(),
    answers: {
      200: {
        description: 'The page to answer on, or the answer on record.',
        contentType: 'text/html',
      },
      404: { description: 'An unknown link.', contentType: 'text/html' },
      410: { description: 'Expired, superseded, canceled or replaced.', contentType: 'text/html' },
    },
  },
  async ({ deps, request, params: { token } }) => {
    const now = deps.clock();
    const link = await linkTarget(deps, token, now);
    if (link === undefined) return page(404, { kind: 'unknown' }, languageOf(request));
    const language = languageOf(request, link.association);
    if (link.refusal !== undefined) {
      const { status, content } = refusedPage(token, link, link.refusal);
      return page(status, content, language);
    }
    return page(200, askPage(token, link.answerable, now), language);
  },
);
