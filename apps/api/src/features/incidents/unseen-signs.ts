/** What is not drawn, or turns the text around it, as the console knows it; the ends of lines and tabs are no harm. */
const UNSEEN =
  /(?![\n\r\t])[\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\u034f/gu;

/** Text of others for a file: nothing in it is left unseen, and nothing turns its neighbours around. */
export function withSigns(text: string): string {
  return text.replaceAll(
    UNSEEN,
    (found) => `⟦U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`,
  );
}
