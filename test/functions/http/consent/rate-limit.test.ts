// One link can be asked for so many times a minute, and no more.
import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
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

  it('remembers the last 10,000 links, and no more', () => {
    const { allows } = limit();
    for (let i = 0; i < 70; i += 1) allows('a');
    for (let n = 1; n < 10_000; n += 1) allows(`another-${n}`);
    expect(allows('a')).toBe(false);

    allows('one more');

    expect(allows('a')).toBe(true);
  });

  it('remembers no more of a long one than of a short one', () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = z.custom<() => void>().parse(runInNewContext('gc'));
    const { allows } = limit();
    const used = () => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const before = used();

    for (let n = 0; n < 100; n += 1) allows(`${n}${randomBytes(500_000).toString('hex')}`);

    expect(used() - before).toBeLessThan(20_000_000);
    expect(allows('a')).toBe(true);
  });

  it('counts each link for itself', () => {
    const { allows } = limit();
    for (let i = 0; i < 70; i += 1) allows('a');
    expect(allows('b')).toBe(true);
  });
});
