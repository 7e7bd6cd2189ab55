// Runs orchestration instances: one turn at a time per instance, each saved before anything follows from it. The history
// is the outbox (an activity or a timer without an answer begins again), so a killed host resumes where it was.
import { setTimeout as sleep } from 'node:timers/promises';
import { hostClock } from './clock';
import { explain, messageOf } from './core';
import type { DurableFunctions } from './durable-functions';
import { openInstanceFiles } from './instance-files';
import { type EventKind, EventType, hasEnded, type HistoryEvent } from './history';
import { type InstanceState, newEvent } from './history';
import { afterTurn, newInstance, type NewInstance, unanswered } from './record';
import { type Decision, failed, replay } from './replay';

interface Instance {
  state: InstanceState;
  /** How many events of its history are on disk. */
  saved: number;
  isRunning: boolean;
  /** When its next timer fires. */
  due: number;
  /** The ids of the activities that have begun. */
  readonly begun: Set<number>;
}

export type Engine = ReturnType<typeof createEngine>;

export function createEngine(
  dataFolder: string,
  functions: DurableFunctions,
  maxActivities: number,
  logError: (error: unknown) => void,
) {
  const files = openInstanceFiles(dataFolder);
  const instances = new Map<string, Instance>();
  const underWay = new Set<Promise<void>>();
  const waiting: (() => Promise<void>)[] = []; // activities over the limit
  let activities = 0;
  let stopped = false;

  const isLive = (instance: Instance): boolean =>
    instances.get(instance.state.instanceId) === instance && !hasEnded(instance.state);

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  }

  /** Goes on with the instance from this record, of whose history so much is on disk. */
  function take(state: InstanceState, saved: number): void {
    const instance = { state, saved, isRunning: false, due: Infinity, begun: new Set<number>() };
    instances.set(state.instanceId, instance);
    followUp(instance);
    wake(instance);
  }

  function save(instance: Instance, state: InstanceState): void {
    files.save(state, instance.saved);
    instance.saved = state.history.length;
    instance.state = state;
  }

  /** Puts an event into the inbox; one that would not come again after a crash is on disk when this returns. */
  function post(instance: Instance, kind: EventKind, fields: object, comesAgain = true): boolean {
    if (!isLive(instance)) return false;
    const inbox = [...instance.state.inbox, newEvent(kind, hostClock.now(), fields)];
    const state = { ...instance.state, inbox };
    if (comesAgain) instance.state = state;
    else save(instance, state);
    wake(instance);
    return true;
  }

  function wake(instance: Instance): void {
    if (!instance.isRunning) track(takeTurns(instance));
  }

  /** Until the inbox is empty. A turn that throws is tried again later, never in a spin. */
  async function takeTurns(instance: Instance): Promise<void> {
    instance.isRunning = true;
    while (!stopped && isLive(instance) && instance.state.inbox.length > 0) {
      await takeTurn(instance).catch((error: unknown) => {
        logError(`Turn of ${instance.state.instanceId} failed and comes again: ${explain(error)}`);
        return sleep(500, undefined, { ref: false });
      });
    }
    instance.isRunning = false;
  }

  async function takeTurn(instance: Instance): Promise<void> {
    const { state } = instance;
    const now = hostClock.now();
    const fresh = [newEvent('OrchestratorStarted', now), ...state.inbox];
    const events = [...state.history, ...fresh];
    let { customStatus } = state;
    let decision: Decision;
    try {
      const answer = await functions.orchestrate(state, events);
      customStatus = answer.customStatus ?? customStatus;
      decision = replay({ ...state, events, answer, now, isKnown: functions.isActivity });
    } catch (error) {
      decision = failed(state.name, error);
    }
    if (stopped || !isLive(instance)) return; // it may have been purged meanwhile
    const { scheduled, ending } = decision;
    if (ending?.status === 'Failed') logError(`${state.instanceId}: ${ending.output}`);
    const later = instance.state.inbox.slice(state.inbox.length);
    const next = afterTurn({ ...state, customStatus }, fresh, decision, later, now);
    // A canceled timer that fires changes nothing: it goes to disk with the next turn, or fires again after a crash.
    const isIdle = state.inbox.every(({ EventType: type }) => type === EventType.TimerFired);
    if (isIdle && scheduled.length === 0 && ending === undefined) instance.state = next;
    else save(instance, next);
    followUp(instance);
  }

  /** Begins the activities that the history has scheduled, and notes the next timer. */
  function followUp(instance: Instance): void {
    instance.due = Infinity;
    for (const event of hasEnded(instance.state) ? [] : unanswered(instance.state)) {
      if (event.FireAt !== undefined) {
        instance.due = Math.min(instance.due, Date.parse(event.FireAt));
      } else if (!instance.begun.has(event.EventId)) {
        instance.begun.add(event.EventId);
        waiting.push(() => runActivity(instance, event));
      }
    }
    beginActivities();
  }

  function beginActivities(): void {
    for (const begin of stopped ? [] : waiting.splice(0, maxActivities - activities)) {
      activities++;
      track(begin());
    }
  }

  async function runActivity(instance: Instance, scheduled: HistoryEvent): Promise<void> {
    const { EventId: TaskScheduledId, Name = '', Input } = scheduled;
    const [input] = JSON.parse(Input ?? '[]') as unknown[];
    await functions.act(instance.state.instanceId, Name, input).then(
      (Result) => post(instance, 'TaskCompleted', { TaskScheduledId, Result }),
      (error: unknown) => {
        const Reason = `Activity function '${Name}' failed: ${messageOf(error)}`;
        const Details = JSON.stringify({ Message: messageOf(error), StackTrace: explain(error) });
        post(instance, 'TaskFailed', { TaskScheduledId, Reason, Details });
      },
    );
    activities--;
    beginActivities();
  }

  return {
    /** Reads all instances back and goes on with each; the clock of a killed advance catches up with them. */
    resume(): void {
      for (const state of files.load()) {
        hostClock.notBefore(Date.parse(state.lastUpdatedTime));
        take(state, state.history.length);
      }
    },
    /** On disk when this returns. False when a live instance has the id; an ended one is replaced. */
    start(wanted: NewInstance): boolean {
      const existing = instances.get(wanted.id);
      if (existing && isLive(existing)) return false;
      const state = newInstance(wanted, hostClock.now());
      files.save(state, 0);
      take(state, 0);
      return true;
    },
    get: (id: string): InstanceState | undefined => instances.get(id)?.state,
    /** It is on disk when this returns. False when there is no live instance to take it. */
    send(id: string, kind: EventKind, fields: object): boolean {
      const instance = instances.get(id);
      return instance ? post(instance, kind, fields, false) : false;
    },
    purge(id: string): void {
      files.remove(id);
      instances.delete(id);
    },
    nextDue: (): number =>
      [...instances.values()].reduce((next, { due }) => Math.min(next, due), Infinity),
    /** Fires every timer that is due now. */
    fireDue(): void {
      for (const instance of instances.values()) {
        if (instance.due > hostClock.time()) continue;
        instance.due = Infinity; // until the turn notes the next
        for (const { FireAt, EventId: TimerId } of unanswered(instance.state)) {
          const isDue = FireAt !== undefined && Date.parse(FireAt) <= hostClock.time();
          if (isDue) post(instance, 'TimerFired', { TimerId, FireAt });
        }
      }
    },
    /** Resolves when no turn and no activity is under way or waiting. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    /** Begins nothing new. */
    stop(): void {
      stopped = true;
    },
  };
}
