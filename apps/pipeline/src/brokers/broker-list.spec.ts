import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadConfig } from '@tocsin/config';
import { z } from 'zod';

import { brokerListSchema } from './broker-list';
import { brokerName } from './broker-name';

const schema = z.strictObject({ pipeline: z.strictObject({ brokers: brokerListSchema.default([]) }).prefault({}) });
const FRONT_1 = 'amqps://tocsin:pass%2Cword@fe1.example:5671';
const FRONT_2 = 'amqp://tocsin:secret@10.0.0.7/front';

describe('the list of brokers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-brokers-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const load = (env: Record<string, string>, text = '') => {
    const file = join(folder, 'tocsin.yml');
    writeFileSync(file, text);
    return loadConfig(schema, { file, env }).pipeline.brokers;
  };

  it('is empty unless given, and comes from the file as a list', () => {
    expect(load({})).toEqual([]);
    expect(load({}, `pipeline: {brokers: ["${FRONT_1}", "${FRONT_2}"]}`)).toEqual([FRONT_1, FRONT_2]);
  });

  it('comes from the environment with commas, or from the file a variable names', () => {
    expect(load({ TOCSIN_PIPELINE_BROKERS: `${FRONT_1}, ${FRONT_2}` })).toEqual([FRONT_1, FRONT_2]);
    expect(load({ TOCSIN_PIPELINE_BROKERS: '' })).toEqual([]);
    const secret = join(folder, 'brokers');
    writeFileSync(secret, `${FRONT_1},\n${FRONT_2}\n`);
    expect(load({ TOCSIN_PIPELINE_BROKERS_FILE: secret })).toEqual([FRONT_1, FRONT_2]);
  });

  it('takes nothing but addresses of RabbitMQ, and tells no password when it refuses', () => {
    let message = '';
    try {
      load({ TOCSIN_PIPELINE_BROKERS: `${FRONT_1},https://tocsin:secret@fe2.example` });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('pipeline.brokers.1');
    expect(message).not.toContain('secret');
  });
});

describe(brokerName.name, () => {
  it('tells where a broker is, and not how to get in', () => {
    expect([FRONT_1, FRONT_2].map(brokerName)).toEqual(['fe1.example:5671', '10.0.0.7/front']);
  });
});
