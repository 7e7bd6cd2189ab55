// At most so many requests a minute for one link, counted in this process: enough to stop a form from being hammered.

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
      const window = windows.get(name);
      if (window !== undefined && now() - window.startedAt < windowMs) {
        window.count += 1;
        return window.count <= maxInWindow;
      }
      windows.delete(name);
      windows.set(name, { startedAt: now(), count: 1 });
      const oldest = windows.keys().next().value;
      if (windows.size > maxLinks && oldest !== undefined) windows.delete(oldest);
      return true;
    },
  };
}
