import { z } from 'zod';

/** Which text: `incident/INC-2026-0042/notes`, or `shift/20261128T0600Z/note`. */
export const textIdSchema = z
  .string()
  .regex(/^(incident\/INC-\d{4}-\d{4,9}\/notes|shift\/\d{8}T\d{4}Z\/note)$/, 'is no text of ours');

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

/** That somebody has a text before them, and whether they write; to be said again every ten seconds. */
export const hereAtTextSchema = z.object({ id: textIdSchema, isWriting: z.boolean() });

export type HereAtText = z.infer<typeof hereAtTextSchema>;

/** A change that somebody made. */
export const textNewsSchema = z.object({ id: textIdSchema, update: bytesSchema });

export type TextNews = z.infer<typeof textNewsSchema>;

/** Who has a text before them. */
export const textPeopleSchema = z.object({
  id: textIdSchema,
  people: z.array(z.object({ id: z.uuid(), displayName: z.string(), isWriting: z.boolean() })),
});

export type TextPeople = z.infer<typeof textPeopleSchema>;
