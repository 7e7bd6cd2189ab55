// What a workshop claim carries (R28): as it is typed, and as it is stored. Which items are required is the engagement's `proofOfExecution`.
import * as z from 'zod';
import { storedObject } from './stored';
import { line, paragraph } from './text';

/** A document of the proof of execution; the file itself stays in the partner's storage. */
const poeDocument = z.strictObject({
  name: line(200),
  contentType: z.string().regex(/^[\w.+-]{1,60}\/[\w.+-]{1,100}$/, 'must be a media type'),
  sizeBytes: z.int().min(1).max(1_000_000_000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex'),
  url: z.url({ protocol: /^https$/ }).max(1000),
});

export const workshopClaimBody = z.strictObject({
  findingsAndRecommendations: poeDocument.optional(),
  invoice: poeDocument.optional(),
  partnerSurveyDone: z.boolean().default(false),
  customerSurveyDone: z.boolean().default(false),
  comments: paragraph(2000).optional(),
});

const storedDocument = storedObject({
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  url: z.string(),
});
export const storedClaimBody = storedObject({
  findingsAndRecommendations: storedDocument.optional(),
  invoice: storedDocument.optional(),
  partnerSurveyDone: z.boolean(),
  customerSurveyDone: z.boolean(),
  comments: z.string().optional(),
});
export type WorkshopClaimBody = z.infer<typeof storedClaimBody>;
