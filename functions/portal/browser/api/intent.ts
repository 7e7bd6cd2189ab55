// One intent to change something: its key stays the same while the same is sent again, and is new for anything else.
export interface Intent {
  keyFor(body: unknown): string;
  /** It was carried out: the next one is another. */
  done(): void;
}

export function createIntent(): Intent {
  let current: { text: string; key: string } | undefined;
  return {
    keyFor(body) {
      const text = JSON.stringify(body);
      if (current?.text !== text) current = { text, key: crypto.randomUUID() };
      return current.key;
    },
    done() {
      current = undefined;
    },
  };
}
