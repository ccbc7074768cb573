import { z } from 'zod';

import { alertSummarySchema } from './alert.contract';
import { incidentNumberSchema } from './incident.contract';
import { presenceSchema, type Presence, type PresentAt } from './presence.contract';
import { timeSchema } from './primitives';
import { onShiftSchema, type HereOnShift, type OnShift } from './shift.contract';
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

/** What is told as it changes, in order. */
export const FEEDS = ['alerts', 'incidents'] as const;

export type FeedName = (typeof FEEDS)[number];

/** Where in its feed a message stands: numbers grow, not by one. Whoever saw another number last than `after` has missed something. */
const feedPlace = { seq: z.number().int(), after: z.number().int() };

/** What a client says when it comes again, as `seen` of the handshake's `auth`: the number it saw last of each feed. */
export const seenFeedsSchema = z.partialRecord(z.enum(FEEDS), z.number().int().positive());

export type SeenFeeds = z.infer<typeof seenFeedsSchema>;

const feedStartSchema = z.object({
  seq: z.number().int().describe('Where the feed stands for this client.'),
  isWhole: z
    .boolean()
    .describe('What the client missed since `seen` follows. Otherwise it is to load again what it shows.'),
});

/** Sent on connect. */
export const helloSchema = z.object({
  serverTime: timeSchema,
  revision: z.number().int().describe('Changes whenever any alert does: who knows this one has missed none.'),
  feeds: z.record(z.enum(FEEDS), feedStartSchema),
});

export type Hello = z.infer<typeof helloSchema>;

/** Changes that were too many to be told one by one: whoever shows any loads them again. */
export const feedReloadSchema = z.object({ feed: z.enum(FEEDS), ...feedPlace });

export type FeedReload = z.infer<typeof feedReloadSchema>;

/** An alert as it is now; an older `revision` than the one on screen is to be ignored. */
export const alertChangedSchema = alertSummarySchema.extend({
  coveredUntil: timeSchema.nullable(),
  because: z.literal('snooze_over').optional().describe('Why it changed, where nobody did it.'),
  ...feedPlace,
});

export type AlertChanged = z.infer<typeof alertChangedSchema>;

/** An incident was made or changed, or something that belongs to it; whoever shows it loads those parts again. */
export const incidentChangedSchema = z.object({
  number: incidentNumberSchema,
  revision: z.number().int(),
  parts: z.array(z.enum(['head', 'items', 'alerts', 'events', 'evidence', 'history'])),
  by: z.uuid().nullable().describe('Account that did it.'),
  ...feedPlace,
});

export type IncidentChanged = z.infer<typeof incidentChangedSchema>;

/** What the server sends, by message name, in the form socket.io's types want. */
export interface ServerMessages {
  hello: (hello: Hello) => void;
  'feed.reload': (reload: FeedReload) => void;
  'alert.changed': (alert: AlertChanged) => void;
  'incident.changed': (change: IncidentChanged) => void;
  presence: (presence: Presence) => void;
  status: (status: SystemStatus) => void;
  'tail.lines': (lines: TailLines) => void;
  'text.news': (news: TextNews) => void;
  'text.people': (people: TextPeople) => void;
  shift: (crew: OnShift) => void;
}

/** What a client sends. A socket has one live tail; a second wish takes the place of the first. */
export interface ClientMessages {
  'presence.here': (place: PresentAt, answer?: (everywhere: Presence) => void) => void;
  'tail.watch': (wish: TailWish, answer: (answer: TailAnswer) => void) => void;
  'tail.end': () => void;
  'text.open': (wish: OpenText, answer: (answer: OpenedText) => void) => void;
  'text.change': (change: ChangeText, answer: (answer: ChangedText) => void) => void;
  'text.here': (here: HereAtText) => void;
  'text.close': (id: string) => void;
  'shift.here': (here: HereOnShift) => void;
}

/** Schema of each message the server sends. */
export const serverMessageSchemas = {
  hello: helloSchema,
  'feed.reload': feedReloadSchema,
  'alert.changed': alertChangedSchema,
  'incident.changed': incidentChangedSchema,
  presence: presenceSchema,
  status: statusSchema,
  'tail.lines': tailLinesSchema,
  'text.news': textNewsSchema,
  'text.people': textPeopleSchema,
  shift: onShiftSchema,
} as const satisfies Record<keyof ServerMessages, z.ZodType>;
