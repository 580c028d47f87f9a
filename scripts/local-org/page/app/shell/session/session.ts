import type { LocalOrgPage } from 'shell/boot';

/** Who is looking; set by the boot module before anything here is evaluated. */
export const session = (globalThis as unknown as { localOrg: LocalOrgPage }).localOrg;

const colors = ['#066afe', '#3a49da', '#0b827c', '#9602c7', '#b60554', '#8c4b02'];
const known: Record<string, string> = {
    Opportunity: 'standard:opportunity',
    Account: 'standard:account',
    Contact: 'standard:contact',
    User: 'standard:user',
    Task: 'standard:task',
    Report: 'standard:report',
    Dashboard: 'standard:dashboard'
};

/** The icon of an object; custom objects share one. */
export const iconOf = (objectApiName: string): string => known[objectApiName] ?? 'standard:custom';

/** The colour of somebody's initials, the same each time. */
export const colorOf = (text: string): string => colors[[...text].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % colors.length]!;

/** What a refusal says, in words. */
export const wordsOf = (failure: unknown): string => {
    const { body } = (failure ?? {}) as { body?: unknown };
    const first = (Array.isArray(body) ? body[0] : body) as { message?: string } | undefined;
    return first?.message ?? (failure instanceof Error ? failure.message : 'Something went wrong. Reload the page to try again.');
};
