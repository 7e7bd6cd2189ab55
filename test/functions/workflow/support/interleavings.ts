// All that can reach one orchestration, in any order and batch: events, answers of its activity, timers. Each turn is played
// on the SDK's own replay and on the host's; where these two part, the instance fails or hangs.
import type { OrchestrationHandler } from 'durable-functions';
import type { Standing } from '../../../../functions/workflow/advance-association';
import { orchestrationName } from '../../../../functions/workflow/names';
import { events, type EventName } from '../../../../shared/changes/driver';
import {
  EventType,
  hasEnded,
  newEvent,
  type EventKind,
  type HistoryEvent,
  type InstanceState,
} from '../../../../local/host/history';
import { newInstance, unanswered } from '../../../../local/host/record';
import { addedAt } from '../../../support/examples';
import { takeTurn } from '../../../support/replay';

type Phase = Standing['phase'];
/** `turn`: the host hands over what has come since the last one. */
export type Move = EventName | 'turn' | 'answer' | 'fail' | 'fire';

/** The record: every event comes after a change. */
interface OnRecord {
  readonly phase: Phase;
  readonly changes: number;
}

export interface Moment {
  readonly moves: readonly Move[];
  readonly instance: InstanceState;
  readonly now: Date;
  readonly record: OnRecord;
  /** What each run of the activity has read, by its id: the record as it began, the least that it can have seen. */
  readonly read: ReadonlyMap<number, OnRecord>;
  /** The activity waits to be tried again. */
  readonly hasFailed: boolean;
}

export function beginning(phase: Phase): Moment {
  const now = new Date(addedAt);
  const wanted = { id: 'an-instance', name: orchestrationName, version: '', input: '{}' };
  const record = { phase, changes: 0 };
  const instance = newInstance(wanted, now);
  return { moves: [], instance, now, record, read: new Map(), hasFailed: false };
}

const after: Record<EventName, (phase: Phase) => Phase> = {
  [events.consentAnswered]: (phase) => (phase === 'awaitingConsent' ? 'awaitingDelivery' : phase),
  [events.workshopClaimSubmitted]: (phase) => (phase === 'over' ? phase : 'closing'),
  [events.associationChanged]: (phase) => (phase === 'closing' ? 'over' : phase),
};

export function isPossible(moment: Moment, move: Move): boolean {
  const { instance, hasFailed } = moment;
  if (hasEnded(instance)) return false;
  switch (move) {
    case 'turn':
      return instance.inbox.length > 0;
    case 'answer':
      return running(instance) !== undefined;
    case 'fail':
      return running(instance) !== undefined && !hasFailed;
    case 'fire':
      return nextTimers(instance).length > 0;
    case 'ConsentAnswered':
    case 'WorkshopClaimSubmitted':
    case 'AssociationChanged':
      return true;
  }
}

export async function make(
  handler: OrchestrationHandler,
  before: Moment,
  move: Move,
): Promise<Moment> {
  const moment: Moment = { ...before, moves: [...before.moves, move] };
  const TaskScheduledId = running(moment.instance) ?? -1;
  switch (move) {
    case 'turn':
      return turned(handler, moment);
    case 'answer': {
      const phase = moment.read.get(TaskScheduledId)?.phase;
      const Result = JSON.stringify({ phase, status: 'unknown' });
      const answered = { ...moment, hasFailed: false };
      return received(answered, 'TaskCompleted', { TaskScheduledId, Result });
    }
    case 'fail': {
      const why = { Reason: 'storage is down', Details: '{}' };
      return received({ ...moment, hasFailed: true }, 'TaskFailed', { TaskScheduledId, ...why });
    }
    case 'fire':
      return nextTimers(moment.instance).reduce(
        (so, { EventId: TimerId, FireAt = '' }) =>
          received({ ...so, now: new Date(FireAt) }, 'TimerFired', { TimerId, FireAt }),
        moment,
      );
    case 'ConsentAnswered':
    case 'WorkshopClaimSubmitted':
    case 'AssociationChanged': {
      const { phase, changes } = moment.record;
      const record = { phase: after[move](phase), changes: changes + 1 };
      return received({ ...moment, record }, 'EventRaised', { Name: move, Input: 'null' });
    }
  }
}

