import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { DiscardedParked, ParkedRaw, ParkedRetry, RetryProgress, Simulation } from '@tocsin/api-contract';
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

  /** What a line of that source would become now; nothing is stored. */
  simulate(line: string, source: string): Promise<Simulation> {
    return firstValueFrom(this.http.post<Simulation>('/api/pipeline/simulate', { lines: [line], source }));
  }
}
