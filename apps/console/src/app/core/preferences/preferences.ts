import { computed, DOCUMENT, effect, inject, Service, signal } from '@angular/core';

export type Theme = 'system' | 'dark' | 'light';
export type Density = 'compact' | 'regular' | 'comfortable';
export type Zone = 'utc' | 'local';

/** What a person has set up in this browser. Never anything that must survive the browser. */
export interface Settings {
  readonly theme: Theme;
  readonly density: Density;
  readonly zone: Zone;
  readonly navigation: 'wide' | 'narrow';
  /** Width of the preview pane in CSS pixels. */
  readonly previewWidth: number;
  readonly preview: 'shown' | 'hidden';
  /** How the list of alerts is grouped where its address does not say. */
  readonly alertGrouping: string;
  readonly alertFacets: 'shown' | 'hidden';
  /** Single keys can be switched off (WCAG 2.1.4); keys with Ctrl still work then. */
  readonly singleKeys: 'on' | 'off';
}

/** Also read by `public/appearance.js`, before the first paint. */
const STORAGE_KEY = 'tocsin.preferences';

const DEFAULTS: Settings = {
  theme: 'system',
  density: 'regular',
  zone: 'utc',
  navigation: 'wide',
  previewWidth: 476,
  preview: 'shown',
  alertGrouping: 'none',
  alertFacets: 'hidden',
  singleKeys: 'on',
};

/** Keeps the {@link Settings} in the browser and puts theme and density on the document. */
@Service()
export class Preferences {
  private readonly document = inject(DOCUMENT);
  private readonly window = this.document.defaultView;
  private readonly lightQuery = this.window?.matchMedia('(prefers-color-scheme: light)');
  private readonly systemIsLight = signal(this.lightQuery?.matches ?? false);
  private readonly chosen = signal<Settings>({ ...DEFAULTS, ...this.read() });

  readonly settings = this.chosen.asReadonly();
  readonly zone = computed(() => this.chosen().zone);
  readonly density = computed(() => this.chosen().density);
  /** The theme on the screen, `system` resolved. */
  readonly theme = computed(() => {
    const { theme } = this.chosen();
    if (theme !== 'system') return theme;
    return this.systemIsLight() ? 'light' : 'dark';
  });

  constructor() {
    this.lightQuery?.addEventListener('change', (event) => this.systemIsLight.set(event.matches));
    effect(() => {
      const root = this.document.documentElement;
      root.dataset['theme'] = this.theme();
      root.dataset['density'] = this.density();
    });
  }

  set(change: Partial<Settings>): void {
    this.chosen.update((settings) => ({ ...settings, ...change }));
    try {
      this.window?.localStorage.setItem(STORAGE_KEY, JSON.stringify(this.chosen()));
    } catch {
      // A browser that refuses to keep anything: the choice holds until the page is left.
    }
  }

  private read(): Partial<Settings> {
    try {
      const kept: unknown = JSON.parse(this.window?.localStorage.getItem(STORAGE_KEY) ?? '{}');
      return typeof kept === 'object' && kept !== null ? known(kept as Record<string, unknown>) : {};
    } catch {
      return {};
    }
  }
}

/** The entries of the right kind; whatever an older or newer console left behind is not taken over. */
function known(kept: Record<string, unknown>): Partial<Settings> {
  const names = Object.keys(DEFAULTS) as (keyof Settings)[];
  return Object.fromEntries(
    names.filter((name) => typeof kept[name] === typeof DEFAULTS[name]).map((n) => [n, kept[n]]),
  );
}