function received(moment: Moment, kind: EventKind, fields: object): Moment {
  const { instance, now } = moment;
  const inbox = [...instance.inbox, newEvent(kind, now, fields)];
  return { ...moment, instance: { ...instance, inbox } };
}

async function turned(handler: OrchestrationHandler, moment: Moment): Promise<Moment> {
  const { state, turn } = await takeTurn(handler, moment.instance, moment.now);
  const begun = turn.scheduled.filter(({ EventType: type }) => type === EventType.TaskScheduled);
  const read = new Map(moment.read);
  for (const { EventId } of begun) read.set(EventId, moment.record);
  return { ...moment, instance: state, read };
}

function running(instance: InstanceState): number | undefined {
  const isActivity = ({ EventType: type }: HistoryEvent) => type === EventType.TaskScheduled;
  return unanswered(instance).find(isActivity)?.EventId;
}

/** Those that are due first, the cancelled ones too: the host takes none back. */
function nextTimers(instance: InstanceState): HistoryEvent[] {
  const timers = unanswered(instance).filter(({ FireAt }) => FireAt !== undefined);
  const [first] = timers.map(({ FireAt }) => FireAt).sort();
  return timers.filter(({ FireAt }) => FireAt === first);
}

/** What happens when nothing comes from outside and no hop ends; undefined when all is at rest. */
export function nextOf(moment: Moment): Move | undefined {
  const own: readonly Move[] = ['turn', 'answer', ...(moment.hasFailed ? (['fire'] as const) : [])];
  return own.find((move) => isPossible(moment, move));
}

/** What is wrong with a moment at which all is at rest. */
export function faultOf({ instance, record, read, moves }: Moment): string | undefined {
  const { runtimeStatus, output } = instance;
  const isOver = record.phase === 'over';
  const told = (fault: string) => `${fault}: ${moves.join(' ')}`;
  if (runtimeStatus === 'Completed') return isOver ? undefined : told('it ended too early');
  if (hasEnded(instance)) return told(output ?? 'it failed');
  const seen = [...read.values()].at(-1)?.changes;
  if (seen !== record.changes) return told('a wake-up is lost');
  return isOver ? told('it does not end') : undefined;
}

/** How much comes from outside: events; answers and timers before the last event or after it; failures. */
export interface Limits {
  readonly names: readonly EventName[];
  readonly raises: number;
  readonly steps: number;
  readonly fails: number;
}

/** Every moment at rest that can be reached within the limits, all of them used up or the instance ended. */
export async function* everyEnd(
  handler: OrchestrationHandler,
  moment: Moment,
  left: Limits,
): AsyncGenerator<Moment> {
  const { names, raises, steps, fails } = left;
  const next = nextOf(moment);
  if (next === undefined && (raises === 0 || hasEnded(moment.instance))) yield moment;
  const moves = new Set<Move>([
    ...(next ? [next] : []),
    ...(raises > 0 ? names : []),
    ...(steps > 0 ? (['answer', 'fire'] as const) : []),
    ...(fails > 0 ? (['fail'] as const) : []),
  ]);
  for (const move of moves) {
    if (!isPossible(moment, move)) continue;
    yield* everyEnd(handler, await make(handler, moment, move), spent(left, move));
  }
}

function spent(left: Limits, move: Move): Limits {
  const { raises, steps, fails } = left;
  if (move === 'turn') return left;
  if (move === 'answer' || move === 'fire') return { ...left, steps: Math.max(0, steps - 1) };
  return move === 'fail' ? { ...left, fails: fails - 1 } : { ...left, raises: raises - 1 };
}
