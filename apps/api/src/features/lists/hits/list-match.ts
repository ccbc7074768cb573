import { Injectable } from '@nestjs/common';
import type { ListKind, ListMatches } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import type { SignalLevel } from '@tocsin/database';
import { canonicalValue, compileRegexTerm, InvalidTerm, likelyKind, termsMetBy, type TermKind } from '@tocsin/lists';
import { DataSource } from 'typeorm';

import { GuardList } from '../block/guard-list';

interface Row {
  readonly list: string;
  readonly list_kind: ListKind;
  readonly signal_level: SignalLevel | null;
  readonly id: string;
  readonly kind: TermKind;
  readonly key: string;
  readonly value: string;
  readonly facts: Record<string, unknown>;
  readonly valid_from: Date | null;
  readonly expires_at: Date | null;
  readonly created_at: Date;
}

/** A worker uses as many. */
const MOST_PATTERNS = 10_000;
const MOST_MATCHES = 500;
const COLUMNS = `list.name AS list, list.kind AS list_kind, signal_level, entry.id, entry.kind, entry.key, entry.value,
  entry.facts, entry.valid_from, entry.expires_at, entry.created_at`;
/** A look at the index of each list for each term; the number of entries does not matter. */
const MET = `
  SELECT ${COLUMNS} FROM list CROSS JOIN unnest($1::text[], $2::text[]) AS met (kind, key)
      CROSS JOIN LATERAL (SELECT * FROM list_entry one
        WHERE one.list_id = list.id AND one.kind = met.kind AND one.key = met.key AND one.removed_at IS NULL) entry
    WHERE list.removed_at IS NULL ORDER BY list.name, entry.key LIMIT ${MOST_MATCHES}`;
const PATTERNS = `
  SELECT ${COLUMNS} FROM list CROSS JOIN LATERAL (SELECT * FROM list_entry one
        WHERE one.list_id = list.id AND one.kind = 'regex' AND one.removed_at IS NULL) entry
    WHERE list.removed_at IS NULL ORDER BY list.name, entry.key LIMIT ${MOST_PATTERNS}`;

/** Says which entries of which lists a value meets. */
@Injectable()
export class ListMatch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly guards: GuardList,
    private readonly clock: Clock,
  ) {}

  async find(value: string): Promise<ListMatches> {
    const terms = termsMetBy(value);
    const [met, patterns, guard] = await Promise.all([
      this.dataSource.query<Row[]>(MET, [terms.map(({ kind }) => kind), terms.map(({ key }) => key)]),
      this.dataSource.query<Row[]>(PATTERNS),
      this.guards.load(),
    ]);
    const name = canonicalValue(value);
    const rows = [...met, ...patterns.filter(({ key }) => isIn(key, name))].slice(0, MOST_MATCHES);
    const kind = likelyKind(value);
    const guardedBy = guard.against({ kind: kind === 'domain' ? 'exact' : kind, key: name }) ?? null;
    return { matches: rows.map((row) => this.view(row)), guardedBy };
  }

  private view(row: Row): ListMatches['matches'][number] {
    const { list, list_kind: kind, signal_level: signalLevel } = row;
    const [from, end, now] = [row.valid_from, row.expires_at, this.clock.now()];
    const state = end !== null && end <= now ? 'expired' : from !== null && from > now ? 'not_yet' : 'live';
    const entry = {
      ...{ id: row.id, kind: row.kind, value: row.value, facts: row.facts },
      validFrom: from?.toISOString() ?? null,
      expiresAt: end?.toISOString() ?? null,
      createdAt: row.created_at.toISOString(),
    };
    return { list, kind, signalLevel, state, entry };
  }
}

/** What was taken before a rule of ours was stricter meets nothing in the workers either. */
function isIn(pattern: string, value: string): boolean {
  try {
    const { fixed, isIn: matches } = compileRegexTerm(pattern);
    const lower = value.toLowerCase();
    return fixed.some((text) => lower.includes(text.toLowerCase())) && matches(value);
  } catch (error) {
    if (error instanceof InvalidTerm) return false;
    throw error;
  }
}
