// Random histories: whatever three partners and a customer do, and however late time is settled, the invariants hold.
import fc from 'fast-check';
import type { Transition } from '../../../shared/domain/commands';
import type { Customer } from '../../../shared/domain/customer';
import { aCustomer, addedAt } from '../../support/examples';
import { describeMove, makeMove, move, type Move } from './support/random-moves';
import { noTruthYet, type Truth } from './support/truth';

interface World {
  customer: Customer;
}

function asCommand(each: Move): fc.Command<Truth, World> {
  return {
    check: () => true,
    run: (truth, world) => {
      world.customer = makeMove(each, truth, world.customer);
    },
    toString: () => describeMove(each),
  };
}

const history = fc.commands([move.map(asCommand)], { maxCommands: 80, size: 'max' });

function play(moves: Iterable<fc.Command<Truth, World>>): Truth {
  const truth = noTruthYet(addedAt);
  fc.modelRun(() => ({ model: truth, real: { customer: aCustomer() } }), moves);
  return truth;
}

it('invariants 1–4 and 6–9 hold after every step of every history', () => {
  fc.assert(
    fc.property(history, (moves) => void play(moves)),
    { numRuns: 100 },
  );
});

it('the histories go everywhere: every transition happens, the rare ones too', () => {
  const seen: Record<Transition, number> = {
    addCustomer: 0,
    claimCustomer: 0,
    triggerConsent: 0,
    resendConsent: 0,
    approve: 0,
    decline: 0,
    showInterest: 0,
    submitWorkshopClaim: 0,
    cancel: 0,
    remind: 0,
    expireConsent: 0,
    supersede: 0,
    expireDelivery: 0,
  };

  for (const moves of fc.sample(history, { seed: 30, numRuns: 40 })) {
    for (const { transition } of [...play(moves).trails.values()].flat()) seen[transition] += 1;
  }

  expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
});
