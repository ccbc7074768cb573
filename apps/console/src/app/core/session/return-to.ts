const HOME = '/';

/** An address inside the console, or home: a link to the login page must not send people to another site. */
export function safeReturn(address: string | null | undefined): string {
  if (!address?.startsWith('/') || /^\/[/\\]/.test(address) || /^\/(login|setup|join)\b/.test(address)) return HOME;
  // A browser drops tabs and newlines from an address, which would turn `/\t/host` into `//host`.
  return /\p{Cc}/u.test(address) ? HOME : address;
}

/** The address in a person's words, `undefined` when it has no name worth saying. */
export function describeReturn(address: string): string | undefined {
  const [path = ''] = address.split(/[?#]/);
  const alert = /^\/alerts\/(A-\d+)$/.exec(path);
  if (alert) return alert[1];
  if (path.startsWith('/alerts')) return 'Alerts';
  if (path.startsWith('/hunt')) return 'Hunt';
  if (path.startsWith('/entities')) return 'Entities';
  if (path.startsWith('/watchlists')) return 'Watchlists';
  if (path.startsWith('/settings')) return 'Settings';
  return undefined;
}
