import type { Call, FunctionDef, Typed, ValueType } from '../typed';
import { argument, expectCount, functionSubject, nullSafe, picklistMisuse, simple, wrongArgument, wrongType } from '../typed';
import { FormulaEvaluationError } from '../types';
import type { Value } from '../values';
import { DAY_MS, dayInZone, dayParts, daysOf, Numeric, parseDay, parseTime, timeOfDay, wholePart } from '../values';

const ofDay = (work: (days: number) => number): FunctionDef => simple(['Date'], 'Number', (days: number) => new Numeric(work(days)));

const ofTime = (unit: number, size: number): FunctionDef =>
    simple(['Time'], 'Number', (time: number) => new Numeric(Math.floor(time / unit) % size));

const date = (year: Numeric, month: Numeric, day: Numeric): number => {
    const [y, m, d] = [wholePart(year), wholePart(month), wholePart(day)];
    if (y < 1 || y > 9999) throw new FormulaEvaluationError('Year out of range in DATE() function');
    const days = daysOf(y, m, d);
    if (days === undefined) throw new FormulaEvaluationError('Month or Day out of range in DATE() function');
    return days;
};

/** An argument of one of these types, else "Incorrect argument type". */
const oneOf = (call: Call, types: readonly ValueType[]): Typed => {
    expectCount(call, 1);
    const [subject] = call.args;
    const misuse = picklistMisuse(subject);
    if (misuse) throw misuse;
    const text = subject.type === 'Id' && types.includes('Text');
    if (!types.includes(subject.type) && subject.type !== 'Null' && !text) throw wrongArgument(call, subject.at);
    return subject;
};

/** Of a DateTime it is the day in the user's time zone, so not deterministic; text is 'YYYY-MM-DD'. */
const dateValue: FunctionDef = (call) => {
    const subject = oneOf(call, ['DateTime', 'Text']);
    if (subject.type === 'DateTime') {
        call.findings.deterministic = false;
        return { type: 'Date', at: call.at, run: (env) => nullSafe([subject], env, (moment: number) => dayInZone(moment, env.timeZone)) };
    }
    return { type: 'Date', at: call.at, run: (env) => nullSafe([subject], env, readDay) };
};

const readDay = (text: string): number => {
    const days = parseDay(text);
    if (days === undefined) throw new FormulaEvaluationError('Invalid date in DATEVALUE() function');
    return days;
};

const dateTimeValue: FunctionDef = (call) => {
    const subject = oneOf(call, ['DateTime', 'Text', 'Date']);
    if (subject.type === 'DateTime') return { ...subject, field: undefined, at: call.at };
    const work = subject.type === 'Date' ? (days: number) => days * DAY_MS : readMoment;
    return { type: 'DateTime', at: call.at, run: (env) => nullSafe([subject], env, work as (value: never) => Value) };
};

/** 'YYYY-MM-DD HH:mm:ss' in UTC; what follows is not looked at. */
const readMoment = (text: string): number => {
    const time = /^\d{4}-[ \t]*\d+-[ \t]*\d+ [ \t]*(\d+):[ \t]*(\d+):[ \t]*(\d+)/.exec(text);
    const days = parseDay(text);
    const [hours, minutes, seconds] = time ? time.slice(1).map(Number) : [];
    if (days === undefined || !time || hours > 23 || minutes > 59 || seconds > 59) {
        throw new FormulaEvaluationError('Invalid date and time in DATETIMEVALUE() function');
    }
    return days * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000;
};

const timeValue: FunctionDef = (call) => {
    const subject = oneOf(call, ['DateTime', 'Text', 'Time']);
    if (subject.type === 'Time') return { ...subject, field: undefined, at: call.at };
    const work = subject.type === 'DateTime' ? (moment: number) => timeOfDay(moment) : readTime;
    return { type: 'Time', at: call.at, run: (env) => nullSafe([subject], env, work as (value: never) => Value) };
};

const readTime = (text: string): number => {
    const time = /Z$/.test(text) ? undefined : parseTime(text);
    if (time === undefined) throw new FormulaEvaluationError('Invalid time in TIMEVALUE() function');
    return time;
};

/** The moment of the save; today is the day it is for the running user. */
const clock =
    (type: 'Date' | 'DateTime' | 'Time', read: (now: number, timeZone: string) => number): FunctionDef =>
    (call) => {
        expectCount(call, 0);
        call.findings.deterministic = false;
        return { type, at: call.at, run: (env) => read(env.now.getTime(), env.timeZone) };
    };

/** The last day of a month stays a last day; any other day stays itself, or becomes the last of a shorter month. */
const monthsLater = (days: number, months: number): number => {
    const { year, month, day } = dayParts(days);
    const target = year * 12 + (month - 1) + months;
    const first = daysOf(Math.floor(target / 12), (target % 12) + 1, 1);
    if (first === undefined) throw new FormulaEvaluationError('Date out of range in ADDMONTHS() function');
    const length = monthLength(first);
    return first + (day === monthLength(days) ? length : Math.min(day, length)) - 1;
};

const monthLength = (days: number): number => {
    const { year, month } = dayParts(days);
    return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
};

