/** The form of a marketplace deal id, as the org's own rule sees it: said before the save, in the same words. */

const PLACEHOLDER = /^(tbd|tba|tbc|n\/?a|none|null|test.*|todo|asdf.*|pending.*|unknown|x+|[.?_-]+|0+|(to be|not yet) .*)$/;
const AWS_OFFER = /^arn:aws:aws-marketplace:[a-z]{1,2}-[a-z]*-\d+:\d{12}:awsmarketplace\/offer\/.+$/;

export const MARKETPLACE_ID_REFUSAL =
    'This is not a deal ID of that marketplace. Copy it from the marketplace or the listing tool: for AWS the opportunity ID (O and digits) or the whole offer ARN. Check the procurement path too.';

/** What is wrong with the id on this procurement path; empty when the org would take it, and for no id at all. Unknown forms are taken. */
export function marketplaceIdProblem(id: unknown, path: unknown): string {
    if (id === null || id === undefined || id === '') return '';
    const text = String(id).toLowerCase();
    const onAws = path === 'AWS Marketplace';
    const broken =
        text.trim().length < 4 ||
        PLACEHOLDER.test(text.trim()) ||
        (onAws && text.startsWith('arn:') && !AWS_OFFER.test(text)) ||
        (!onAws && text.startsWith('arn:aws'));
    return broken ? MARKETPLACE_ID_REFUSAL : '';
}
