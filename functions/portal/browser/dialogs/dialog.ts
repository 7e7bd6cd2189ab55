// Dialogues and drawers on the browser's own <dialog>: it traps the focus and makes the rest inert; named by its heading.
import { focusSuccessor, keyOf } from '../focus';
import { h, newId } from '../h';
import { icon } from '../icons';

export interface Frame {
  readonly body: HTMLElement;
  readonly close: () => void;
  /** While it is busy, Escape does nothing. */
  readonly setBusy: (isBusy: boolean) => void;
}

export interface FrameOptions {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly kind: 'dialog' | 'drawer';
  readonly onClose?: () => void;
}

export function openFrame({ title, subtitle, kind, onClose }: FrameOptions): Frame {
  const opener = document.activeElement;
  const id = newId('dialog');
  // A drawer has little to focus: its content itself can be, so that the keyboard scrolls it.
  const scrolls = kind === 'drawer' ? { tabindex: 0, role: 'group', 'aria-labelledby': id } : {};
  const body = h('div', { class: 'frame-body', ...scrolls });
  let isBusy = false;
  const close = () => {
    dialog.close();
  };
  const dialog = h(
    'dialog',
    { class: `frame ${kind}`, 'aria-labelledby': id },
    h(
      'header',
      { class: 'frame-header' },
      h(
        'div',
        {},
        h('h2', { id, tabindex: '-1', autofocus: true }, title),
        subtitle !== undefined && h('p', { class: 'subtitle' }, subtitle),
      ),
      h(
        'button',
        { type: 'button', class: 'subtle square', 'aria-label': 'Close', onclick: close },
        icon('close'),
      ),
    ),
    body,
  );
  dialog.addEventListener('cancel', (event) => {
    if (isBusy) event.preventDefault();
  });
  // A drawer only shows: a click beside it closes it. A dialogue holds what was typed, and stays.
  dialog.addEventListener('click', (event) => {
    if (kind === 'drawer' && event.target === dialog) close();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    document.documentElement.classList.remove('has-dialog');
    returnFocus(opener);
    onClose?.();
  });
  document.body.append(dialog);
  document.documentElement.classList.add('has-dialog');
  dialog.showModal();
  return {
    body,
    close,
    setBusy: (busy) => {
      isBusy = busy;
      dialog.setAttribute('aria-busy', String(busy));
    },
  };
}

/** To what opened the dialogue; where the list was loaded again since, to its successor. */
function returnFocus(opener: Element | null): void {
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  else focusSuccessor(keyOf(opener));
}
