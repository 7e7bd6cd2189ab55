// What is due when: a binary heap, so that thousands of waiting timers cost little.

export interface Agenda<T> {
  add(due: number, item: T): void;
  /** The earliest instant at which something is due; entries that are no longer alive are dropped on the way. */
  next(): number | undefined;
  /** Takes out the earliest entry that is due at `now`. */
  take(now: number): T | undefined;
}

export function createAgenda<T>(isAlive: (item: T) => boolean): Agenda<T> {
  const heap: { due: number; order: number; item: T }[] = [];
  let order = 0;
  const before = (a: number, b: number): boolean => {
    const [x, y] = [heap[a], heap[b]];
    return x !== undefined && y !== undefined && (x.due - y.due || x.order - y.order) < 0;
  };
  const swap = (a: number, b: number): void => {
    const [x, y] = [heap[a], heap[b]];
    if (x !== undefined && y !== undefined) [heap[a], heap[b]] = [y, x];
  };
  const removeFirst = (): void => {
    swap(0, heap.length - 1);
    heap.pop();
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const least = before(left + 1, left) ? left + 1 : left;
      if (!before(least, at)) return;
      swap(at, least);
      at = least;
    }
  };
  const first = (): { due: number; item: T } | undefined => {
    while (heap[0] !== undefined && !isAlive(heap[0].item)) removeFirst();
    return heap[0];
  };
  return {
    add(due, item) {
      let at = heap.push({ due, order: order++, item }) - 1;
      for (let up = (at - 1) >> 1; at > 0 && before(at, up); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    next: () => first()?.due,
    take(now) {
      const entry = first();
      if (entry === undefined || entry.due > now) return undefined;
      removeFirst();
      return entry.item;
    },
  };
}
