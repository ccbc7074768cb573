import { createHash } from 'node:crypto';

import type { RuleFacts, Signal } from '@tocsin/event-model';

import type { BlindRule } from './blind-rules';
import type { SourceTrouble, TroubleKind } from './source-trouble';

const NAMED = 30;

type Words = Pick<RuleFacts, 'title' | 'description' | 'level'>;

const WORDS: Readonly<Record<TroubleKind, Words>> = {
  silent: {
    title: 'A source is silent',
    description:
      'A source that usually sends at this time sends nothing. Look at its shipper, the network between, and whether its key or certificate is still good. ' +
      'The rules named here do not see what they look for until it sends again.',
    level: 'high',
  },
  host_silent: {
    title: 'Hosts of a source are silent',
    description:
      'The source sends, but hosts of it that sent at this hour on the days before do not. Look whether they are switched off, or their agent is.',
    level: 'medium',
  },
  less: {
    title: 'A source sends much less than usual',
    description:
      'The last hour had less than a fifth of what the same hour of former days had. Look for filters, lost hosts, or a queue at the shipper.',
    level: 'medium',
  },
  clock: {
    title: 'The clock of a source runs ahead',
    description:
      'Most events of the source lie in the future. Rules that count over time see them late or never. Set its clock, or its zone under Settings, Sources.',
    level: 'medium',
  },
  fields: {
    title: 'The events of a source have changed their form',
    description:
      'Fields that most events of the source had a day ago are gone. Its product may have been updated. Look at an event of it in Hunt, and mend the normalizer or a rule of fix.',
    level: 'medium',
  },
};

/** Rule ids of what is raised here. */
export function troubleRuleId(kind: TroubleKind): string {
  return `tocsin.source.${kind}`;
}

/** One signal for each time that something begins to be wrong with a source. */
export function troubleSignal(
  { source, kind, since, reason, expected, seen }: SourceTrouble,
  blind: readonly BlindRule[],
): Signal {
  const conditions = [{ field: 'tocsin.source', operator: 'is as usual', expected, seen }];
  const rules = blind.slice(0, NAMED).map(({ title }) => title);
  const more = blind.length > NAMED ? ` and ${blind.length - NAMED} more` : '';
  if (blind.length > 0)
    conditions.push({
      field: 'rules',
      operator: 'see their events',
      expected: 'all',
      seen: `blind: ${rules.join(', ')}${more}`,
    });
  return {
    id: createHash('sha256').update(`${kind}\n${source}\n${since.toISOString()}`).digest('hex'),
    rule: factsOf(kind),
    detector: 'system',
    at: since.toISOString(),
    groupKey: JSON.stringify([source]),
    entity: { field: 'tocsin.source', value: source },
    reason:
      blind.length === 0 ? reason : `${reason}; ${blind.length} ${blind.length === 1 ? 'rule is' : 'rules are'} blind`,
    proof: { selections: [{ name: 'rhythm', conditions }], events: [], eventCount: 0 },
  };
}

function factsOf(kind: TroubleKind): RuleFacts {
  const words = {
    id: troubleRuleId(kind),
    ...WORDS[kind],
    author: 'Tocsin',
    tags: [],
    falsePositives: [],
    references: [],
  };
  return { ...words, hash: createHash('sha256').update(JSON.stringify(words)).digest('hex') };
}
