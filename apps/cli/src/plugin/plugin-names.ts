import { CommandFailure, EXIT } from '../exit-codes';

export const PLUGIN_KINDS = ['normalizer', 'enricher', 'unwrapper', 'tap'] as const;
export type PluginKind = (typeof PLUGIN_KINDS)[number];

/** Everything that is named after a plug-in. */
export interface PluginNames {
  readonly kind: PluginKind;
  /** `acme_firewall` */
  readonly type: string;
  /** `acme-firewall` */
  readonly file: string;
  /** `AcmeFirewall` */
  readonly base: string;
  /** `acmeFirewall` */
  readonly variable: string;
}

const TYPE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
const LONGEST = 40;

/** @throws {CommandFailure} for a name that could not stand in configuration and code. */
export function pluginNames(kind: string, type: string): PluginNames {
  const known = PLUGIN_KINDS.find((one) => one === kind);
  if (known === undefined)
    throw new CommandFailure(`there is no kind of plug-in "${kind}"; there are ${PLUGIN_KINDS.join(', ')}`, EXIT.usage);
  if (!TYPE.test(type) || type.length > LONGEST)
    throw new CommandFailure(
      `"${type}" cannot be the type of a plug-in: use lower_snake_case, ${LONGEST} characters at most, as in acme_firewall`,
      EXIT.usage,
    );
  const words = type.split('_');
  const base = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return { kind: known, type, file: words.join('-'), base, variable: base.charAt(0).toLowerCase() + base.slice(1) };
}
