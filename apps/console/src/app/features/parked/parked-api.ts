import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  DiscardedParked,
  ParkedEvent,
  ParkedRaw,
  ParkedRetry,
  RetryProgress,
  Simulation,
} from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { paramsOf, type ParkedChoice } from './parked-choice';

/** The commands on parked events. Each throws what HttpClient throws. */
@Service()
export class ParkedApi {
  private readonly http = inject(HttpClient);

  /** That it was read is recorded. */
  raw(id: string): Promise<ParkedRaw> {
    return firstValueFrom(this.http.get<ParkedRaw>(`/api/parked/${id}/raw`));
  }

  /** @param text to send instead of what was received. */
  retryOne(id: string, text?: string): Promise<ParkedRetry> {
    return firstValueFrom(this.http.post<ParkedRetry>(`/api/parked/${id}/retry`, text === undefined ? {} : { text }));
  }

  retryMany(choice: ParkedChoice): Promise<ParkedRetry> {
    return firstValueFrom(this.http.post<ParkedRetry>('/api/parked/retry', paramsOf(choice)));
  }

  progress(id: string): Promise<RetryProgress> {
    return firstValueFrom(this.http.get<RetryProgress>(`/api/parked/retries/${id}`));
  }

  discard(choice: ParkedChoice, rule: string): Promise<DiscardedParked> {
    return firstValueFrom(this.http.post<DiscardedParked>('/api/parked/discard', { ...paramsOf(choice), rule }));
  }

  /** What a line would become now if it came as that event did; nothing is stored. */
  simulate(line: string, { source, dialect, zone, receivedAt }: ParkedEvent): Promise<Simulation> {
    const as = { source, dialect, ...(zone === null ? {} : { zone }), receivedAt };
    return firstValueFrom(this.http.post<Simulation>('/api/pipeline/simulate', { lines: [line], ...as }));
  }
}
