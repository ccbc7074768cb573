import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Alert, AlertGroupPage, AlertPage, AlertSummary } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

/** Parameters of a question for alerts, as they stand in the address of the request. */
export type AlertQuery = Readonly<Record<string, string | number>>;

/** The requests about alerts that are made by hand; lists and details that follow the address are resources. */
@Service()
export class AlertApi {
  private readonly http = inject(HttpClient);

  page(query: AlertQuery, cursor: string | null): Promise<AlertPage> {
    const params = cursor === null ? query : { ...query, cursor };
    return firstValueFrom(this.http.get<AlertPage>('/api/alerts', { params }));
  }

  groups(query: AlertQuery, cursor: string): Promise<AlertGroupPage> {
    return firstValueFrom(this.http.get<AlertGroupPage>('/api/alerts/groups', { params: { ...query, cursor } }));
  }

  async summary(number: string): Promise<AlertSummary> {
    return summaryOf(await firstValueFrom(this.http.get<Alert>(`/api/alerts/${number}`)));
  }

  /** Does something to an alert, and answers what it is then. */
  act(number: string, verb: string, body: object = {}): Promise<Alert> {
    return firstValueFrom(this.http.post<Alert>(`/api/alerts/${number}/${verb}`, body));
  }
}

/** Proof and rule are large, and kept by the screen that shows them. */
export function summaryOf({
  rule: _rule,
  proof: _proof,
  lastProof: _last,
  acknowledgedAt: _at,
  resolvedAt: _end,
  resolvedBy: _who,
  duplicateOf: _original,
  timeToAcknowledgeMs: _tta,
  timeToResolveMs: _ttr,
  ...summary
}: Alert): AlertSummary {
  return summary;
}
