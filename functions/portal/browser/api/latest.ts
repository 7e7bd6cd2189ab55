// The newest request wins: asking for the next signal aborts what was asked before.
export function createLatest(): () => AbortSignal {
  let controller = new AbortController();
  return () => {
    controller.abort();
    controller = new AbortController();
    return controller.signal;
  };
}
