import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { ListImportReport } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

export type ImportFormat = 'csv' | 'ndjson' | 'stix' | 'misp';

const TYPES: Readonly<Record<ImportFormat, string>> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  stix: 'application/json',
  misp: 'application/json',
};

/** How to read a file, and what to do with it. */
export interface ImportOrder {
  readonly format: ImportFormat;
  readonly mode: 'add' | 'replace';
}

/** What a file of this name most likely is. */
export function formatOf(fileName: string): ImportFormat {
  if (/\.(ndjson|jsonl)$/i.test(fileName)) return 'ndjson';
  if (/misp/i.test(fileName)) return 'misp';
  return /\.json$/i.test(fileName) ? 'stix' : 'csv';
}

/** Sends files into lists. */
@Service()
export class ImportFile {
  private readonly http = inject(HttpClient);

  /** @throws what HttpClient throws; what was taken in before stays. */
  send(list: string, file: File, { format, mode }: ImportOrder): Promise<ListImportReport> {
    const url = `/api/lists/${encodeURIComponent(list)}/import`;
    const headers = { 'content-type': TYPES[format] };
    return firstValueFrom(this.http.post<ListImportReport>(url, file, { params: { format, mode }, headers }));
  }
}
