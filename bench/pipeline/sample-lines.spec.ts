import { SimulationUnderTest } from '../../apps/pipeline/src/testing/simulation-under-test';
import { SAMPLE_KINDS } from './sample-lines';

const LINES = 200;

describe('the lines the pipeline is measured with', () => {
  let simulation: SimulationUnderTest;
  beforeAll(async () => {
    simulation = await SimulationUnderTest.start();
  });
  afterAll(() => simulation.stop());

  it.each(SAMPLE_KINDS)('become an event each ($name)', async ({ dialect, line }) => {
    const lines = Array.from({ length: LINES }, (_, n) => ({ number: n + 1, bytes: Buffer.from(line(n)) }));
    const outcomes = await simulation.open({ dialect }).send(lines);
    expect(outcomes).toHaveLength(LINES);
    for (const one of outcomes) expect(one).toMatchObject({ outcome: 'event' });
  });

  it('have about 800 bytes on average', () => {
    const sizes = SAMPLE_KINDS.flatMap(({ line }) => Array.from({ length: LINES }, (_, n) => line(n).length));
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(Math.abs(mean - 800)).toBeLessThan(80);
  });
});
