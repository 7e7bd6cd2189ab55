// Where the focus goes when what had it is gone: rows are made anew with every load, and known by `data-key` "<part> <customer>".

/** The same part of the row, else the row's customer, else the list. */
export function focusSuccessor(key: string | undefined): void {
  const customer = key?.split(' ')[1];
  const successor = find(key) ?? find(customer && `details ${customer}`);
  const target = successor ?? document.querySelector('[role=tabpanel]');
  if (target instanceof HTMLElement) target.focus();
}

export function keyOf(element: Element | null): string | undefined {
  return element instanceof HTMLElement ? element.dataset['key'] : undefined;
}

function find(key: string | undefined): Element | null {
  return key === undefined ? null : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
}