const addMonths: FunctionDef = (call) => {
    expectCount(call, 2);
    const [subject, months] = call.args;
    const misuse = picklistMisuse(subject) ?? picklistMisuse(months);
    if (misuse) throw misuse;
    if (subject.type !== 'Date' && subject.type !== 'DateTime' && subject.type !== 'Null') throw wrongArgument(call, subject.at);
    if (months.type !== 'Number' && months.type !== 'Null') throw wrongArgument(call, months.at);
    const work = (moment: number, count: Numeric): number => {
        if (subject.type === 'Date') return monthsLater(moment, wholePart(count));
        return monthsLater(Math.floor(moment / DAY_MS), wholePart(count)) * DAY_MS + timeOfDay(moment);
    };
    return { type: subject.type, at: call.at, run: (env) => nullSafe([subject, months], env, work) };
};

/** Thursday of the week decides to which ISO year and week a day belongs. */
const isoWeek = (days: number): { year: number; week: number } => {
    const weekday = (dayParts(days).weekday + 6) % 7;
    const thursday = days - weekday + 3;
    const { year } = dayParts(thursday);
    return { year, week: Math.floor((thursday - daysOf(year, 1, 1)!) / 7) + 1 };
};

const isoPart =
    (part: 'year' | 'week'): FunctionDef =>
    (call) => {
        const subject = oneOf(call, ['Date', 'DateTime']);
        const days = (value: number): number => (subject.type === 'DateTime' ? Math.floor(value / DAY_MS) : value);
        return {
            type: 'Number',
            at: call.at,
            run: (env) => nullSafe([subject], env, (value: number) => new Numeric(isoWeek(days(value))[part]))
        };
    };

const unixTimestamp: FunctionDef = (call) => {
    const subject = oneOf(call, ['DateTime', 'Date', 'Time']);
    const seconds = (value: number): Numeric => new Numeric(Math.trunc((subject.type === 'Date' ? value * DAY_MS : value) / 1000));
    return { type: 'Number', at: call.at, run: (env) => nullSafe([subject], env, seconds) };
};

const two = (count: number): string => String(count).padStart(2, '0');

const duration = (seconds: number, withDays: boolean): string => {
    const rest = Math.abs(seconds);
    const clockPart = `${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
    const hours = Math.floor(rest / 3600);
    return withDays ? `${Math.floor(rest / 86_400)}:${two(hours % 24)}:${clockPart}` : `${two(hours)}:${clockPart}`;
};

const formatDuration: FunctionDef = (call) => {
    expectCount(call, 1, 2);
    const [first, second] = call.args;
    if (!second) {
        const amount = argument(call, 0, 'Number');
        return { type: 'Text', at: call.at, run: (env) => nullSafe([amount], env, (value: Numeric) => duration(wholePart(value), false)) };
    }
    const partner = ({ DateTime: 'DateTime', Time: 'Time', Number: 'Boolean', Null: 'Null' } as Partial<Record<ValueType, ValueType>>)[
        first.type
    ];
    if (!partner) throw wrongType(functionSubject('FORMATDURATION'), ['Number', 'Time', 'DateTime'], first);
    if (partner !== 'Null' && second.type !== partner && second.type !== 'Null')
        throw wrongType(functionSubject('FORMATDURATION'), [partner], second);
    return { type: 'Text', at: call.at, run: (env) => between(first, first.run(env), second.run(env)) };
};

const between = (first: Typed, start: Value, end: Value): string | null => {
    if (start === null) return null;
    if (first.type === 'Number') return duration(wholePart(start as Numeric), end === true);
    if (end === null) return null;
    return duration(Math.trunc(((end as number) - (start as number)) / 1000), first.type === 'DateTime');
};

/** Date and time functions of the platform's reference. */
export const dateFunctions: Readonly<Record<string, FunctionDef>> = {
    ADDMONTHS: addMonths,
    DATE: simple(['Number', 'Number', 'Number'], 'Date', date),
    DATETIMEVALUE: dateTimeValue,
    DATEVALUE: dateValue,
    DAY: ofDay((days) => dayParts(days).day),
    DAYOFYEAR: ofDay((days) => days - daysOf(dayParts(days).year, 1, 1)! + 1),
    FORMATDURATION: formatDuration,
    FROMUNIXTIME: simple(['Number'], 'DateTime', (seconds: Numeric) => wholePart(seconds.times(1000))),
    HOUR: ofTime(3_600_000, 24),
    ISOWEEK: isoPart('week'),
    ISOYEAR: isoPart('year'),
    MILLISECOND: ofTime(1, 1000),
    MINUTE: ofTime(60_000, 60),
    MONTH: ofDay((days) => dayParts(days).month),
    NOW: clock('DateTime', (now) => now),
    SECOND: ofTime(1000, 60),
    TIMENOW: clock('Time', (now) => timeOfDay(now)),
    TIMEVALUE: timeValue,
    TODAY: clock('Date', dayInZone),
    UNIXTIMESTAMP: unixTimestamp,
    WEEKDAY: ofDay((days) => dayParts(days).weekday + 1),
    YEAR: ofDay((days) => dayParts(days).year)
};
