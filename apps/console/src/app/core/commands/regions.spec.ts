import { TestBed } from '@angular/core/testing';

import { Regions } from './regions';

function setUp(html: string): Regions {
  document.body.innerHTML = html;
  return TestBed.inject(Regions);
}

const focused = () => document.activeElement?.id;

describe(Regions.name, () => {
  it('goes round through the regions, forwards and back', () => {
    const regions = setUp(`
      <nav data-region><a id="a" href="#">a</a></nav>
      <main data-region><button id="b">b</button><div id="list" tabindex="0" data-region-focus></div></main>
      <footer data-region id="foot">nothing to focus</footer>`);
    const visited: unknown[] = [];
    for (const step of [1, 1, 1, 1, -1, -1] as const) {
      regions.focusNext(step);
      visited.push(focused());
    }
    expect(visited).toEqual(['a', 'list', 'foot', 'a', 'foot', 'list']);
  });

  it('goes on from the region that the focus is in', () => {
    const regions = setUp(`
      <nav data-region><a id="a" href="#">a</a><a id="a2" href="#">a</a></nav>
      <main data-region><button id="b">b</button></main>`);
    document.getElementById('a2')?.focus();
    regions.focusNext(1);
    expect(focused()).toBe('b');
  });
});
