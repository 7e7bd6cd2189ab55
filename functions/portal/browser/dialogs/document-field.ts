// A document of the proof of execution: the file is read here for its name, type, size and SHA-256; it is not uploaded (R28).
import type { ProofDocument } from '../api/types';
import { sizeOf } from '../formats';
import { fill, h, newId } from '../h';
import { showFieldError, textField, type Field } from './fields';

/** A file is hashed in memory. */
const maxBytes = 500_000_000;
const mediaType = /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/;

export interface DocumentField {
  readonly element: HTMLElement;
  readonly fields: readonly Field[];
  /** Undefined until a file was read. */
  value(): ProofDocument | undefined;
}

export function documentField(path: string, label: string, isRequired: boolean): DocumentField {
  const id = newId('file');
  const chooser = h('input', {
    type: 'file',
    id,
    class: 'control file',
    'aria-describedby': `${id}-error ${id}-facts`,
    'aria-required': isRequired ? 'true' : undefined,
    onchange: () => void read(),
  });
  const error = h('p', { class: 'field-error', id: `${id}-error` });
  const shown = h('p', { class: 'hint file-facts', id: `${id}-facts`, role: 'status' });
  const file = h(
    'div',
    { class: 'field' },
    h(
      'label',
      { for: id },
      'File on your computer',
      isRequired && h('span', { class: 'required', 'aria-hidden': 'true' }, ' *'),
    ),
    chooser,
    shown,
    error,
  );
  const url = textField({
    path: `${path}.url`,
    label: 'Where it is stored (https link)',
    type: 'url',
    required: isRequired,
    maxLength: 1000,
    placeholder: 'https://',
  });
  let known: Omit<ProofDocument, 'url'> | undefined;

  async function read(): Promise<void> {
    const chosen = chooser.files?.[0];
    known = undefined;
    showFieldError(file, chooser, error, undefined);
    fill(shown, chosen === undefined ? undefined : 'Reading …');
    if (chosen === undefined) return;
    if (chosen.size === 0 || chosen.size > maxBytes) {
      fill(shown);
      showFieldError(file, chooser, error, `The file must hold 1 byte to ${sizeOf(maxBytes)}.`);
      return;
    }
    try {
      const sha256 = hex(await crypto.subtle.digest('SHA-256', await chosen.arrayBuffer()));
      if (chooser.files?.[0] !== chosen) return;
      const contentType = mediaType.test(chosen.type) ? chosen.type : 'application/octet-stream';
      known = { name: chosen.name, contentType, sizeBytes: chosen.size, sha256 };
      fill(
        shown,
        `${contentType}, ${sizeOf(chosen.size)}`,
        h('br'),
        h('span', { class: 'mono' }, `SHA-256 ${sha256}`),
      );
    } catch {
      fill(shown);
      showFieldError(file, chooser, error, 'The file can’t be read. Choose it again.');
    }
  }

  const fileField: Field = {
    path,
    element: file,
    value: () => known?.name ?? '',
    showError: (message) => {
      showFieldError(file, chooser, error, message);
    },
    focus: () => {
      chooser.focus();
    },
    fault: () => {
      if (known !== undefined) return undefined;
      if (chooser.files?.[0] !== undefined)
        return 'Wait until the file is read, or choose another.';
      return isRequired ? 'Choose the file.' : undefined;
    },
  };
  return {
    element: h('fieldset', {}, h('legend', {}, label), file, url.element),
    fields: [fileField, url],
    value: () => known && { ...known, url: url.value() },
  };
}

function hex(buffer: ArrayBuffer): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
