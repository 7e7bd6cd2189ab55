// The items of the proof of execution, in words (R28).
import type { ProofDocument, ProofItem } from '../api/types';
import { sizeOf } from '../formats';
import { h, type Child } from '../h';

export const proofNames: Record<ProofItem, string> = {
  findingsAndRecommendations: 'Findings and recommendations',
  invoice: 'Invoice',
  partnerSurvey: 'Partner survey',
  customerSurvey: 'Customer survey',
};

export function documentFact(document: ProofDocument | undefined): Child {
  if (document === undefined) return undefined;
  const { name, contentType, sizeBytes, sha256, url } = document;
  const isLink = URL.canParse(url) && new URL(url).protocol === 'https:';
  return [
    isLink ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, name) : name,
    h('br'),
    `${contentType}, ${sizeOf(sizeBytes)}`,
    h('br'),
    h('span', { class: 'mono' }, `SHA-256 ${sha256}`),
  ];
}
