/** What every browser has and jsdom does not: layout is not computed there, so the parts that ask for it get one answer. */
const HEIGHT = 640;

// A whole screen with its chunks takes a busy machine a while; no test waits for time to pass.
vi.setConfig({ testTimeout: 30_000 });

Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => HEIGHT });
Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 1000 });
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.scrollTo = function (this: Element, options?: ScrollToOptions | number) {
  if (typeof options === 'object') this.scrollTop = options.top ?? this.scrollTop;
};
Object.defineProperty(HTMLElement.prototype, 'isContentEditable', {
  configurable: true,
  get(this: HTMLElement) {
    return this.closest('[contenteditable]:not([contenteditable="false"])') !== null;
  },
});
Element.prototype.checkVisibility = () => true;
/** Nothing is ever in sight, unless a test says so. */
window.IntersectionObserver = class {
  observe = () => undefined;
  disconnect = () => undefined;
} as unknown as typeof IntersectionObserver;
window.matchMedia = (media: string) =>
  Object.assign(new EventTarget(), {
    media,
    matches: media.includes('width'),
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

// Spec files share one document: each test leaves it as it found it.
afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});
