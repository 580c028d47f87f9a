/** Which partners of a deal the panel shows: all of a few; of many only those that owe something. Pure. */
import type { PartnerView } from 'c/gateView';
import type { Refusal } from './stoppedMoves';

/** So many partners are shown whole. */
const FEW = 4;

const owesNothing = ({ criteria }: PartnerView): boolean => criteria.every(({ state }) => state === 'met');
const hidden = (partners: readonly PartnerView[]): readonly PartnerView[] => (partners.length > FEW ? partners.filter(owesNothing) : []);

export function shownPartners(partners: readonly PartnerView[], showsAll: boolean): readonly PartnerView[] {
    return partners.length > FEW && !showsAll ? partners.filter((partner) => !owesNothing(partner)) : partners;
}

/** Partners as the panel lists them, each refusal with the criterion that it was about. */
export const partnerItems = (partners: readonly PartnerView[], refusal: Refusal | undefined) =>
    partners.map(({ engagement, name, facts, criteria }) => ({
        id: String(engagement.Id),
        name,
        facts,
        criteria: criteria.map((view) => ({ id: view.id, view, refusal: refusal?.at === view.id ? refusal.text : undefined })),
        complete: criteria.length === 0
    }));

/** Of the button that shows or hides the others; empty where there are none. */
export function othersLabel(partners: readonly PartnerView[], showsAll: boolean): string {
    const { length } = hidden(partners);
    if (length === 0) return '';
    return `${showsAll ? 'Hide' : 'Show'} ${length} ${length === 1 ? 'partner that owes' : 'partners that owe'} nothing now`;
}
