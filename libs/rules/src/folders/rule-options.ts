import { shippedRulesFolder } from '@tocsin/sigma';
import { z } from 'zod';

/** The set of the rules that come with the product. */
const STOCK = 'tocsin';

/** Where rules come from. */
export const ruleOptionsSchema = z.strictObject({
  stock: z.boolean().default(true).describe('Whether the rules that come with Tocsin are loaded, as the set "tocsin".'),
  folders: z
    .record(
      z
        .string()
        .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be small letters, digits, "_" and "-"')
        .refine((name) => name !== STOCK, `must not be ${STOCK}, which is the stock`),
      z.string().min(1),
    )
    .default({})
    .describe(
      'Folders of Sigma rules, checkouts of git among them, by the name of the set: {sigmahq: /srv/sigma/rules}. Of two rules with one id, that of the earlier set counts; the stock is the first.',
    ),
  refreshSeconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(30)
    .describe('Seconds between looks for changed files in the folders.'),
});
export type RuleOptions = z.infer<typeof ruleOptionsSchema>;

/** A folder of rules by the name of its set. */
export interface RuleFolder {
  readonly name: string;
  readonly path: string;
}

/** The folders in their order. */
export function ruleFolders({ stock, folders }: Pick<RuleOptions, 'stock' | 'folders'>): RuleFolder[] {
  const given = Object.entries(folders).map(([name, path]) => ({ name, path }));
  return stock ? [{ name: STOCK, path: shippedRulesFolder() }, ...given] : given;
}
