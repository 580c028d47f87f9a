import type { ForecastLine } from './forecast-line';
import type { Cents } from './money';

/** Less than this expected, without a deal or an open dollar, is dust: rows of cents that nobody reads. */
export const DUST: Cents = 1_00;

const isDust = ({ deals, open, expected, claimedExpected, low, high }: ForecastLine): boolean =>
    deals === 0 && open === 0 && [expected, claimedExpected, low, high].every((amount) => Math.abs(amount ?? 0) < DUST);

/**
 * The lines as they are written to files and kept in an org: the cents of a dust line are added to the line of the same
 * period that expects most, among those of its attribution and partner type first, then of its attribution, so that every
 * total stays exact. A period that holds nothing but dust keeps it.
 */
export function sweepDust(lines: readonly ForecastLine[]): readonly ForecastLine[] {
    const kept = new Map(lines.filter((line) => !isDust(line)).map((line) => [line, line]));
    const left: ForecastLine[] = [];
    for (const line of lines.filter(isDust)) {
        const target = bestFor(line, [...kept.keys()]);
        if (target) kept.set(target, addTo(kept.get(target)!, line));
        else left.push(line);
    }
    return lines.flatMap((line) => kept.get(line) ?? (left.includes(line) ? [line] : []));
}

function bestFor(dust: ForecastLine, lines: readonly ForecastLine[]): ForecastLine | undefined {
    const own = lines.filter(
        (line) =>
            line.periodType === dust.periodType &&
            line.periodFrom === dust.periodFrom &&
            line.attribution !== 'Pre-registration' &&
            line.expected !== undefined
    );
    const kin = own.filter(({ attribution }) => attribution === dust.attribution);
    const closest = kin.filter(({ partnerType }) => partnerType === dust.partnerType);
    const among = [closest, kin, own].find((some) => some.length > 0) ?? [];
    return among.reduce<ForecastLine | undefined>(
        (best, line) => (best === undefined || (line.expected ?? 0) > (best.expected ?? 0) ? line : best),
        undefined
    );
}

const addTo = (line: ForecastLine, dust: ForecastLine): ForecastLine => ({
    ...line,
    expected: sum(line.expected, dust.expected),
    claimedExpected: sum(line.claimedExpected, dust.claimedExpected),
    low: sum(line.low, dust.low),
    high: sum(line.high, dust.high)
});

const sum = (left: Cents | undefined, right: Cents | undefined): Cents | undefined =>
    left === undefined && right === undefined ? undefined : (left ?? 0) + (right ?? 0);
