export { SharedTexts, type TextPiece } from './shared-texts';
export { TextRefused } from './text-state';
