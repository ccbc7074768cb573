import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

import type { SecurityEvent } from '@tocsin/event-model';
import { corpus } from '@tocsin/testing';

import { SimulationUnderTest } from '../testing/simulation-under-test';

interface Case {
  readonly log_type: string;
  readonly event: object;
  readonly sigma_hits?: readonly string[];
}

interface Read {
  readonly one: Case;
  readonly event: SecurityEvent;
}

/** Share of the events of a product that are recognized; the others are fragments that only a test of a rule has. */
const RECOGNIZED: Readonly<Record<string, number>> = {
  'AWS.CloudTrail': 0.96,
  'Azure.MonitorActivity': 0.97,
  'Amazon.EKS.Audit': 0.98,
  'GCP.AuditLog': 0.95,
  'Databricks.Audit': 1,
  'GSuite.ActivityEvent': 0.9,
  'GitHub.Audit': 0.98,
  'Crowdstrike.FDREvent': 0.92,
  'GitHub.Webhook': 0.93,
  'AWS.WAFWebACL': 1,
  'Okta.SystemLog': 0.94,
  'Slack.AuditLogs': 1,
  'Zoom.Operation': 1,
  'Azure.Audit': 1,
  'OneLogin.Events': 1,
  'Duo.Administrator': 1,
  'Auth0.Events': 1,
  'Microsoft365.Audit.Exchange': 1,
  'AWS.GuardDuty': 1,
};

/** The record says nothing but its category and the operation, so it cannot be known for Azure's. */
const UNKNOWABLE = { 'Azure.MonitorActivity': ['d2d901db-7a75-45a1-bc39-0cbf00812192'] };

const cases = corpus('cloud-panther/tests.jsonl.zst');
const archive = corpus('sigma/rules.tar.gz');
const BATCH = 200;

(cases && archive ? describe : describe.skip)('audit logs of clouds and hosted services', () => {
  let folder: string;
  let simulation: SimulationUnderTest;
  let all: Read[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-sigma-'));
    execFileSync('tar', ['-xzf', archive!, '-C', folder, 'rules']);
    simulation = await SimulationUnderTest.start({}, { sigmahq: folder });
    const text = zstdDecompressSync(readFileSync(cases!)).toString().trim();
    const lines = text.split('\n').map((line) => JSON.parse(line) as Case);
    all = [];
    for (let from = 0; from < lines.length; from += BATCH) all.push(...(await read(lines.slice(from, from + BATCH))));
  }, 120_000);
  afterAll(async () => {
    await simulation.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function read(batch: readonly Case[]): Promise<Read[]> {
    const lines = batch.map(({ event }, at) => ({ number: at + 1, bytes: Buffer.from(JSON.stringify(event)) }));
    const outcomes = await simulation.open().send(lines);
    return outcomes.flatMap((outcome) =>
      outcome.outcome === 'event' ? [{ one: batch[outcome.line - 1]!, event: outcome.event as SecurityEvent }] : [],
    );
  }

  it.each(Object.entries(RECOGNIZED))('of %s are recognized to %d', (type, share) => {
    const events = all.filter(({ one }) => one.log_type === type);
    const recognized = events.filter(({ event }) => event['event.dataset'] !== undefined);
    expect(recognized.length / events.length).toBeGreaterThanOrEqual(share);
  });

  it('give Sigma rules the fields they ask for: each event meets the rules it is known to meet, and no other', () => {
    const known = all.filter(({ one }) => one.sigma_hits !== undefined);
    const missed: Record<string, string[]> = {};
    const tooMany: string[] = [];
    for (const { one, event } of known) {
      const rules = new Set(event['tocsin.rules'] as string[] | undefined);
      for (const id of one.sigma_hits!) if (!rules.delete(id)) (missed[one.log_type] ??= []).push(id);
      tooMany.push(...[...rules].map((id) => `${one.log_type} ${id}`));
    }
    expect(known.length).toBeGreaterThan(600);
    expect(tooMany).toEqual([]);
    expect(missed).toEqual(UNKNOWABLE);
  });
});
