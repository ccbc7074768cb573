import { isTyping, keyCaps, keyOf } from './keys';

function event(key: string, init: KeyboardEventInit = {}): KeyboardEvent {
  return new KeyboardEvent('keydown', { key, ...init });
}

describe('the name of a key', () => {
  it.each([
    [event('j'), 'j'],
    [event('J', { shiftKey: true }), 'shift+j'],
    [event('J'), 'j'],
    [event('?', { shiftKey: true }), '?'],
    [event('k', { ctrlKey: true }), 'ctrl+k'],
    [event('k', { metaKey: true }), 'ctrl+k'],
    [event(' '), 'space'],
    [event('Enter'), 'enter'],
    [event('F6', { shiftKey: true }), 'shift+f6'],
  ])('is that of what was pressed', (pressed, name) => expect(keyOf(pressed)).toBe(name));

  it('is the sign alone when AltGr typed it', () => {
    expect(keyOf(event('\\', { ctrlKey: true, altKey: true, modifierAltGraph: true }))).toBe('\\');
  });
});

describe('typing', () => {
  it.each([
    '<input>',
    '<input type="password">',
    '<textarea></textarea>',
    '<select></select>',
    '<p contenteditable></p>',
  ])('is on in %s', (html) => {
    document.body.innerHTML = html;
    expect(isTyping(document.body.firstElementChild)).toBe(true);
  });

  it.each(['<input type="checkbox">', '<button></button>', '<div tabindex="0"></div>'])('is not on in %s', (html) => {
    document.body.innerHTML = html;
    expect(isTyping(document.body.firstElementChild)).toBe(false);
  });
});

describe('key caps', () => {
  it.each([
    ['ctrl+k', ['Ctrl', 'K']],
    ['g a', ['G', 'A']],
    ['g ,', ['G', ',']],
    ['arrowdown arrowup', ['↓', '↑']],
    ['.', ['.']],
  ])('of %s are drawn one by one', (keys, caps) => expect(keyCaps(keys)).toEqual(caps));
});
