import { z } from 'zod';

import { alertSummarySchema, type AlertSummary } from './alert.contract';
import { incidentNumberSchema } from './incident.contract';
import { timeSchema } from './primitives';
import { statusSchema, type SystemStatus } from './status.contract';
import {
  textNewsSchema,
  textPeopleSchema,
  type ChangedText,
  type ChangeText,
  type HereAtText,
  type OpenedText,
  type OpenText,
  type TextNews,
  type TextPeople,
} from './text.contract';
import { tailLinesSchema, type TailAnswer, type TailLines, type TailWish } from './tail.contract';

/** Path of the socket.io gateway; the session cookie signs in. */
export const SOCKET_PATH = '/ws';

/**
 * Sent on connect, and again when changes could not be told one by one. A client that knows another revision has missed
 * something and loads its lists again.
 */
export const helloSchema = z.object({
  serverTime: timeSchema,
  revision: z.number().int().describe('Changes whenever any alert does.'),
});

export type Hello = z.infer<typeof helloSchema>;

/** An alert as it is now; an older `revision` than the one on screen is to be ignored. */
export const alertChangedSchema = alertSummarySchema.extend({ coveredUntil: timeSchema.nullable() });

export type AlertChanged = z.infer<typeof alertChangedSchema>;

/** An incident was made or changed, or something that belongs to it; whoever shows it loads those parts again. */
export const incidentChangedSchema = z.object({
  number: incidentNumberSchema,
  revision: z.number().int(),
  parts: z.array(z.enum(['head', 'items', 'alerts', 'history'])),
  by: z.uuid().nullable().describe('Account that did it.'),
});

export type IncidentChanged = z.infer<typeof incidentChangedSchema>;

/** What the server sends, by message name, in the form socket.io's types want. */
export interface ServerMessages {
  hello: (hello: Hello) => void;
  'alert.changed': (alert: AlertSummary & { coveredUntil: string | null }) => void;
  'incident.changed': (change: IncidentChanged) => void;
  status: (status: SystemStatus) => void;
  'tail.lines': (lines: TailLines) => void;
  'text.news': (news: TextNews) => void;
  'text.people': (people: TextPeople) => void;
}

/** What a client sends. A socket has one live tail; a second wish takes the place of the first. */
export interface ClientMessages {
  'tail.watch': (wish: TailWish, answer: (answer: TailAnswer) => void) => void;
  'tail.end': () => void;
  'text.open': (wish: OpenText, answer: (answer: OpenedText) => void) => void;
  'text.change': (change: ChangeText, answer: (answer: ChangedText) => void) => void;
  'text.here': (here: HereAtText) => void;
  'text.close': (id: string) => void;
}

/** Schema of each message the server sends. */
export const serverMessageSchemas = {
  hello: helloSchema,
  'alert.changed': alertChangedSchema,
  'incident.changed': incidentChangedSchema,
  status: statusSchema,
  'tail.lines': tailLinesSchema,
  'text.news': textNewsSchema,
  'text.people': textPeopleSchema,
} as const satisfies Record<keyof ServerMessages, z.ZodType>;
