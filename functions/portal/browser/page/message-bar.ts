// A bar that says what has happened. The caller chooses a place that is announced: role=status, or role=alert for errors.
import { h, type Child } from '../h';
import { icon, type Icon } from '../icons';

export type Intent = 'info' | 'success' | 'warning' | 'error';

const icons: Record<Intent, Icon> = {
  info: 'info',
  success: 'done',
  warning: 'warning',
  error: 'warning',
};

export interface Message {
  readonly title: string;
  readonly detail?: Child;
}

export function messageBar(
  intent: Intent,
  message: Message,
  ...actions: readonly Child[]
): HTMLElement {
  return h(
    'div',
    { class: `message ${intent}` },
    icon(icons[intent]),
    h(
      'div',
      { class: 'words' },
      h('strong', {}, message.title),
      message.detail !== undefined && ' ',
      message.detail,
    ),
    actions.length > 0 && h('div', { class: 'message-actions' }, actions),
  );
}
