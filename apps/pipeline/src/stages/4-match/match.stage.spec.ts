import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

import { pipelineOptionsSchema } from '../../pipeline.config';
import { ROOT_RULE } from '../../testing/pipeline-under-test';
import { MatchStage } from './match.stage';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-match-'));

function stageOf(rulesFolder: string) {
  const checks = new ReadinessChecks();
  return { checks, stage: new MatchStage(pipelineOptionsSchema.parse({ rulesFolder }), new Metrics(), checks) };
}

beforeAll(() => {
  Logger.overrideLogger(false);
});
afterAll(() => {
  Logger.overrideLogger(['log', 'warn', 'error']);
  rmSync(folder, { recursive: true });
});

describe(MatchStage.name, () => {
  it('starts with the good rules of a folder and says that others were refused', async () => {
    const mixed = join(folder, 'mixed');
    mkdirSync(mixed);
    writeFileSync(join(mixed, 'good.yml'), ROOT_RULE);
    writeFileSync(join(mixed, 'bad.yml'), 'title: no detection');
    const { stage, checks } = stageOf(mixed);
    await stage.onModuleInit();
    const { ready, checks: answers } = await checks.ask();
    expect(ready).toBe(true);
    expect(answers['rules']?.detail).toMatch(/^1 rule\(s\) of .*mixed were refused/);
  });

  it('does not start without a folder of rules: it would detect nothing and not say so', async () => {
    await expect(stageOf(join(folder, 'none')).stage.onModuleInit()).rejects.toThrow(/none/);
  });
});
