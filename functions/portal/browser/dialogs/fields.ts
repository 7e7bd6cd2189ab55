// Form fields: label, hint, control and error belong together for everybody, by `for`, `aria-describedby` and `aria-invalid`.
import { fill, h, newId, type Child } from '../h';
import { icon } from '../icons';

export interface Field {
  /** As the API names it in `errors[].path`. */
  readonly path: string;
  readonly element: HTMLElement;
  value(): string;
  /** Shows what is wrong, or with nothing that all is well. */
  showError(message?: string): void;
  readonly focus: () => void;
  /** What is wrong with what was typed, as far as this page can tell. */
  fault(): string | undefined;
}

interface Common {
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly value?: string | undefined;
}
interface Text extends Common {
  readonly type?: 'text' | 'email' | 'url';
  readonly autocomplete?: string;
  readonly maxLength?: number;
  readonly placeholder?: string;
}
export interface Option {
  readonly value: string;
  readonly text: string;
}

export function textField(options: Text): Field {
  const { type = 'text', autocomplete = 'off', maxLength = 254, placeholder } = options;
  return field(options, (props) =>
    h('input', {
      ...props,
      type,
      autocomplete,
      maxlength: maxLength,
      placeholder,
      value: options.value,
      spellcheck: 'false',
    }),
  );
}

export function areaField(options: Common & { readonly maxLength: number }): Field {
  const { maxLength, value } = options;
  return field(options, (props) =>
    h('textarea', { ...props, maxlength: maxLength, rows: 4 }, value),
  );
}

export function selectField(options: Common & { readonly options: readonly Option[] }): Field {
  return field(options, (props) =>
    h(
      'select',
      props,
      options.options.map(({ value, text }) =>
        h('option', { value, selected: value === options.value }, text),
      ),
    ),
  );
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function field(
  { path, label, hint, required = false }: Common,
  make: (props: Record<string, string | boolean | undefined>) => Control,
): Field {
  const id = newId('field');
  const control = make({
    id,
    name: path,
    class: 'control',
    'aria-required': required ? 'true' : undefined,
    'aria-describedby': `${id}-error${hint === undefined ? '' : ` ${id}-hint`}`,
  });
  const error = h('p', { class: 'field-error', id: `${id}-error` });
  const element = h(
    'div',
    { class: 'field' },
    h(
      'label',
      { for: id },
      label,
      required && h('span', { class: 'required', 'aria-hidden': 'true' }, ' *'),
    ),
    hint !== undefined && h('p', { class: 'hint', id: `${id}-hint` }, hint),
    control,
    error,
  );
  return {
    path,
    element,
    value: () => control.value.trim(),
    focus: () => {
      control.focus();
    },
    fault: () => {
      if (element.hidden) return undefined;
      if (control.value.trim() === '') return required ? `${label}: this is needed.` : undefined;
      return malformed(control);
    },
    showError: (message) => {
      showFieldError(element, control, error, message);
    },
  };
}

function malformed({ type, value, validity }: Control): string | undefined {
  if (type === 'email' && validity.typeMismatch) {
    return 'Give one e-mail address, such as name@company.com.';
  }
  const isLink = URL.canParse(value.trim()) && new URL(value.trim()).protocol === 'https:';
  return type === 'url' && !isLink ? 'Give a link that starts with https://.' : undefined;
}

export function showFieldError(
  element: HTMLElement,
  control: HTMLElement,
  error: HTMLElement,
  message: string | undefined,
): void {
  element.classList.toggle('wrong', message !== undefined);
  if (message === undefined) control.removeAttribute('aria-invalid');
  else control.setAttribute('aria-invalid', 'true');
  fill(error, message !== undefined && [icon('warning'), h('span', {}, message)]);
}

export interface Check {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
}

/** A checkbox or radio button with its words; `more` stands below the label. */
export function checkbox(
  props: {
    name: string;
    value?: string;
    checked?: boolean;
    type?: 'checkbox' | 'radio';
    disabled?: boolean;
  },
  label: string,
  more?: Child,
): Check {
  const id = newId('check');
  const input = h('input', {
    type: 'checkbox',
    ...props,
    id,
    'aria-describedby': more === undefined ? undefined : `${id}-more`,
  });
  const element = h(
    'div',
    { class: 'check' },
    input,
    h('label', { for: id }, label),
    more !== undefined && h('div', { class: 'hint', id: `${id}-more` }, more),
  );
  return { element, input };
}

/** Several fields under one heading. */
export function group(legend: string, ...children: readonly Child[]): HTMLFieldSetElement {
  return h('fieldset', {}, h('legend', {}, legend), children);
}

/** What was typed, without what was left empty. */
export function valuesOf(fields: readonly Field[]): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((each) => (each.value() === '' ? [] : [[lastPart(each.path), each.value()]])),
  );
}

function lastPart(path: string): string {
  return path.split('.').at(-1) ?? path;
}
