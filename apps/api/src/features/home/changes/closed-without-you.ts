import type { RuleState, Verdict } from '@tocsin/database';
import type { Level } from '@tocsin/event-model';

import { counted, keyOf, screen, type Asked, type Finder, type Matter } from './matter';

const MOST_ALERTS = 10;
const MOST_RULES = 20;
const MINE = `resolved_at >= $2 AND updated_at >= $2 AND resolved_by IS DISTINCT FROM $1::uuid
  AND (assignee_id = $1::uuid OR acknowledged_by = $1::uuid)`;
const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  true_positive: 'true positive',
  false_positive: 'false positive',
  benign: 'benign',
  duplicate: 'duplicate',
};
const STATE_WORDS: Readonly<Record<RuleState, readonly [string, string]>> = {
  enabled: ['is live', 'It raises alerts again.'],
  shadow: ['was demoted to the shadow', 'It is counted and raises nothing.'],
  disabled: ['was switched off', 'Nobody looks for what it looked for.'],
};

interface AlertRow {
  readonly number: string;
  readonly title: string;
  readonly severity: Level;
  readonly verdict: Verdict | null;
  readonly resolved_at: Date;
  readonly resolver: string | null;
}

/** Alerts somebody had taken and others resolved. */
export const resolvedByOthers: Finder = {
  permission: 'alert.read',
  async find(asked) {
    const rows = await asked.dataSource.query<AlertRow[]>(
      `SELECT number, title, severity, verdict, resolved_at, resolver.display_name AS resolver
         FROM alert LEFT JOIN account AS resolver ON resolver.id = alert.resolved_by
        WHERE ${MINE} ORDER BY resolved_at DESC, number DESC LIMIT ${MOST_ALERTS}`,
      [asked.actor.accountId, asked.since],
    );
    return [...rows.map(viewAlert), ...(await restOf(asked, rows))];
  },
};

function viewAlert({ number, title, severity, verdict, resolved_at: at, resolver }: AlertRow): Matter {
  const label = `A-${number}`;
  const consequence = `${resolver ?? 'Tocsin'} resolved it${verdict === null ? '' : ` as ${VERDICT_WORDS[verdict]}`}; you had it.`;
  const said = { kind: 'alert', severity, label, title, consequence } as const;
  const key = keyOf('resolved', number, at);
  return { key, ...said, at: at.toISOString(), atWord: '', count: 1, path: screen(`/alerts/${label}`) };
}

async function restOf({ dataSource, actor, since }: Asked, shown: readonly AlertRow[]): Promise<Matter[]> {
  const last = shown.at(-1);
  if (shown.length < MOST_ALERTS || last === undefined) return [];
  const [{ total }] = await dataSource.query<[{ total: number }]>(
    `SELECT count(*)::int AS total FROM alert WHERE ${MINE}`,
    [actor.accountId, since],
  );
  const count = total - shown.length;
  if (count <= 0) return [];
  const title = `${counted(count, 'more alert')} of yours ${count === 1 ? 'was' : 'were'} resolved by others`;
  const said = { kind: 'alert', severity: null, label: null, title, consequence: '' } as const;
  const path = '/alerts/views/resolved';
  return [
    { key: keyOf('resolved', total, since), ...said, at: last.resolved_at.toISOString(), atWord: '', count, path },
  ];
}

interface RuleRow {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly level: Level;
  readonly state: RuleState;
  readonly removed: boolean;
  readonly changed_at: Date;
  readonly changer: string | null;
}

/** Rules that others, or their folder, took to another state; those that look for less first. */
export const ruleStates: Finder = {
  permission: 'rule.read',
  async find({ dataSource, actor, since }) {
    const rows = await dataSource.query<RuleRow[]>(
      `SELECT now.rule_id AS id, now.version, rule.facts->>'title' AS title, rule.facts->>'level' AS level, now.state, now.removed,
          now.changed_at, changer.display_name AS changer
        FROM rule_version AS now JOIN rule_version AS before ON before.rule_id = now.rule_id AND before.version = now.version - 1
        JOIN rule ON rule.id = now.rule_id LEFT JOIN account AS changer ON changer.id = now.changed_by
       WHERE now.changed_at >= $2 AND now.changed_by IS DISTINCT FROM $1::uuid
         AND (now.state <> before.state OR now.removed <> before.removed)
       ORDER BY now.state = 'enabled' AND NOT now.removed, now.changed_at DESC LIMIT ${MOST_RULES}`,
      [actor.accountId, since],
    );
    return rows.map(viewRule);
  },
};

function viewRule({ id, version, title, state, removed, changed_at: at, changer }: RuleRow): Matter {
  const [did, consequence] = removed ? ['was taken out', STATE_WORDS.disabled[1]] : STATE_WORDS[state];
  return {
    key: keyOf('rule', id, version),
    ...{ kind: 'rule', severity: null, label: null, title: `${title} ${did}` },
    consequence: `${consequence} ${changer === null ? 'Its folder says so.' : `By ${changer}.`}`,
    ...{ at: at.toISOString(), atWord: '', count: 1, path: screen(`/rules/${encodeURIComponent(id)}`) },
  };
}
