import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { pipelineOptionsSchema } from '../pipeline.config';
import { SimulationUnderTest } from '../testing/simulation-under-test';

const page = readFileSync(join(__dirname, '../../../../docs/enrichment.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].filter(([, of]) => of === language).map(([, , text = '']) => text);

const settings = blocks('yaml').map((text) => z.strictObject({ pipeline: pipelineOptionsSchema }).parse(parse(text)));

describe('the page about enrichment', () => {
  it('has settings that the product starts with', async () => {
    for (const { pipeline } of settings) await (await SimulationUnderTest.start(pipeline)).stop();
    expect(settings).toHaveLength(4);
  });

  it('tells what the rules of fix make of its lines', async () => {
    const rules = settings.find(({ pipeline }) => 'fix' in pipeline.normalizers)!.pipeline;
    const simulation = await SimulationUnderTest.start(rules);
    const lines = blocks('')[0]!.trim().split('\n');
    const numbered = lines.map((line, at) => ({ number: at + 1, bytes: Buffer.from(line) }));
    const [first, second] = await simulation.open({ source: 'branch' }).send(numbered);
    await simulation.stop();
    const after = z.looseObject({ details: z.unknown() }).parse(JSON.parse(blocks('json')[0]!));
    expect(first).toMatchObject({ outcome: 'event', event: after });
    expect(first).toHaveProperty('event.details', after.details);
    expect(second).toMatchObject({ outcome: 'dropped', line: 2, rule: 'health-checks' });
  });
});
