import { z } from 'zod';

import { givenTimeSchema, lineSchema } from './primitives';

const line = (maxLength: number) => lineSchema(maxLength).optional();
const reference = line(400).describe('Ticket or address where more is told.');

/** Traffic Light Protocol, 1 and 2. */
export const TLP_MARKINGS = ['clear', 'white', 'green', 'amber', 'amber+strict', 'red'] as const;

const watchlistFactsSchema = z.strictObject({
  reason: lineSchema(400).describe('Why it is worth a second look; shown with every hit.'),
  reference,
});

const vipFactsSchema = z.strictObject({
  name: lineSchema(200).describe('Name of the person.'),
  role: line(200).describe('What they are; added to the roles of the account.'),
  contact: line(200).describe('How to reach them.'),
  reference,
});

const threatIndicatorFactsSchema = z.strictObject({
  id: line(200).describe('Identifier at its source.'),
  type: line(64).describe('ipv4-addr, domain-name, url, …'),
  description: line(1_000),
  reference,
  provider: line(200).describe('Who gave it.'),
  confidence: z.coerce.number().min(0).max(100).optional(),
  tlp: z
    .string()
    .trim()
    .toLowerCase()
    .transform((text) => text.replace(/^tlp:/, ''))
    .pipe(z.enum(TLP_MARKINGS))
    .optional(),
  firstSeen: givenTimeSchema.optional(),
  lastSeen: givenTimeSchema.optional(),
  modifiedAt: givenTimeSchema.optional(),
});

const assetFactsSchema = z.strictObject({
  name: line(200).describe('What the machine or network is called.'),
  owner: line(200).describe('Who answers for it.'),
  criticality: line(64).describe('How much depends on it.'),
  risk: line(64).describe('Its risk, in a word.'),
  riskScore: z.coerce.number().min(0).max(100).optional(),
  reference,
});

const identityFactsSchema = z.strictObject({
  person: lineSchema(200).describe('The same for all accounts of a person: a staff number, say.'),
  name: line(200),
  account: line(200).describe('The account under which what the others did shall be found, too.'),
  reference,
});

const blockFactsSchema = z.strictObject({
  reason: lineSchema(400).describe('Why it is blocked.'),
  reference: lineSchema(400).describe('Ticket or address where more is told.'),
});

const allowFactsSchema = z.strictObject({
  reason: lineSchema(400).describe('Why it must never be blocked.'),
  reference,
});

/** What can be said of an entry, by kind of list. */
export const LIST_FACTS = {
  watchlist: watchlistFactsSchema,
  vip: vipFactsSchema,
  threat_indicator: threatIndicatorFactsSchema,
  asset: assetFactsSchema,
  identity: identityFactsSchema,
  block: blockFactsSchema,
  allow: allowFactsSchema,
} as const;

export type ThreatIndicatorFacts = z.infer<typeof threatIndicatorFactsSchema>;

export const listKindSchema = z.enum(['watchlist', 'vip', 'threat_indicator', 'asset', 'identity', 'block', 'allow']);

export type ListKind = z.infer<typeof listKindSchema>;
