import type { Call, FunctionDef, Typed } from '../typed';
import { argument, errorAt, expectCount, functionSubject, nullSafe, simple, withNulls, wrongType } from '../typed';
import { FormulaEvaluationError } from '../types';
import type { Place } from '../values';
import { Numeric, numeric, wholePart } from '../values';

/** Functions the platform works out in double precision. */
const inDoubles = (work: (value: number) => number): FunctionDef =>
    simple(['Number'], 'Number', (value: Numeric) => numeric(work(value.toNumber())));

const inDecimals = (work: (value: Numeric) => Numeric): FunctionDef => simple(['Number'], 'Number', work);

/**
 * Rounds at a decimal place as the platform does: where rounding leaves no digit at all the result is 0, so
 * ROUND(56, -2) is 0 and not 100.
 */
const rounded = (value: Numeric, places: Numeric, mode: 1 | 4): Numeric => {
    const scale = wholePart(places);
    const digits = (value.abs().lt(1) ? 1 : value.e + 1) + scale;
    if (digits <= 0) return new Numeric(0);
    return scale >= 0 ? value.toDecimalPlaces(Math.min(scale, 1000), mode) : value.toSignificantDigits(digits, mode);
};

const roundTo =
    (mode: 1 | 4): ((value: Numeric, places: Numeric) => Numeric) =>
    (value, places) =>
        rounded(value, places, mode);

const truncate: FunctionDef = (call) => {
    expectCount(call, 1, 2);
    const args = call.args.map((_, index) => argument(call, index, 'Number'));
    return {
        type: 'Number',
        at: call.at,
        run: (env) => nullSafe(args, env, (value: Numeric, places: Numeric = new Numeric(0)) => rounded(value, places, Numeric.ROUND_DOWN))
    };
};

/** Digits past the 33rd are noise of an inexact fraction: CEILING(1/3*3) is 1. */
const WITHOUT_NOISE = 33;

const whole = (noise: 4 | 5, mode: (value: Numeric) => 0 | 1 | 2 | 3): FunctionDef =>
    inDecimals((value) => value.toSignificantDigits(WITHOUT_NOISE, noise).toDecimalPlaces(0, mode(value)));

const remainder = (dividend: Numeric, divisor: Numeric): Numeric => {
    if (divisor.isZero()) throw new FormulaEvaluationError('Division by zero');
    return dividend.mod(divisor);
};

const extreme =
    (better: (order: number) => boolean): FunctionDef =>
    (call) => {
        expectCount(call, 1, 255);
        const args = call.args.map((_, index) => argument(call, index, 'Number'));
        const best = (...values: readonly Numeric[]): Numeric =>
            values.reduce((winner, value) => (better(value.cmp(winner)) ? value : winner));
        return { type: 'Number', at: call.at, run: (env) => nullSafe(args, env, best as (...values: never[]) => Numeric) };
    };

const EARTH_DIAMETER: ReadonlyMap<string, number> = new Map([
    ['mi', 2 * 3958.761],
    ['km', 2 * 6371.009]
]);

const distance: FunctionDef = (call) => {
    expectCount(call, 3);
    const [from, to] = [place(call, 0), place(call, 1)];
    const unit = argument(call, 2, 'Text');
    if (unit.literal !== undefined && !EARTH_DIAMETER.has(unit.literal)) {
        throw errorAt(
            `Incorrect parameter value for ${functionSubject('DISTANCE')}. Expected 'mi'/'km', received '${unit.literal}'`,
            unit.at
        );
    }
    const between = (one: Place, other: Place, name: string): Numeric => {
        const diameter = EARTH_DIAMETER.get(name);
        if (diameter === undefined) throw new FormulaEvaluationError(`Invalid unit for the distance() function: ${name}`);
        return numeric(diameter * Math.asin(Math.min(1, chord(one, other) / 2)));
    };
    return { type: 'Number', at: call.at, run: (env) => nullSafe([from, to, unit], env, between) };
};

const place = (call: Call, index: number): Typed => {
    const arg = call.args[index];
    if (arg.type !== 'Geolocation') throw wrongType(functionSubject(call.name), ['Geolocation'], arg);
    return arg;
};

/** A place has both coordinates, each in its range, or is null. */
const placeAt = (latitude: Numeric | null, longitude: Numeric | null): Place | null => {
    expectWithin('Latitude', latitude, 90);
    expectWithin('Longitude', longitude, 180);
    if (latitude === null && longitude === null) return null;
    if (latitude === null) throw new FormulaEvaluationError('Latitude can be null if and only if longitude is null');
    if (longitude === null) throw new FormulaEvaluationError('Longitude can be null if and only if latitude is null');
    return { latitude: latitude.toNumber(), longitude: longitude.toNumber() };
};

const expectWithin = (coordinate: string, degrees: Numeric | null, most: number): void => {
    if (degrees?.abs().gt(most)) throw new FormulaEvaluationError(`${coordinate} is out of range: ${degrees.toNumber()}`);
};

/** Straight line between two places on a sphere of radius 1. */
const chord = (one: Place, other: Place): number => {
    const [a, b] = [onSphere(one), onSphere(other)];
    return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

const onSphere = ({ latitude, longitude }: Place): readonly [number, number, number] => {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
};

/** Mathematical functions of the platform's reference. */
export const mathFunctions: Readonly<Record<string, FunctionDef>> = {
    ABS: inDecimals((value) => value.abs()),
    ACOS: inDoubles(Math.acos),
    ASIN: inDoubles(Math.asin),
    ATAN: inDoubles(Math.atan),
    ATAN2: simple(['Number', 'Number'], 'Number', (y: Numeric, x: Numeric) => numeric(Math.atan2(y.toNumber(), x.toNumber()))),
    COS: inDoubles(Math.cos),
    SIN: inDoubles(Math.sin),
    TAN: inDoubles(Math.tan),
    EXP: inDoubles(Math.exp),
    LN: inDoubles(Math.log),
    LOG: inDoubles((value) => Math.log(value) / Math.LN10),
    SQRT: inDoubles(Math.sqrt),
    PI: simple([], 'Number', () => numeric(Math.PI)),
    CEILING: whole(Numeric.ROUND_HALF_DOWN, () => Numeric.ROUND_UP),
    FLOOR: whole(Numeric.ROUND_HALF_UP, () => Numeric.ROUND_DOWN),
    MCEILING: whole(Numeric.ROUND_HALF_DOWN, () => Numeric.ROUND_CEIL),
    MFLOOR: whole(Numeric.ROUND_HALF_UP, () => Numeric.ROUND_FLOOR),
    MAX: extreme((order) => order > 0),
    MIN: extreme((order) => order < 0),
    MOD: simple(['Number', 'Number'], 'Number', remainder),
    ROUND: simple(['Number', 'Number'], 'Number', roundTo(Numeric.ROUND_HALF_UP)),
    TRUNC: truncate,
    GEOLOCATION: withNulls(['Number', 'Number'], 'Geolocation', placeAt),
    DISTANCE: distance
};
