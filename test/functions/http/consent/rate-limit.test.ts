// One link can be asked for so many times a minute, and no more.
import { createRateLimit } from '../../../../functions/http/consent/rate-limit';

describe('the rate limit', () => {
  let now = 0;
  const limit = () => createRateLimit(() => now);
  beforeEach(() => {
    now = 0;
  });

  it('lets sixty requests a minute pass and refuses the next', () => {
    const { allows } = limit();
    const answers = Array.from({ length: 61 }, () => allows('a'));
    expect(answers.filter(Boolean)).toHaveLength(60);
    expect(answers.at(-1)).toBe(false);
  });

  it('starts afresh after a minute', () => {
    const { allows } = limit();
    for (let i = 0; i < 70; i += 1) allows('a');
    now = 60_000;
    expect(allows('a')).toBe(true);
  });

  it('counts each link for itself', () => {
    const { allows } = limit();
    for (let i = 0; i < 70; i += 1) allows('a');
    expect(allows('b')).toBe(true);
  });
});
