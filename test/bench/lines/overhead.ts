// G1: what an endpoint costs beside the requests to the tables that it can't do without. One call at a time, on an instance
// that is at rest: what an orchestration does after a change is not in either figure.
import { customer, reader, workshop, writer } from '../cast';
import type { Line } from '../lines';
import { createRaw } from '../raw';
import { fillPage, openLink } from '../seeding';
import { interleave, median, quantile, type Contender } from '../statistics';
import type { Row } from '../table';
import { withWorld } from '../world';

export const overhead: Line = ({ blocks }) =>
  withWorld(async (world) => {
    const { app, portals } = world;
    await fillPage(world, { portal: portals.reader, workshop, first: 1, count: 50 });
    const raw = await createRaw(world, reader);
    const rawOfWriter = await createRaw(world, writer);
    let next = 1000;
    const own = () => customer((next += 1));

    /** Added and asked, with a link; the app at rest. */
    async function asked() {
      const who = own();
      await portals.writer.add(workshop, who);
      await portals.writer.trigger(workshop, who);
      const token = await openLink(world, writer, workshop, who);
      await app.ask('idle');
      return { who, token };
    }
    const added = own();
    await portals.writer.add(workshop, added);
    const approved = await asked();
    await portals.writer.approve(workshop, approved.token);
    await app.ask('idle');
    const shown = await asked();

    const pairs: Readonly<Record<string, { limit: number; endpoint: Contender; raw: Contender }>> =
      {
        'list a page of 50': {
          limit: 1.7,
          endpoint: () => Promise.resolve(() => portals.reader.list(workshop)),
          raw: raw.page(reader, workshop),
        },
        'show one row': {
          limit: 2,
          endpoint: () => Promise.resolve(() => portals.reader.row(workshop, customer(1))),
          raw: raw.row(reader, workshop, customer(1)),
        },
        'show the consent page': {
          limit: 2,
          // A link each: one is shown 60 times a minute at most.
          endpoint: async () => {
            const token = await openLink(world, writer, workshop, shown.who);
            return () => portals.writer.showConsent(token);
          },
          raw: raw.consentPage(shown.who),
        },
        approve: {
          limit: 1.5,
          endpoint: async () => {
            const { token } = await asked();
            return () => portals.writer.approve(workshop, token);
          },
          raw: rawOfWriter.approve(workshop, writer, approved.who),
        },
        'add a customer': {
          limit: 1.5,
          endpoint: async () => {
            await app.ask('idle');
            const who = own();
            return () => portals.writer.add(workshop, who);
          },
          raw: rawOfWriter.add(workshop, writer, added),
        },
      };
    const rows: Row[] = [];
    for (const [what, { limit, ...pair }] of Object.entries(pairs)) {
      const times = await interleave({ endpoint: pair.endpoint, raw: pair.raw }, blocks);
      const ratio = (q: number) => quantile(times.endpoint, q) / quantile(times.raw, q);
      const [endpoint, its] = [median(times.endpoint), median(times.raw)];
      rows.push({
        goal: 'G1',
        what: `${what}, over its raw requests`,
        measured: `${ratio(0.5).toFixed(2)} × (${endpoint.toFixed(2)} / ${its.toFixed(2)} ms), p99 ${ratio(0.99).toFixed(2)} ×`,
        target: `≤ ${limit.toFixed(1)} ×, p99 ≤ 3.0 ×`,
        isMet: ratio(0.5) <= limit && ratio(0.99) <= 3,
      });
    }
    return rows;
  });
