import { httpResource } from '@angular/common/http';
import { computed, inject, Service } from '@angular/core';
import type { RuleRecords, SourceAlarms } from '@tocsin/api-contract';

import { SessionStore } from '../../core/session/session-store';
import { keep } from '../../shared/kept';

/** What is known of rules beside their texts: what came of their alerts, and which are blind. */
@Service({ autoProvided: false })
export class RuleRecordStore {
  private readonly session = inject(SessionStore);
  private readonly asked = httpResource<RuleRecords>(() =>
    this.session.may('rule.read') ? '/api/rules/records' : undefined,
  );
  private readonly alarms = httpResource<SourceAlarms>(() =>
    this.session.may('source.read') ? '/api/ledger/alarms' : undefined,
  );
  private readonly kept = keep(this.asked);
  private readonly keptAlarms = keep(this.alarms);
  private readonly byRule = computed(
    () => new Map(this.kept()?.value.records.map((record) => [record.ruleId, record] as const)),
  );
  private readonly blindBy = computed(() => {
    const alarms = this.keptAlarms()?.value.alarms ?? [];
    return new Map(alarms.flatMap(({ blind, reason }) => blind.map(({ id }) => [id, reason] as const)));
  });

  readonly isKnown = computed(() => this.kept() !== undefined);

  of(id: string) {
    return this.byRule().get(id);
  }

  /** Why the rule does not see what it looks for; undefined as long as it does. */
  blindness(id: string): string | undefined {
    return this.blindBy().get(id);
  }
}
