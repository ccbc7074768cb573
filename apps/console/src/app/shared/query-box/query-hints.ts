import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { EventFields, EventValues } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

/** A field that could be asked for. */
export type FieldHint = EventFields['fields'][number];
/** A value that could be asked for. */
export type ValueHint = EventValues['values'][number];

/** When the events lie whose fields and values are told. */
export interface HintSpan {
  readonly from: string;
  readonly to: string;
}

/** What could be written, as the events say. Nothing is known while the server does not answer: a box works without. */
@Service()
export class QueryHints {
  private readonly http = inject(HttpClient);
  private asked: { readonly key: string; readonly fields: Promise<readonly FieldHint[]> } | undefined;

  /** Asked for once for a span. */
  fields({ from, to }: HintSpan): Promise<readonly FieldHint[]> {
    const key = `${from} ${to}`;
    if (this.asked?.key !== key) this.asked = { key, fields: this.askFields({ from, to }) };
    return this.asked.fields;
  }

  async values({ from, to }: HintSpan, field: string, prefix: string): Promise<readonly ValueHint[]> {
    try {
      const params = { from, to, field, prefix: prefix.slice(0, 200) };
      return (await firstValueFrom(this.http.get<EventValues>('/api/events/values', { params }))).values;
    } catch {
      return [];
    }
  }

  private async askFields(params: { from: string; to: string }): Promise<readonly FieldHint[]> {
    try {
      return (await firstValueFrom(this.http.get<EventFields>('/api/events/fields', { params }))).fields;
    } catch {
      // The next key asks again.
      this.asked = undefined;
      return [];
    }
  }
}
