/** What the codes of a failed logon mean, as Windows and Kerberos number them. */
const REASONS: Readonly<Record<string, string>> = {
  '0x6': 'the account does not exist',
  '0x7': 'the service is not known',
  '0xc': 'the policy does not allow it',
  '0x12': 'the account is disabled, expired or locked out',
  '0x17': 'the password has expired',
  '0x18': 'the password is wrong',
  '0x1f': 'the integrity check failed',
  '0x20': 'the ticket has expired',
  '0x25': 'the clocks differ too much',
  '0xc000005e': 'no logon server is available',
  '0xc0000064': 'the account does not exist',
  '0xc000006a': 'the password is wrong',
  '0xc000006d': 'the name or the password is wrong',
  '0xc000006e': 'the account is restricted',
  '0xc000006f': 'the account may not log on at this hour',
  '0xc0000070': 'the account may not log on from this computer',
  '0xc0000071': 'the password has expired',
  '0xc0000072': 'the account is disabled',
  '0xc00000dc': 'the server is in the wrong state',
  '0xc0000133': 'the clocks differ too much',
  '0xc000015b': 'the account may not log on in this way',
  '0xc000018c': 'the trust between the domains failed',
  '0xc0000192': 'the logon service is not running',
  '0xc0000193': 'the account has expired',
  '0xc0000224': 'the password must be changed first',
  '0xc0000234': 'the account is locked out',
  '0xc00002ee': 'an error occurred during the logon',
  '0xc0000371': 'the account has no secret stored here',
  '0xc0000380': 'the card has another PIN',
  '0xc0000413': 'the authentication firewall does not allow it',
};

/** `0xc000006a` of `0xC000006A` or `0x00000018`; `undefined` when the value is no code. */
export function codeOf(value: unknown): string | undefined {
  const [, digits] = typeof value === 'string' ? (/^0x0*([\da-f]{1,8})$/i.exec(value.trim()) ?? []) : [];
  return digits === undefined ? undefined : `0x${digits.toLowerCase()}`;
}

export function reasonOf(code: string): string | undefined {
  return Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
}
