import { matchesWhole } from './matcher';
import { parsePattern } from './parser';

export { PatternTooComplicated } from './matcher';
export { PatternError } from './parser';

/** A compiled pattern. */
export interface JavaPattern {
    /** Whether a whole text matches. Throws PatternTooComplicated after a million looks at a character, as the platform does. */
    test(text: string): boolean;
}

/** A pattern of java.util.regex that answers as Pattern.matches does. Throws PatternError for one that does not compile. */
export const javaPattern = (pattern: string): JavaPattern => {
    const part = parsePattern(pattern);
    return { test: (text) => matchesWhole(part, text) };
};
