/** The key as commands name it: `j`, `shift+a`, `ctrl+k`, `?`, `.`, `enter`, `space`. */
export function keyOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  // AltGr is how many keyboards type `\` and `[`; the browser reports it as Ctrl and Alt.
  if (event.getModifierState('AltGraph')) return key;
  const control = event.ctrlKey || event.metaKey ? 'ctrl+' : '';
  const alt = event.altKey ? 'alt+' : '';
  // Shift is part of a sign such as `?`, but an own key for letters and named keys.
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key)) ? 'shift+' : '';
  return `${control}${alt}${shift}${key}`;
}

/** True while a single key would be text for the element that has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** True while a menu is open and has the focus: its own keys win then. */
export function isInMenu(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="menu"]') !== null;
}

const SHOWN: Readonly<Record<string, string>> = {
  enter: '↵',
  space: 'Space',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  pagedown: 'PgDn',
  pageup: 'PgUp',
  home: 'Home',
  end: 'End',
  ctrl: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
};

/** The key caps to draw: `ctrl+k` is `Ctrl`, `K`. */
export function keyCaps(keys: string): string[] {
  return keys
    .split(' ')
    .flatMap((key) => (key.length === 1 ? [key] : key.split('+')))
    .map((key) => SHOWN[key] ?? key.toUpperCase());
}
