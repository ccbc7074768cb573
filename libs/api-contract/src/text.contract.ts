import { z } from 'zod';

import { assigneeSchema } from './alert.contract';
import { timeSchema } from './primitives';

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TEXT_ID = new RegExp(
  String.raw`^(incident/INC-\d{4}-\d{4,9}/(notes|description)|item/${UUID}/text|shift/\d{8}T\d{4}Z/note)$`,
);

/** Which text: `incident/INC-2026-0042/notes`, `…/description`, that of a task or theory, `item/<its id>/text`, or `shift/20261128T0600Z/note`. */
export const textIdSchema = z.string().regex(TEXT_ID, 'is no text of ours');

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes');

/** Whoever opens a text says what they have of it: a Yjs state vector, empty for nothing. */
export const openTextSchema = z.object({ id: textIdSchema, vector: bytesSchema });

export type OpenText = z.infer<typeof openTextSchema>;

/** What they lack, and the server's own state vector: what it lacks is to be sent. Or why they get nothing. */
export type OpenedText =
  | { readonly ok: true; readonly update: Uint8Array; readonly vector: Uint8Array; readonly mayWrite: boolean }
  | { readonly ok: false; readonly code: string; readonly reason: string };

/** A change, as Yjs encodes it; at most 256 KiB. */
export const changeTextSchema = z.object({ id: textIdSchema, update: bytesSchema });

export type ChangeText = z.infer<typeof changeTextSchema>;

/** `ok` means that the change is on disk. */
export type ChangedText =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly reason: string };

const placeSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be base64');

/** Where somebody is in a text: relative positions of Yjs, which stay where they are whatever others write. */
const textCursorSchema = z.object({ anchor: placeSchema, head: placeSchema });

export type TextCursor = z.infer<typeof textCursorSchema>;

/**
 * That somebody has a text before them, whether they write, and where; to be said again every eight seconds. It ends fifteen seconds
 * after it was said last.
 */
export const hereAtTextSchema = z.object({
  id: textIdSchema,
  isWriting: z.boolean(),
  cursor: textCursorSchema.nullable().default(null),
});

export type HereAtText = z.input<typeof hereAtTextSchema>;

/** A change that somebody made. */
export const textNewsSchema = z.object({ id: textIdSchema, update: bytesSchema });

export type TextNews = z.infer<typeof textNewsSchema>;

/** Who has a text before them, whichever api they are at. */
export const textPeopleSchema = z.object({
  id: textIdSchema,
  people: z.array(
    z.object({
      id: z.uuid(),
      displayName: z.string(),
      isWriting: z.boolean(),
      cursor: textCursorSchema.nullable(),
    }),
  ),
});

export type TextPeople = z.infer<typeof textPeopleSchema>;

/** Which text of an incident: by its name, or by the id of the task or theory it belongs to. */
export const textNameSchema = z.union([z.enum(['notes', 'description']), z.uuid()]);

const textVersionHeadSchema = z.object({
  seq: z.number().int(),
  at: timeSchema,
  authors: z.array(assigneeSchema).describe('Who wrote since the version before.'),
  characters: z.number().int(),
});

/** How a text stood at pauses and before others began to write; newest first, the first is how it is now. Fewer the older they are. */
export const textVersionsSchema = z.object({ versions: z.array(textVersionHeadSchema) });

export type TextVersions = z.infer<typeof textVersionsSchema>;

/** What a text said, and what it says now. */
export const textVersionSchema = z.object({ seq: z.number().int(), content: z.string(), now: z.string() });

export type TextVersion = z.infer<typeof textVersionSchema>;
