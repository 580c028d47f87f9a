/** Matching took more steps than the platform allows. */
export class PatternTooComplicated extends Error {}

/** Characters the platform lets a pattern look at, counting each look. */
const MOST_STEPS = 1_000_000;

/** One match of one text. */
export interface Run {
    readonly text: string;
    steps: number;
    /** Start and end of each group that took part so far. */
    readonly groups: (readonly [start: number, end: number] | undefined)[];
}

type Next = (at: number) => boolean;
type Matcher = (run: Run, at: number, next: Next) => boolean;

/** Whether a code point belongs to a class. */
export type CodeTest = (code: number) => boolean;

/** A part of a pattern. Next is what has to match behind it; it may be tried at several places. */
export interface Part {
    readonly match: Matcher;
    /** Characters it can take at most; Infinity when there is no limit. */
    readonly longest: number;
    /** Set for a part that always takes exactly one code point. */
    readonly test?: CodeTest;
}

const step = (run: Run): void => {
    run.steps += 1;
    if (run.steps > MOST_STEPS) throw new PatternTooComplicated();
};

/** Width of the code point at a place when it passes the test, else 0. */
const widthAt = (run: Run, at: number, test: CodeTest): number => {
    step(run);
    const code = run.text.codePointAt(at);
    if (code === undefined || !test(code)) return 0;
    return code > 0xffff ? 2 : 1;
};

export const EMPTY: Part = { match: (_, at, next) => next(at), longest: 0 };

export const codePoint = (test: CodeTest): Part => ({
    test,
    longest: 2,
    match: (run, at, next) => {
        const width = widthAt(run, at, test);
        return width > 0 && next(at + width);
    }
});

/** A place, such as ^ or \b. */
export const anchor = (holds: (text: string, at: number) => boolean): Part => ({
    longest: 0,
    match: (run, at, next) => {
        step(run);
        return holds(run.text, at) && next(at);
    }
});

export const sequence = (parts: readonly Part[]): Part => {
    if (parts.length === 1) return parts[0];
    const longest = parts.reduce((sum, part) => sum + part.longest, 0);
    const match = parts.reduceRight<Matcher>(
        (rest, part) => (run, at, next) => part.match(run, at, (then) => rest(run, then, next)),
        EMPTY.match
    );
    return { match, longest };
};

export const alternation = (parts: readonly Part[]): Part => {
    if (parts.length === 1) return parts[0];
    return {
        longest: Math.max(...parts.map((part) => part.longest)),
        match: (run, at, next) => parts.some((part) => part.match(run, at, next))
    };
};

export const capture = (index: number, part: Part): Part => ({
    longest: part.longest,
    match: (run, at, next) => {
        const before = run.groups[index];
        const closed = (then: number): boolean => {
            const inner = run.groups[index];
            run.groups[index] = [at, then];
            if (next(then)) return true;
            run.groups[index] = inner;
            return false;
        };
        if (part.match(run, at, closed)) return true;
        run.groups[index] = before;
        return false;
    }
});

/** What a group took, once more; a group that took no part matches nothing. */
export const backReference = (index: number, fold: (text: string) => string): Part => ({
    longest: Number.POSITIVE_INFINITY,
    match: (run, at, next) => {
        step(run);
        const group = run.groups[index];
        if (!group) return false;
        const taken = run.text.slice(...group);
        return fold(run.text.slice(at, at + taken.length)) === fold(taken) && next(at + taken.length);
    }
});

/** Takes its first match and never another. */
export const atomic = (part: Part): Part => ({
    longest: part.longest,
    match: (run, at, next) => {
        let end = -1;
        const found = part.match(run, at, (then) => {
            end = then;
            return true;
        });
        return found && next(end);
    }
});

export const lookAhead = (part: Part, wanted: boolean): Part => ({
    longest: 0,
    match: (run, at, next) => part.match(run, at, () => true) === wanted && next(at)
});

export const lookBehind = (part: Part, wanted: boolean): Part => ({
    longest: 0,
    match: (run, at, next) => {
        let found = false;
        for (let start = at; !found && start >= Math.max(0, at - part.longest); start -= 1) {
            found = part.match(run, start, (then) => then === at);
        }
        return found === wanted && next(at);
    }
});

export type Greed = 'greedy' | 'lazy' | 'possessive';

/** Between least and most of a part. */
export const repeat = (part: Part, least: number, most: number, greed: Greed): Part => {
    const longest = most === 0 || part.longest === 0 ? 0 : part.longest * most;
    if (part.test) return { longest, match: repeatCodes(part.test, least, most, greed) };
    const match = repeatParts(part, least, most, greed === 'lazy');
    return greed === 'possessive' ? atomic({ longest, match }) : { longest, match };
};

/** Without recursion, so that ".*" reads a long text. */
const repeatCodes = (test: CodeTest, least: number, most: number, greed: Greed): Matcher => {
    return (run, at, next) => {
        const ends = [at];
        const more = (): boolean => {
            const last = ends[ends.length - 1];
            const width = ends.length <= most ? widthAt(run, last, test) : 0;
            if (width > 0) ends.push(last + width);
            return width > 0;
        };
        if (greed === 'lazy') {
            while (ends.length <= least) if (!more()) return false;
            do if (next(ends[ends.length - 1])) return true;
            while (more());
            return false;
        }
        while (more());
        if (ends.length <= least) return false;
        if (greed === 'possessive') return next(ends[ends.length - 1]);
        while (ends.length > least) {
            if (next(ends.pop()!)) return true;
            step(run);
        }
        return false;
    };
};

const repeatParts = (part: Part, least: number, most: number, lazy: boolean): Matcher => {
    const from = (run: Run, at: number, count: number, next: Next): boolean => {
        step(run);
        const more = (): boolean =>
            count < most && part.match(run, at, (then) => (then > at || count < least) && from(run, then, count + 1, next));
        const enough = (): boolean => count >= least && next(at);
        return lazy ? enough() || more() : more() || enough();
    };
    return (run, at, next) => from(run, at, 0, next);
};

/** Whether a part takes a text from its first to its last character. Throws PatternTooComplicated. */
export const matchesWhole = (part: Part, text: string): boolean => {
    try {
        return part.match({ text, steps: 0, groups: [] }, 0, (at) => at === text.length);
    } catch (error) {
        // A pattern that nests its way through the stack is as much too complicated as one that takes too long.
        if (error instanceof RangeError) throw new PatternTooComplicated();
        throw error;
    }
};
