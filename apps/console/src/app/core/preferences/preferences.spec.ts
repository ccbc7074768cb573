import { TestBed } from '@angular/core/testing';

import { Preferences } from './preferences';

describe(Preferences.name, () => {
  it('puts theme and density on the document', () => {
    const preferences = TestBed.inject(Preferences);
    preferences.set({ theme: 'light', density: 'compact' });
    TestBed.tick();
    expect(document.documentElement.dataset).toMatchObject({ theme: 'light', density: 'compact' });
  });

  it('follows the system until somebody chooses', () => {
    expect(TestBed.inject(Preferences).theme()).toBe('dark');
  });

  it('remembers what was chosen', () => {
    TestBed.inject(Preferences).set({ zone: 'local', previewWidth: 500 });
    TestBed.resetTestingModule();
    expect(TestBed.inject(Preferences).settings()).toMatchObject({ zone: 'local', previewWidth: 500 });
  });

  it.each(['not json', '[]', '"text"', 'null', '{"previewWidth":"wide","unknown":1}'])(
    'starts with the defaults when %s was kept',
    (kept) => {
      localStorage.setItem('tocsin.preferences', kept);
      const settings = TestBed.inject(Preferences).settings();
      expect(settings.previewWidth).toBe(476);
      expect(settings).not.toHaveProperty('unknown');
    },
  );
});
