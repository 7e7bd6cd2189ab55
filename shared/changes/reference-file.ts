// A file of reference data from a disk: UTF-8, with or without the byte-order mark that Windows programs write first.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { referenceData, type ReferenceData } from './reference-data';

/** Throws a sentence that names the file, and what is wrong in it with its path. */
export function readReferenceFile(file: string): ReferenceData {
  const parsed = referenceData.safeParse(jsonOf(file, readFileSync(file)));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} is not right; nothing was changed.\n${z.prettifyError(parsed.error)}`);
}

function jsonOf(file: string, bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${file} is not UTF-8; nothing was changed.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON; nothing was changed. ${String(cause)}`, { cause });
  }
}
