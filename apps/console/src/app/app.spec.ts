import { provideRouter, Router, withNavigationErrorHandler } from '@angular/router';
import { TestBed } from '@angular/core/testing';

import { consoleBed, settle } from '../testing/console-bed';
import { App } from './app';
import { PageFailure, screenNotLoaded } from './core/shell/page-failure';

const BROKEN = { path: 'broken', loadComponent: () => Promise.reject(new TypeError('Failed to fetch module')) };

describe('the console', () => {
  it('says that a screen did not arrive, and offers to load the page again', async () => {
    consoleBed({ providers: [provideRouter([BROKEN], withNavigationErrorHandler(screenNotLoaded))] });
    const reload = vi.spyOn(TestBed.inject(PageFailure), 'reload').mockReturnValue();
    const root = TestBed.createComponent(App).nativeElement as HTMLElement;
    await TestBed.inject(Router)
      .navigateByUrl('/broken')
      .catch(() => false);
    await settle();
    expect(root.querySelector('[role=alert]')?.textContent).toContain('This screen did not load');
    root.querySelector<HTMLButtonElement>('[role=alert] button')?.click();
    expect(reload).toHaveBeenCalled();
  });
});
