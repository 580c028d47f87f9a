/** The headline of Partner Path: how much is missing, and who it waits on, so that nothing is counted twice. */
import type { Side } from 'c/artifactForms';

/** As much of a gate as the headline needs. */
interface Waiting {
    readonly waitsOn: readonly Side[];
    readonly partnerName: string;
}
export interface MissingThings {
    readonly next?: string;
    readonly blocking: readonly Waiting[];
    readonly exit?: { readonly stageName: string; readonly blocking: readonly Waiting[] };
}

/** Who reads the headline. */
interface Reader {
    readonly side: Side;
    readonly owner?: string;
}

/**
 * "2 things before Proposal: 1 yours, 1 Acme's." from the point of view of one side; what both sides owe is told apart.
 * `owner` is the name of the deal's owner for a colleague on the host side: what the owner owes is not the colleague's.
 */
export function sayWhatIsMissing({ next, blocking, exit }: MissingThings, side: Side, owner?: string): string {
    if (!next) return '';
    if (blocking.length > 0) return `${count(blocking, { side, owner }, next)}.`;
    const later = exit && exit.blocking.length > 0 ? ` Then ${count(exit.blocking, { side, owner }, exit.stageName)}.` : '';
    return `Nothing is missing before ${next}.${later}`;
}

function count(blocking: readonly Waiting[], { side, owner }: Reader, stageName: string): string {
    const things = `${blocking.length} ${blocking.length === 1 ? 'thing' : 'things'} before ${stageName}`;
    const shared = blocking.filter(({ waitsOn }) => waitsOn.length > 1).length;
    if (shared === blocking.length) return shared === 1 ? `${things}, and it waits on both sides` : `${things}, each waits on both sides`;
    const isYours = ({ waitsOn }: Waiting) => waitsOn[0] === side && owner === undefined;
    const yours = blocking.filter((thing) => thing.waitsOn.length === 1 && isYours(thing)).length;
    const theirs = new Map<string, number>();
    for (const thing of blocking) {
        if (thing.waitsOn.length !== 1 || isYours(thing)) continue;
        const name = thing.waitsOn[0] === 'partner' ? thing.partnerName : (owner ?? 'the AE');
        theirs.set(name, (theirs.get(name) ?? 0) + 1);
    }
    const own = yours > 0 || shared === 0 ? [`${yours || 'none'} yours`] : [];
    const both = shared === 0 ? [] : [`${shared} ${shared === 1 ? 'waits' : 'wait'} on both sides`];
    return `${things}: ${[...own, ...namedShares(theirs), ...both].join(', ')}`;
}

/** At most two partners by name: twelve on a deal would fill the line. */
function namedShares(theirs: ReadonlyMap<string, number>): string[] {
    const all = [...theirs].sort(([, a], [, b]) => b - a);
    if (all.length <= 3) return all.map(([name, number]) => `${number} ${name}'s`);
    const rest = all.slice(2);
    return [
        ...all.slice(0, 2).map(([name, number]) => `${number} ${name}'s`),
        `${rest.reduce((sum, [, number]) => sum + number, 0)} of ${rest.length} other partners`
    ];
}
