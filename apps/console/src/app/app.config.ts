import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { provideBrowserGlobalErrorListeners, type ApplicationConfig } from '@angular/core';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
} from '@angular/router';

import { routes } from './app.routes';
import { sessionEnded } from './core/session/session-ended';
import { screenNotLoaded } from './core/shell/page-failure';
import { PageTitles } from './core/shell/page-titles';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withInterceptors([sessionEnded])),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withNavigationErrorHandler(screenNotLoaded),
    ),
    { provide: TitleStrategy, useExisting: PageTitles },
    { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
  ],
};
