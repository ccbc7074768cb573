/** An address as the router's links take it. */
export interface MatterLink {
  readonly commands: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

/** Takes the address of a screen apart. What is no address of this console leads home. */
export function linkOf(path: string): MatterLink {
  if (!/^\/[a-z]/.test(path)) return { commands: ['/home'], query: {} };
  const { pathname, searchParams } = new URL(path, 'https://console.invalid');
  const [, ...parts] = pathname.split('/').map(decodeURIComponent);
  const [first = '', ...rest] = parts;
  return { commands: [`/${first}`, ...rest], query: Object.fromEntries(searchParams) };
}
