// Rows that can't be read, and were left out: each is in the log once per process, under the first invocation that ends after
// it was met. The stores know of no invocation, and need not.
import { sha256 } from '../../shared/store/keys';
import type { OnUnreadable } from '../../shared/store/unreadable';
import type { Facts } from './events';
import { faultOf } from './fault';
import { logEvent, type LogContext } from './log';

export interface UnreadableRows {
  readonly met: OnUnreadable;
  /** Logs those met since. */
  tell(context: LogContext): void;
}

/** So many are remembered as told; should there ever be more, they are told anew. */
const mostRemembered = 1000;

export function createUnreadableRows(): UnreadableRows {
  const known = new Set<string>();
  let untold: Facts<'rowUnreadable'>[] = [];
  return {
    met(kind, { partitionKey, rowKey }, error) {
      const row = sha256(`${partitionKey}/${rowKey}`);
      if (known.has(row)) return;
      if (known.size >= mostRemembered) known.clear();
      known.add(row);
      untold.push({ kind, row, fault: faultOf(error) });
    },
    tell(context) {
      const met = untold;
      untold = [];
      for (const facts of met) logEvent(context, 'rowUnreadable', facts);
    },
  };
}

/** For a command line, where the operator reads along. */
export const tellOperator: OnUnreadable = (kind, { partitionKey, rowKey }) => {
  console.error(`left out, as it can't be read (${kind}): ${partitionKey} ${rowKey}`);
};
