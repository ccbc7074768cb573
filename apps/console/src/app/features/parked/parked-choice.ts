import type { ParkedGroups } from '@tocsin/api-contract';

/** Which parked events are meant, as the address and the server's questions name it. */
export interface ParkedChoice {
  readonly q: string;
  readonly reasonCode?: string | undefined;
  readonly stage?: string | undefined;
  readonly source?: string | undefined;
}

export type ParkedGroup = ParkedGroups['groups'][number];

/** The part of a choice that names one group. */
export function groupOf({ reasonCode, stage, source }: ParkedGroup, q: string): ParkedChoice {
  return { q, reasonCode, stage, source };
}

export function isOf(group: ParkedGroup, { reasonCode, stage, source }: ParkedChoice): boolean {
  return group.reasonCode === reasonCode && group.stage === stage && group.source === source;
}

/** As parameters of a request: what is not said is left out. */
export function paramsOf(choice: ParkedChoice): Record<string, string> {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined && value !== ''));
}
