// At most so many requests a minute for one link, counted in this process: enough to stop a form from being hammered. What it
// remembers is bounded: the last 10,000 links, each by its hash, however long what was asked for: some 2 MB.
import { sha256 } from '../../../shared/store/keys';

const windowMs = 60_000;
const maxInWindow = 60;
const maxLinks = 10_000;

export interface RateLimit {
  /** Counts one request for `name`; false when it is one too many. */
  readonly allows: (name: string) => boolean;
}

export function createRateLimit(now: () => number = () => performance.now()): RateLimit {
  const windows = new Map<string, { startedAt: number; count: number }>();
  return {
    allows(name) {
      const link = sha256(name);
      const window = windows.get(link);
      if (window !== undefined && now() - window.startedAt < windowMs) {
        window.count += 1;
        return window.count <= maxInWindow;
      }
      windows.delete(link);
      windows.set(link, { startedAt: now(), count: 1 });
      const oldest = windows.keys().next().value;
      if (windows.size > maxLinks && oldest !== undefined) windows.delete(oldest);
      return true;
    },
  };
}
