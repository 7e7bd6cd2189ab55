// The lives whose histories are on record: one for each way to end, and one with events that come at a bad moment.
import { aLife, day, events, type ALife } from './a-life';

async function asked(): Promise<ALife> {
  const life = aLife();
  await life.until(day(1));
  life.record.take('triggerConsent', life.now());
  life.post(events.associationChanged);
  return life;
}

async function approved(): Promise<ALife> {
  const life = await asked();
  await life.until(day(9));
  life.record.take('approve', life.now());
  life.post(events.consentAnswered);
  return life;
}

export const recordedLives: Readonly<Record<string, () => Promise<ALife>>> = {
  async declined() {
    const life = await asked();
    await life.until(day(9));
    life.record.take('decline', life.now());
    life.post(events.consentAnswered);
    await life.settle();
    return life;
  },
  async completed() {
    const life = await approved();
    await life.until(day(40));
    life.record.take('submitWorkshopClaim', life.now());
    life.post(events.workshopClaimSubmitted);
    await life.settle();
    return life;
  },
  async 'delivery-expired'() {
    const life = await approved();
    await life.until(day(130));
    return life;
  },
  /** The customer approves while a reminder is sent, the partner cancels while the receipt is. */
  async 'events-during-the-activity'() {
    const life = await asked();
    await life.settle();
    life.meanwhile(() => {
      life.record.take('approve', life.now());
      life.post(events.consentAnswered);
      life.meanwhile(() => {
        life.record.take('cancel', life.now());
        life.post(events.associationChanged);
      });
    });
    await life.until(day(31));
    return life;
  },
};
