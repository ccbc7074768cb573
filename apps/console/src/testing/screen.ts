/** Finds elements as people do: by role and by name. */
const ROLES = {
  alert: '[role="alert"]',
  button: 'button',
  checkbox: 'input[type="checkbox"]',
  combobox: '[role="combobox"], select',
  dialog: '[role="dialog"], dialog',
  grid: '[role="grid"]',
  treegrid: '[role="treegrid"]',
  heading: 'h1, h2, h3, h4',
  link: 'a[href]',
  option: '[role="option"]',
  radio: 'input[type="radio"]',
  region: 'section[aria-label], [role="region"]',
  row: '[role="row"], tr',
  separator: '[role="separator"]',
  status: '[role="status"]',
  tab: '[role="tab"]',
  tabpanel: '[role="tabpanel"]',
  textbox: 'input:not([type]), input[type="text"], input[type="password"], textarea',
};

type Role = keyof typeof ROLES;

/** Every element of that role whose name holds the words. */
export function allByRole(root: ParentNode, role: Role, name = ''): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(ROLES[role])].filter((element) => nameOf(element).includes(name));
}

/** The one element of that role and name. */
export function byRole(root: ParentNode, role: Role, name = ''): HTMLElement {
  const found = allByRole(root, role, name);
  if (found.length === 1 && found[0]) return found[0];
  throw new Error(`${found.length} elements are a ${role} named “${name}” in: ${textOf(root)}`);
}

/** Text as a person reads it, blanks folded. */
export function textOf(root: ParentNode): string {
  return ((root as HTMLElement).textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** What stands in the cells of a row of a table. */
export function cellsOf(row: HTMLElement): string[] {
  return [...row.querySelectorAll('td')].map(textOf);
}

/** Types into a box as a person would, all at once. */
export function type(box: HTMLElement, text: string): void {
  (box as HTMLInputElement).value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Chooses in a list as a person would. */
export function choose(list: HTMLElement, value: string): void {
  (list as HTMLSelectElement).value = value;
  list.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Presses a key where the focus is. */
export function press(key: string, init: KeyboardEventInit = {}): void {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
}

function nameOf(element: HTMLElement): string {
  const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent;
  return (label ?? textOf(element)).replace(/\s+/g, ' ').trim();
}
