// Runs orchestration instances: one turn at a time per instance, each saved whole before anything follows
// from it (see outbox.ts), so that a killed host resumes where it was. A turn that throws is tried again
// later, never in a spin.
import { hostClock } from './clock';
import { explain } from './core';
import {
  type EventKind,
  hasEnded,
  type HistoryEvent,
  type InstanceState,
  newEvent,
} from './history';
import type { InstanceStore } from './instance-store';
import { createOutbox, type Instance, type OutboxOptions } from './outbox';
import { newInstance, type NewInstance } from './record';
import { playTurn, type TurnOptions } from './turn';

export interface EngineOptions extends TurnOptions, OutboxOptions {
  readonly store: InstanceStore;
  readonly maxTurns: number;
}

export type Engine = ReturnType<typeof createEngine>;

export function createEngine(options: EngineOptions) {
  const { store } = options;
  const instances = new Map<string, Instance>();
  const ready = new Set<Instance>();
  const resting = new Set<NodeJS.Timeout>(); // instances whose last turn threw
  let turns = 0;
  let stopped = false;
  let restWaiters: (() => void)[] = [];

  const outbox = createOutbox(options, {
    get: (id) => instances.get(id),
    create,
    post: (instance, event) => {
      post(instance, event);
    },
    onRest: pump,
  });

  const isIdle = (): boolean =>
    ready.size + resting.size + turns + outbox.running() + outbox.waiting() === 0;

  function post(instance: Instance, event: HistoryEvent, { durable = false } = {}): void {
    const next = { ...instance.state, inbox: [...instance.state.inbox, event] };
    if (durable) store.save(next);
    instance.state = next;
    wake(instance);
  }

  function wake(instance: Instance): void {
    ready.add(instance);
    pump();
  }

  /** Begins whatever may begin now. */
  function pump(): void {
    for (const instance of stopped ? [] : ready) {
      if (turns >= options.maxTurns) break;
      if (instance.inTurn) continue;
      ready.delete(instance);
      void takeTurn(instance);
    }
    if (!stopped) outbox.beginActivities();
    if (!isIdle() && !stopped) return;
    const waiters = restWaiters;
    restWaiters = [];
    for (const go of waiters) go();
  }

  async function takeTurn(instance: Instance): Promise<void> {
    turns++;
    instance.inTurn = true;
    try {
      await turn(instance);
      instance.failedTurns = 0;
    } catch (error) {
      const pauseMs = Math.min(30_000, 250 * 2 ** instance.failedTurns++);
      const { instanceId } = instance.state;
      options.logError(`Turn of ${instanceId} failed; again in ${pauseMs} ms: ${explain(error)}`);
      const timer = setTimeout(() => {
        resting.delete(timer);
        wake(instance);
      }, pauseMs);
      resting.add(timer);
    }
    instance.inTurn = false;
    turns--;
    pump();
  }

  async function turn(instance: Instance): Promise<void> {
    const { state } = instance;
    const isCurrent = (): boolean => instances.get(state.instanceId) === instance;
    if (!isCurrent()) return;
    if (state.inbox.length > 0 && !hasEnded(state)) {
      const finish = await playTurn(state, options);
      if (!isCurrent()) return; // purged or replaced meanwhile
      const next = finish(instance.state.inbox.slice(state.inbox.length));
      store.save(next);
      instance.state = next;
      if (next.runtimeStatus === 'Failed') {
        options.logError(`Orchestration ${next.name} ${next.instanceId}: ${next.output ?? ''}`);
      }
    }
    outbox.followUp(instance);
    if (instance.state.inbox.length > 0 && !hasEnded(instance.state)) ready.add(instance);
  }

  function create(wanted: NewInstance): void {
    const state = newInstance(wanted, hostClock.now());
    store.save(state);
    wake(track(state));
  }

  function track(state: InstanceState): Instance {
    const instance = { state, inTurn: false, failedTurns: 0 };
    instances.set(state.instanceId, instance);
    return instance;
  }

  return {
    /** Reads all instances back and goes on with each; the clock of a killed advance catches up with them. */
    resume(): void {
      for (const state of store.load()) {
        hostClock.notBefore(Date.parse(state.lastUpdatedTime));
        ready.add(track(state));
      }
      pump();
    },
    /** False when a live instance has the id; an ended one is replaced. */
    start(wanted: NewInstance): boolean {
      const existing = instances.get(wanted.id);
      if (existing !== undefined && !hasEnded(existing.state)) return false;
      create(wanted);
      return true;
    },
    get: (id: string): InstanceState | undefined => instances.get(id)?.state,
    all: (): InstanceState[] => [...instances.values()].map(({ state }) => state),
    /** Accepts an event for a live instance: it is on disk when this returns. */
    send(id: string, kind: EventKind, fields: Partial<HistoryEvent>): void {
      const instance = instances.get(id);
      if (instance === undefined) return;
      post(instance, newEvent(kind, hostClock.now(), fields), { durable: true });
    },
    purge(id: string): void {
      store.remove(id);
      instances.delete(id);
    },
    nextDue: (): number | undefined => outbox.nextDue(),
    /** Fires every timer that is due now. */
    fireDue: (): void => {
      outbox.fireDue();
    },
    /** Resolves when no turn and no activity is under way or waiting. */
    async settled(): Promise<void> {
      while (!isIdle() && !stopped) {
        await new Promise<void>((resolve) => restWaiters.push(resolve));
      }
    },
    /** Begins nothing new; resolves when the turns and activities under way have ended. */
    async stop(): Promise<void> {
      stopped = true;
      for (const timer of resting) clearTimeout(timer);
      pump();
      while (turns + outbox.running() > 0) {
        await new Promise<void>((resolve) => restWaiters.push(resolve));
      }
    },
  };
}
