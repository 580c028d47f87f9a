/**
 * How much two texts must share to count as copied. Measured as the share of common three-letter pieces (Dice): 1 is the same wording.
 * At 0.85 a sentence of a dozen words in which only a name or a figure was changed still counts as copied, while two sentences that
 * somebody wrote about the same subject share less than half.
 */
export const NEAR_COPY = 0.85;

/** Letters and digits alone, so that case, accents, punctuation and blanks make no difference. */
export const normalise = (text: string): string =>
    text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();

/** Share of common three-letter pieces of two texts, 0 to 1. */
export function similarity(a: string, b: string): number {
    const [one, other] = [piecesOf(normalise(a)), piecesOf(normalise(b))];
    return dice(one, other);
}

/**
 * Groups of texts that are copies of each other, by index; texts that are like no other are left out. Texts shorter than ten letters
 * say too little to be compared. Exact copies are grouped first; of the rest only those are compared that share a rare piece, without
 * which they could not reach NEAR_COPY (prefix filter), so that tens of thousands stay a matter of seconds.
 */
export function groupCopies(texts: readonly string[]): readonly (readonly number[])[] {
    const byWording = new Map<string, number[]>();
    texts.forEach((text, index) => {
        const wording = normalise(text);
        if (wording.length < 10) return;
        const known = byWording.get(wording);
        if (known) known.push(index);
        else byWording.set(wording, [index]);
    });
    const wordings = [...byWording.keys()];
    const parent = wordings.map((_, index) => index);
    for (const [one, other] of nearPairs(wordings)) parent[rootOf(parent, one)] = rootOf(parent, other);
    const groups = new Map<number, number[]>();
    wordings.forEach((wording, index) => {
        const root = rootOf(parent, index);
        groups.set(root, [...(groups.get(root) ?? []), ...byWording.get(wording)!]);
    });
    return [...groups.values()].filter(({ length }) => length > 1).map((group) => group.sort((a, b) => a - b));
}

const piecesOf = (wording: string): ReadonlySet<string> => {
    const padded = ` ${wording} `;
    return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, index) => padded.slice(index, index + 3)));
};

function dice(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
    if (one.size + other.size === 0) return 0;
    let common = 0;
    for (const piece of one) if (other.has(piece)) common += 1;
    return (2 * common) / (one.size + other.size);
}

/** Pairs at or above NEAR_COPY. Two texts that reach it must share a piece among the rarest of each. */
function* nearPairs(wordings: readonly string[]): Generator<readonly [number, number]> {
    const ranked = rankPieces(wordings.map(piecesOf));
    const seenAt = new Map<number, number[]>();
    for (const [index, pieces] of ranked.entries()) {
        const compared = new Set<number>();
        const prefix = pieces.length - Math.ceil((pieces.length * NEAR_COPY) / (2 - NEAR_COPY)) + 1;
        for (const piece of pieces.slice(0, prefix)) {
            const earlier = seenAt.get(piece);
            for (const other of earlier ?? []) {
                if (compared.has(other)) continue;
                compared.add(other);
                if (isNear(pieces, ranked[other]!)) yield [index, other];
            }
            if (earlier) earlier.push(index);
            else seenAt.set(piece, [index]);
        }
    }
}

/** Pieces as numbers, the rarest lowest, each text's in rising order. */
function rankPieces(all: readonly ReadonlySet<string>[]): readonly (readonly number[])[] {
    const frequency = new Map<string, number>();
    for (const set of all) for (const piece of set) frequency.set(piece, (frequency.get(piece) ?? 0) + 1);
    const byRarity = [...frequency].sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1));
    const rank = new Map(byRarity.map(([piece], index) => [piece, index]));
    return all.map((set) => [...set].map((piece) => rank.get(piece)!).sort((a, b) => a - b));
}

/** Whether two rising lists of pieces reach NEAR_COPY; gives up as soon as they cannot. */
function isNear(one: readonly number[], other: readonly number[]): boolean {
    const sum = one.length + other.length;
    const mayMiss = sum - NEAR_COPY * sum;
    let [at, by, missed] = [0, 0, 0];
    while (at < one.length && by < other.length) {
        if (one[at] === other[by]) {
            at += 1;
            by += 1;
            continue;
        }
        if (one[at]! < other[by]!) at += 1;
        else by += 1;
        missed += 1;
        if (missed > mayMiss) return false;
    }
    const common = (sum - missed - (one.length - at) - (other.length - by)) / 2;
    return (2 * common) / sum >= NEAR_COPY;
}

function rootOf(parent: number[], index: number): number {
    let at = index;
    while (parent[at] !== at) {
        parent[at] = parent[parent[at]!]!;
        at = parent[at]!;
    }
    return at;
}
