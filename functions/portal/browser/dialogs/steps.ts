// A dialogue in steps, as data: what each step shows and does, and what is said at the end.
import type { ProblemError } from '../api/problem';
import type { Child } from '../h';
import type { Field } from './fields';

/** On to the next step; or stay, since something more has to be given: `stayAt` goes there. */
export type Outcome = 'next' | { readonly stayAt: () => void };

export interface Step {
  readonly name: string;
  /** Made when the step is entered; what it returns may be kept, so that Back loses nothing. */
  readonly show: () => Child;
  readonly fields?: () => readonly Field[];
  readonly button: string;
  readonly isDanger?: boolean;
  /** There is no way on from here. */
  readonly isBlocked?: () => boolean;
  readonly next: (signal: AbortSignal) => Promise<Outcome>;
}

export interface Confirmation {
  readonly title: string;
  readonly content: Child;
  /** Offered beside Close. */
  readonly follow?: { readonly text: string; readonly run: () => void };
}

export interface WizardOptions {
  readonly title: string;
  readonly subtitle?: string;
  readonly steps: readonly Step[];
  readonly done: () => Confirmation;
  /** The row is not as the page shows it any more. */
  readonly onStale: () => void;
  /** Words and places for problems that only this dialogue knows; true when it has shown them. */
  readonly explain?: (error: ProblemError) => boolean;
}

/** For steps that only show: nothing is asked of the server. */
export function goOn(): Promise<Outcome> {
  return Promise.resolve('next');
}
