/** A text literal of a formula, with what would end it early escaped. */
export const formulaText = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
