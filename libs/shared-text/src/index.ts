export { SharedTexts, type TextPiece } from './shared-texts';
export { TextRefused } from './text-state';
export { TextVersions, type TextVersion } from './text-versions';
export { TextWords } from './text-words';
