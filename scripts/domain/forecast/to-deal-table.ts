import { dayOfMoment, type Day } from './calendar-day';
import { DIRECT, type Deal } from './deal';
import { ANY_ORDER, ATTRIBUTIONS, NO_DAY, type DealTable } from './deal-table';
import { isPreRegistrationSignal, partnerTypeOn, registeredOn } from './partner-type';
import { inOrder } from './stage-history';

/**
 * Deals as columns, in the order of their ids. What a deal has proven is known for `today` only: its evidence of now is a
 * proof row of today. `today` must not lie before anything that the deals hold.
 */
export function toDealTable(deals: readonly Deal[], today: Day): DealTable {
    const ordered = [...deals].sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
    const stageNames = new Names();
    const partnerTypes = new Names([DIRECT]);
    const history = new Rows<readonly [day: Day, stage: number, amount: number, closeOn: Day]>();
    const partners = new Rows<readonly [day: Day, type: number, attribution: number]>();
    const proof = new Rows<readonly [day: Day, order: number]>();
    for (const deal of ordered) {
        history.add(historyOf(deal, stageNames));
        partners.add(partnersOf(deal, partnerTypes));
        proof.add(deal.earnedOrder === undefined || deal.earnedOrder < 0 ? [] : [[today, Math.min(deal.earnedOrder, ANY_ORDER)]]);
    }
    const column = (index: 0 | 1 | 2 | 3) => history.rows.map((row) => row[index]);
    return {
        size: ordered.length,
        ids: ordered.map(({ id }) => id),
        createdOn: Int32Array.from(ordered, (deal) => deal.createdOn),
        stage: Uint16Array.from(ordered, (deal) => stageNames.indexOf(deal.stageName)),
        amount: Float64Array.from(ordered, (deal) => deal.amount ?? NaN),
        closeOn: Int32Array.from(ordered, (deal) => deal.closeOn),
        history: {
            from: history.from(),
            day: Int32Array.from(column(0)),
            stage: Uint16Array.from(column(1)),
            amount: Float64Array.from(column(2)),
            closeOn: Int32Array.from(column(3))
        },
        partners: {
            from: partners.from(),
            day: Int32Array.from(partners.rows, ([day]) => day),
            partnerType: Uint8Array.from(partners.rows, ([, type]) => type),
            attribution: Uint8Array.from(partners.rows, ([, , attribution]) => attribution)
        },
        proof: {
            from: proof.from(),
            day: Int32Array.from(proof.rows, ([day]) => day),
            order: Uint8Array.from(proof.rows, ([, order]) => order)
        },
        stageNames: stageNames.all,
        partnerTypes: partnerTypes.all
    };
}

function historyOf(deal: Deal, stageNames: Names): readonly (readonly [Day, number, number, Day])[] {
    const rows: [Day, number, number, Day][] = [];
    for (const { at, stageName, amount, closeOn } of inOrder(deal.history)) {
        const row: [Day, number, number, Day] = [dayOfMoment(at), stageNames.indexOf(stageName), amount ?? NaN, closeOn ?? NO_DAY];
        if (rows.at(-1)?.[0] === row[0]) rows.pop();
        const last = rows.at(-1);
        if (last && last[1] === row[1] && Object.is(last[2], row[2]) && last[3] === row[3]) continue;
        rows.push(row);
    }
    return rows;
}

/** Partner type and attribution of a deal over time: [day, index of the type, index in ATTRIBUTIONS], each from the end of that day on. */
export function partnersOf(deal: Pick<Deal, 'partners'>, partnerTypes: Names): readonly (readonly [Day, number, number])[] {
    const days = deal.partners.flatMap(({ createdOn, registeredOn: from, withdrawnOn: to }) => [createdOn, from, to]);
    const sorted = [...new Set(days.filter((day) => day !== undefined))].sort((left, right) => left - right);
    const rows: [Day, number, number][] = [];
    for (const day of sorted) {
        const row: [Day, number, number] = [day, partnerTypes.indexOf(partnerTypeOn(deal, day)), attributionOn(deal, day)];
        const last = rows.at(-1);
        if (last?.[1] !== row[1] || last[2] !== row[2]) rows.push(row);
    }
    return rows;
}

function attributionOn(deal: Pick<Deal, 'partners'>, day: Day): number {
    if (isPreRegistrationSignal(deal, day)) return ATTRIBUTIONS.indexOf('Pre-registration');
    const leading = registeredOn(deal, day)[0];
    return leading?.attribution === 'Sourced' || leading?.attribution === 'Influenced' ? ATTRIBUTIONS.indexOf(leading.attribution) : 0;
}

/** Names in order of first mention. */
export class Names {
    readonly #indexes = new Map<string, number>();

    constructor(names: readonly string[] = []) {
        for (const name of names) this.indexOf(name);
    }

    get all(): readonly string[] {
        return [...this.#indexes.keys()];
    }

    indexOf(name: string): number {
        const known = this.#indexes.get(name);
        if (known !== undefined) return known;
        this.#indexes.set(name, this.#indexes.size);
        return this.#indexes.size - 1;
    }
}

/** Rows of all deals in one list, and where each deal's begin. */
class Rows<Row> {
    readonly rows: Row[] = [];
    readonly #from: number[] = [0];

    add(rows: readonly Row[]): void {
        this.rows.push(...rows);
        this.#from.push(this.rows.length);
    }

    from(): Uint32Array {
        return Uint32Array.from(this.#from);
    }
}
