import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../alias/alias.normalizer';
import { AlertInformationNormalizer } from './alert-information.normalizer';

const context: NormalizerContext = { source: 'sso', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const details = { action: 'escalate', alert_information: { summary: 'Was it you?', alert_id: 'a1' } };
const understood = async (record: object) =>
  (await normalized([new AliasNormalizer(), new AlertInformationNormalizer()], [record]))[0]!;

describe(AlertInformationNormalizer.name, () => {
  describeNormalizerContract({
    normalizer: new AlertInformationNormalizer(),
    options: {},
    event: { '@timestamp': '2026-11-24T12:00:00.000Z', message: 'feedback', details },
    context,
  });

  it('says what the alert says, and keeps what was said before', async () => {
    expect(await understood({ summary: 'feedback', category: 'user_feedback', details })).toMatchObject({
      message: 'Was it you?',
      'tocsin.category': 'user_feedback',
      details: { ...details, summary: 'feedback' },
    });
  });

  it.each([
    [{ summary: 's', details: 'alert_information value' }],
    [{ summary: 's', details: { alert_information: 'text' } }],
    [{ summary: 's', details: { alert_information: { somekey: 1 } } }],
    [{ summary: 's', details: { alert_information: { summary: { a: 1 } } } }],
  ])('leaves %j as it is', async (record) => {
    expect((await understood(record)).message).toBe('s');
  });
});
