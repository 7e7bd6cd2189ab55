// How many requests the host takes (HttpThrottleMiddleware, HttpRequestQueue): so many run at once, the next wait, and what is
// beyond `maxOutstandingRequests`, running or waiting, is turned away.

/** Of host.json's `extensions.http`; -1 is no limit. */
export interface ThrottleOptions {
  readonly maxOutstandingRequests?: number;
  readonly maxConcurrentRequests?: number;
}

/** False when the request was turned away. */
export type Throttle = (run: () => Promise<void>) => Promise<boolean>;

export function createThrottle(options: ThrottleOptions): Throttle {
  const { maxOutstandingRequests = -1, maxConcurrentRequests = -1 } = options;
  const most = maxOutstandingRequests === -1 ? Infinity : maxOutstandingRequests;
  const atOnce = maxConcurrentRequests === -1 ? Infinity : maxConcurrentRequests;
  const waiting: (() => void)[] = [];
  let running = 0;

  return async (run) => {
    if (running + waiting.length >= most) return false;
    if (running < atOnce) running++;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      await run();
      return true;
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
