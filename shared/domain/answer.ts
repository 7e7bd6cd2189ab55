// What a customer may write into an answer. The brands keep what was not checked out of the record and the mails (R25).
import type * as z from 'zod';
import { line, paragraph } from './text';

/** Who answers. */
export const answererName = line(120).brand<'AnswererName'>();
export type AnswererName = z.infer<typeof answererName>;

export const declineReason = paragraph(1000).brand<'DeclineReason'>();
export type DeclineReason = z.infer<typeof declineReason>;
