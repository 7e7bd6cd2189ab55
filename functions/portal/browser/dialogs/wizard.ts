// A dialogue in steps: shows where one is, checks and sends, puts what the server says where it belongs, ends with a confirmation.
import { isSuperseded, ProblemError, wordsFor } from '../api/problem';
import { fill, h } from '../h';
import { messageBar } from '../page/message-bar';
import { openFrame } from './dialog';
import { isComplete, placeErrors, stepOf } from './place-errors';
import type { Confirmation, Step, WizardOptions } from './steps';

export function openWizard({
  title,
  subtitle,
  steps,
  done,
  onStale,
  explain,
}: WizardOptions): void {
  const running = new AbortController();
  const frame = openFrame({
    title,
    subtitle,
    kind: 'dialog',
    onClose: () => {
      running.abort();
    },
  });
  const alert = h('div', { role: 'alert', class: 'frame-alert' });
  const heading = h('h3', { class: 'sr', tabindex: '-1' });
  const content = h('div', { class: 'step-content' });
  const progress = h('ol', { class: 'steps', 'aria-label': 'Steps' });
  const back = h(
    'button',
    {
      type: 'button',
      onclick: () => {
        enter(at - 1);
      },
    },
    'Back',
  );
  const cancel = h('button', { type: 'button', onclick: frame.close }, 'Close');
  const primary = h('button', { type: 'submit', class: 'primary' });
  const footer = h(
    'footer',
    { class: 'frame-footer' },
    back,
    h('span', { class: 'spacer' }),
    cancel,
    primary,
  );
  let at = 0;
  let isBusy = false;

  const step = () => steps[at] as Step;
  const fields = () => step().fields?.() ?? [];

  function enter(index: number): void {
    at = index;
    fill(alert);
    fill(
      progress,
      steps.map(({ name }, i) =>
        h(
          'li',
          { class: i < at ? 'past' : undefined, 'aria-current': i === at ? 'step' : undefined },
          name,
        ),
      ),
    );
    progress.hidden = steps.length === 1;
    fill(
      heading,
      steps.length === 1
        ? step().name
        : [h('span', { class: 'sr' }, `Step ${at + 1} of ${steps.length}: `), step().name],
    );
    heading.hidden = steps.length === 1;
    fill(content, step().show());
    back.hidden = at === 0;
    fill(primary, step().button);
    primary.hidden = step().isBlocked?.() === true;
    primary.classList.toggle('danger', step().isDanger === true);
    if (at > 0) heading.focus();
  }

  async function submit(): Promise<void> {
    if (isBusy || !isComplete(fields())) return;
    fill(alert);
    setBusy(true);
    try {
      const outcome = await step().next(running.signal);
      setBusy(false);
      if (outcome !== 'next') outcome.stayAt();
      else if (at + 1 < steps.length) enter(at + 1);
      else confirm(done());
    } catch (error) {
      setBusy(false);
      if (!isSuperseded(error)) show(error);
    }
  }

  function show(error: unknown): void {
    const isStale = error instanceof ProblemError && error.problem.status === 412;
    if (isStale) {
      onStale();
      primary.hidden = back.hidden = true;
    }
    if (error instanceof ProblemError && explain?.(error) === true) return;
    const errors = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
    const owner = stepOf(steps, errors);
    if (owner !== undefined && owner !== at) enter(owner);
    const unplaced = placeErrors(fields(), errors);
    const { title, detail } =
      errors.length > 0 && unplaced.length === 0
        ? { title: 'Check what is marked below.' }
        : wordsFor(error);
    const more = unplaced.map(({ path, message }) => `${path} ${message}.`).join(' ');
    fill(alert, messageBar('error', { title, detail: [detail, ' ', more] }));
    alert.scrollIntoView({ block: 'nearest' });
  }

  function setBusy(busy: boolean): void {
    isBusy = busy;
    frame.setBusy(busy);
    content.inert = busy;
    primary.classList.toggle('busy', busy);
    primary.setAttribute('aria-disabled', String(busy));
  }

  function confirm({ title: text, content: shown, follow }: Confirmation): void {
    progress.hidden = back.hidden = primary.hidden = true;
    heading.hidden = true;
    const words = h('h3', { tabindex: '-1', class: 'sr' }, text);
    fill(content, words, messageBar('success', { title: text }), shown);
    if (follow !== undefined) {
      footer.append(
        h(
          'button',
          {
            type: 'button',
            class: 'primary',
            onclick: () => {
              frame.close();
              follow.run();
            },
          },
          follow.text,
        ),
      );
    }
    words.focus();
  }

  const form = h(
    'form',
    {
      novalidate: true,
      class: 'wizard',
      onsubmit: (event) => {
        event.preventDefault();
        void submit();
      },
    },
    h('div', { class: 'scroll' }, progress, heading, alert, content),
    footer,
  );
  frame.body.append(form);
  enter(0);
}
