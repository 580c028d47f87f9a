/** What the template needs of a row beside the row itself. */
import type { DeskRow } from 'c/deskRows';

/** `open`: its deal stands below it. */
export function lookOf(row: DeskRow, open: boolean) {
    return {
        url: `/lightning/r/Opportunity/${row.dealId}/view`,
        things: row.what.map((text, index) => ({ key: String(index), text })),
        turns: row.turn.join(' and '),
        facts: [row.deal.startsWith(row.account) ? '' : row.account, row.stage, row.partners].filter(Boolean).join(' · '),
        hasAmount: row.amount !== null,
        open,
        openLabel: open ? 'Close' : 'Open',
        openDescription: `${open ? 'Close' : 'Open'} ${row.deal}`,
        moreDescription: `More for ${row.deal}`,
        remindable: !row.mine,
        remindDescription: `Remind ${row.turn.join(' and ')} about ${row.deal}`
    };
}
