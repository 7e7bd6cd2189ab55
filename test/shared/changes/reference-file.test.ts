// The file of `npm run import`, as editors and shells write it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReferenceFile } from '../../../shared/changes/reference-file';
import { aCustomerProfile } from '../../support/examples';

const folder = mkdtempSync(join(tmpdir(), 'mci-reference-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const customer = { ...aCustomerProfile, name: 'Höganäs' };
const text = JSON.stringify({ customers: [customer] });

function fileOf(content: string | Uint8Array): string {
  const file = join(folder, 'data.json');
  writeFileSync(file, content);
  return file;
}

it.each([
  ['without a byte-order mark', text],
  ['with a byte-order mark', `\uFEFF${text}`],
])('is read %s', (_, content) => {
  expect(readReferenceFile(fileOf(content)).customers).toEqual([customer]);
});

it.each<[string, string | Uint8Array, RegExp]>([
  ['UTF-16, as a shell of Windows writes it', Buffer.from(`\uFEFF${text}`, 'utf16le'), /UTF-8/],
  ['another encoding', Buffer.from(text, 'latin1'), /UTF-8/],
  ['no JSON', text.slice(1), /not JSON/],
  ['wrong', JSON.stringify({ customers: [{ id: 'x' }] }), /not right[^]*customers\[0\]\.id/],
])('that is %s is refused with a sentence', (_, content, sentence) => {
  const file = fileOf(content);

  expect(() => readReferenceFile(file)).toThrow(sentence);
  expect(() => readReferenceFile(file)).toThrow(`${file} is not`);
});
