/** What screens are called where it is said that somebody is there. */
const SCREENS: Readonly<Record<string, string>> = {
  home: 'Home',
  alerts: 'Alerts',
  incidents: 'Incidents',
  hunt: 'Hunt',
  tail: 'Live tail',
  entities: 'Entities',
  watchlists: 'Watchlists',
  rules: 'Rules',
  flow: 'Sources & flow',
  parked: 'Parked events',
  settings: 'Settings',
};

/** The alert or incident an address shows, or its screen; undefined for what is no screen. */
export function placeOf(url: string): string | undefined {
  const address = new URL(url, 'https://console.invalid');
  const [, first = '', second = ''] = address.pathname.split('/');
  const open = address.searchParams.get('open') ?? '';
  const number = [second, open].find((one) => /^(A-\d{1,15}|INC-\d{4}-\d{4,9})$/.test(one));
  return number ?? (Object.hasOwn(SCREENS, first) ? first : undefined);
}

/** Where somebody is, and the address of it. */
export function placeWords(place: string | null): { readonly words: string; readonly path: string | undefined } {
  if (place === null) return { words: 'on shift', path: undefined };
  if (place.startsWith('INC-')) return { words: place, path: `/incidents/${place}` };
  if (place.startsWith('A-')) return { words: place, path: `/alerts/${place}` };
  if (!Object.hasOwn(SCREENS, place)) return { words: 'on shift', path: undefined };
  return { words: SCREENS[place] ?? '', path: `/${place}` };
}
