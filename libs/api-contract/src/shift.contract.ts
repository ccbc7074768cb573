import { z } from 'zod';

import { timeSchema } from './primitives';

/** Screens where somebody can be, and what may be open there: an alert or an incident by its number. */
export const SHIFT_PLACES = [
  'home',
  'alerts',
  'incidents',
  'hunt',
  'tail',
  'entities',
  'watchlists',
  'rules',
  'flow',
  'parked',
  'settings',
] as const;

export const shiftPlaceSchema = z.union([
  z.enum(SHIFT_PLACES),
  z.string().regex(/^(A-\d{1,15}|INC-\d{4}-\d{4,9})$/, 'is no place'),
]);

/** Where whoever is on shift is, said when it changes and every minute: who says nothing is away. */
export const hereOnShiftSchema = z.object({ place: shiftPlaceSchema });

export type HereOnShift = z.infer<typeof hereOnShiftSchema>;

/** Who is on shift, longest first. */
export const onShiftSchema = z.object({
  people: z.array(
    z.object({
      id: z.uuid(),
      displayName: z.string(),
      since: timeSchema,
      place: shiftPlaceSchema.nullable().describe('Null: not known, or not for whoever asks.'),
      seenAt: timeSchema.describe('When they last said where they are.'),
    }),
  ),
});

export type OnShift = z.infer<typeof onShiftSchema>;

const periodSchema = z.object({
  from: timeSchema,
  to: timeSchema,
  noteId: z.string().describe('The shared text that is handed over at its end.'),
});

/** The shift that is now and the one before it. */
export const shiftSchema = onShiftSchema.extend({ current: periodSchema, previous: periodSchema });

export type Shift = z.infer<typeof shiftSchema>;
