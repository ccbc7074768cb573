import type { ListKind, Permission } from '@tocsin/api-contract';

/** Something that can be said of an entry. */
export interface FactField {
  readonly name: string;
  readonly label: string;
  readonly isRequired: boolean;
}

export interface KindWords {
  readonly label: string;
  /** What its entries do. */
  readonly does: string;
  /** What a value may be. */
  readonly value: string;
  /** What is asked for by hand; imports may say more. The first one stands in the table. */
  readonly facts: readonly [FactField, ...FactField[]];
}

const fact = (name: string, label: string, isRequired = false): FactField => ({ name, label, isRequired });

export const LIST_KINDS: Readonly<Record<ListKind, KindWords>> = {
  watchlist: {
    label: 'Watch',
    does: 'tags events and raises alerts',
    value: 'Address, network, name, user or hash',
    facts: [fact('reason', 'Reason', true), fact('reference', 'Reference')],
  },
  vip: {
    label: 'Key staff',
    does: 'marks what key people do',
    value: 'User name',
    facts: [fact('name', 'Name of the person', true), fact('role', 'Role'), fact('contact', 'Contact')],
  },
  threat_indicator: {
    label: 'Threat feeds',
    does: 'tags events with what a feed knows',
    value: 'Address, network, name, URL or hash',
    facts: [fact('description', 'Description'), fact('provider', 'Who gave it')],
  },
  asset: {
    label: 'Assets',
    does: 'says whose a machine is and how much depends on it',
    value: 'Host name, address or network',
    facts: [fact('name', 'What it is called'), fact('owner', 'Owner'), fact('criticality', 'Criticality')],
  },
  identity: {
    label: 'Identities',
    does: 'says which accounts are one person’s',
    value: 'Account',
    facts: [fact('person', 'Person, by staff number', true), fact('name', 'Name')],
  },
  block: {
    label: 'Block',
    does: 'is served to firewalls and proxies',
    value: 'Address, network or full name',
    facts: [fact('reason', 'Reason', true), fact('reference', 'Reference', true)],
  },
  allow: {
    label: 'Allow',
    does: 'is never served to block, whatever a block list says',
    value: 'Address, network or name',
    facts: [fact('reason', 'Reason', true), fact('reference', 'Reference')],
  },
};

/** What changing a list of this kind asks for. */
export function permissionFor(kind: ListKind): Permission {
  return kind === 'block' || kind === 'allow' ? 'block.manage' : 'watchlist.manage';
}
