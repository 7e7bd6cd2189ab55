import { createHash } from 'node:crypto';
import { pageHeaders, renderConsentPage } from '../../../shared/pages/consent-page';

const policy = pageHeaders['content-security-policy'] ?? '';

describe('the headers of the customer pages', () => {
  it('allow exactly the style sheet that the page carries', () => {
    const page = renderConsentPage({ kind: 'unknown' }, 'en');
    const sheets = [...page.matchAll(/<style>([^<]*)<\/style>/g)].map(([, sheet]) => sheet ?? '');
    const hashes = sheets.map((sheet) => createHash('sha256').update(sheet).digest('base64'));
    expect(sheets).toHaveLength(1);
    expect(policy).toContain(`style-src 'sha256-${hashes[0] ?? ''}';`);
  });

  it('forbid everything else: scripts, frames, foreign forms, other bases', () => {
    expect(policy.replace(/'sha256-[^']+'/, "'sha256'").split('; ')).toEqual([
      "default-src 'none'",
      "style-src 'sha256'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
  });

  it('keep the link out of referrers, caches and search engines', () => {
    expect(pageHeaders).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(pageHeaders['strict-transport-security']).toMatch(/^max-age=\d{8,}/);
  });
});
