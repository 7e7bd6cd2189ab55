// Says when the browser is offline, and calls back when it is online again.
import { fill, h } from '../h';
import { messageBar } from './message-bar';

export function connectionBanner(onBack: () => void, signal: AbortSignal): HTMLElement {
  const banner = h('div', { role: 'status', class: 'connection' });
  const show = () => {
    fill(
      banner,
      !navigator.onLine &&
        messageBar('warning', {
          title: 'You are offline.',
          detail: 'What you see may be out of date; it is loaded again when you are connected.',
        }),
    );
  };
  addEventListener('offline', show, { signal });
  const back = () => {
    show();
    onBack();
  };
  addEventListener('online', back, { signal });
  show();
  return banner;
}
