// A refusal as the API tells it: its code, and words for people.
import { reasonOf } from '../../../functions/http/problem';

it('tells of criteria that are not met which they are, in words', () => {
  const unmet = [
    { kind: 'minimumLicences' as const, product: 'Entra ID P1', count: 300, has: 12 },
    { kind: 'countries' as const, allowed: ['SE'], has: 'DE' },
  ];

  expect(reasonOf({ code: 'criteria-not-met', unmet })).toEqual({
    code: 'criteria-not-met',
    text: 'The customer does not meet every criterion of this engagement.',
    unmet: [
      { kind: 'minimumLicences', text: 'Needs at least 300 licences of Entra ID P1; has 12.' },
      { kind: 'countries', text: 'Must be in one of SE; is in DE.' },
    ],
  });
  expect(reasonOf({ code: 'already-open' })).not.toHaveProperty('unmet');
});
