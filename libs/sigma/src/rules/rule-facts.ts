import { LEVELS, type RuleFacts } from '@tocsin/event-model';
import { createHash } from 'node:crypto';
import { z } from 'zod';

import { RuleError } from './rule-error';

const texts = z.array(z.string().max(2_000)).max(200);
/** Sigma allows one text where it means a list of one. */
const textOrTexts = z
  .union([
    texts,
    z
      .string()
      .max(2_000)
      .transform((text) => [text]),
  ])
  .nullish();

/** What others call a rule by. */
const handle = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, 'it has control characters')
    .nullish()
    .transform((text) => text ?? undefined);

const headSchema = z.looseObject({
  title: z.string().trim().min(1).max(256),
  id: handle(128),
  name: handle(256),
  status: z.enum(['stable', 'test', 'experimental', 'deprecated', 'unsupported']).nullish(),
  description: z.string().max(65_535).nullish(),
  level: z
    .enum(LEVELS)
    .nullish()
    .transform((level) => level ?? 'medium'),
  tags: textOrTexts,
  author: textOrTexts,
  falsepositives: textOrTexts,
  references: textOrTexts,
  tocsin: z.strictObject({ group_by: z.array(z.string().min(1).max(256)).min(1).max(5).optional() }).optional(),
});
export type RuleHead = z.infer<typeof headSchema>;

/** The parts of a document that say what the rule is, not what it finds. */
export function readHead(data: unknown): RuleHead {
  const result = headSchema.safeParse(data);
  if (!result.success) throw headError(result.error.issues[0]!);
  if (result.data.status === 'unsupported')
    throw new RuleError('The rule calls itself unsupported.', 'Write it in current Sigma and change its status.', [
      'status',
    ]);
  return result.data;
}

/** A filter has a title, and may have an id. */
export function readFilterHead(data: unknown): Pick<RuleHead, 'id' | 'title'> {
  const result = headSchema.pick({ id: true, title: true }).safeParse(data);
  if (!result.success) throw headError(result.error.issues[0]!);
  return result.data;
}

/** @param meaning Everything the rule's meaning follows from: its own text, and that of rules it refers to. */
export function ruleFacts(head: RuleHead, meaning: readonly string[]): RuleFacts {
  return {
    id: ruleId(head),
    title: head.title,
    description: head.description?.trim() ?? '',
    hash: ruleHash(meaning),
    level: head.level,
    author: (head.author ?? []).join(', '),
    tags: head.tags ?? [],
    falsePositives: head.falsepositives ?? [],
    references: head.references ?? [],
  };
}

/** A rule without an id goes by its name, or else by its title. */
export function ruleId({ id, name, title }: Pick<RuleHead, 'id' | 'name' | 'title'>): string {
  return id ?? name ?? slug(title);
}

export function ruleHash(meaning: readonly string[]): string {
  return createHash('sha256').update(meaning.join('\0')).digest('hex');
}

function headError({ path, message }: z.core.$ZodIssue): RuleError {
  const place = path.filter((key) => typeof key !== 'symbol');
  const name = place.join('.') || 'The document';
  return new RuleError(`${name} is not as Sigma has it: ${message}.`, `Correct ${name}.`, place);
}

export function slug(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
}
