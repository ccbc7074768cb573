import { createHash } from 'node:crypto';

import { LEVELS, type Level, type RuleFacts, type Signal } from '@tocsin/event-model';

import type { BlindRule } from './blind-rules';
import type { SourceTrouble, TroubleKind } from './source-trouble';

/** All troubles of a source make one alert. */
export const TROUBLE_RULE_ID = 'tocsin.source.trouble';

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
      'The last hour had much less than what the same hour of former days had. Look for filters, lost hosts, or a queue at the shipper.',
    level: 'medium',
  },
  clock: {
    title: 'The clock of a source is wrong',
    description:
      'Events of the source lie in the future, or all come late by the same. Rules that count over time see them late or never. Set its clock, or its zone under Settings, Sources.',
    level: 'medium',
  },
  fields: {
    title: 'The events of a source have changed their form',
    description:
      'Fields that most events of the source had a day ago are gone. Its product may have been updated. Look at an event of it in Hunt, and mend the normalizer or a rule of fix.',
    level: 'medium',
  },
};

/** A trouble, and who does not see what he looks for because of it. */
export type KnownTrouble = SourceTrouble & { readonly blind: readonly BlindRule[] };

/** What the alert of a source is about, with all that is wrong with it now, oldest first. Not empty. */
export type TroubleFacts = Pick<Signal, 'rule' | 'reason' | 'proof'>;

export function troubleFacts(troubles: readonly KnownTrouble[]): TroubleFacts {
  const blind = [...new Map(troubles.flatMap((one) => one.blind.map((rule) => [rule.id, rule]))).values()];
  const reasons = troubles.map(({ reason }) => reason).join('; ');
  const selections = troubles.map(({ kind, expected, seen }) => {
    return { name: kind, conditions: [{ field: 'tocsin.source', operator: 'is as usual', expected, seen }] };
  });
  return {
    rule: ruleOf(troubles),
    reason:
      blind.length === 0
        ? reasons
        : `${reasons}; ${blind.length} ${blind.length === 1 ? 'rule is' : 'rules are'} blind`,
    proof: { selections: [...selections, ...blindSelections(blind)], events: [], eventCount: 0 },
  };
}

/** The signal that begins an alert of a source, of when the latest of its troubles began. */
export function troubleSignal(troubles: readonly KnownTrouble[], now: Date): Signal {
  const { source, since } = troubles.at(-1)!;
  // Somebody may resolve an alert between two troubles of one look.
  const kinds = troubles.map(({ kind }) => kind).join();
  return {
    ...troubleFacts(troubles),
    id: createHash('sha256').update(`${TROUBLE_RULE_ID}\n${source}\n${kinds}\n${now.toISOString()}`).digest('hex'),
    detector: 'system',
    at: since.toISOString(),
    groupKey: groupKeyOf(source),
    entity: { field: 'tocsin.source', value: source },
  };
}

export function groupKeyOf(source: string): string {
  return JSON.stringify([source]);
}

/** What is said of a kind that began or is over. */
export function titleOf(kind: TroubleKind): string {
  return WORDS[kind].title;
}

function ruleOf(troubles: readonly SourceTrouble[]): RuleFacts {
  const words = [...new Set(troubles.map(({ kind }) => kind))].map((kind) => WORDS[kind]);
  const [first] = words;
  const rule = {
    id: TROUBLE_RULE_ID,
    title: words.length === 1 && first !== undefined ? first.title : 'A source is not as usual',
    description: words.map(({ description }) => description).join(' '),
    level: words.map(({ level }) => level).reduce(higher, 'medium'),
    author: 'Tocsin',
    tags: [],
    falsePositives: ['Maintenance of the source. One that is not used any more: disable it.'],
    references: [],
  };
  return { ...rule, hash: createHash('sha256').update(JSON.stringify(rule)).digest('hex') };
}

function higher(one: Level, other: Level): Level {
  return LEVELS.indexOf(one) >= LEVELS.indexOf(other) ? one : other;
}

function blindSelections(blind: readonly BlindRule[]): Signal['proof']['selections'] {
  if (blind.length === 0) return [];
  const more = blind.length > NAMED ? ` and ${blind.length - NAMED} more` : '';
  const names = blind.slice(0, NAMED).map(({ title }) => title);
  const seen = `blind: ${names.join(', ')}${more}`;
  return [{ name: 'blind', conditions: [{ field: 'rules', operator: 'see their events', expected: 'all', seen }] }];
}
