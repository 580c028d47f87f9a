/** The mail that tells a partner how a deal ended, as a link that the user's own mail program opens. Nothing is sent from here. */
import { showDay } from 'c/calendarDay';

export interface Outcome {
    /** Address and name of the partner's seller on this deal. */
    readonly to: string;
    readonly name: string;
    readonly dealName: string;
    readonly isWon: boolean;
    /** YYYY-MM-DD, by when the post-mortem is due. */
    readonly postMortemDueOn?: string;
}

/** One plain address: no list, no header, nothing that a mail program would read as more. */
const ADDRESS =
    /^[A-Za-z0-9.!#$%'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

export const isAddress = (text: unknown): boolean => ADDRESS.test(String(text ?? ''));

/**
 * The mailto: link (RFC 6068); undefined where there is no usable address. It holds the deal's name, how it ended and the day of the
 * post-mortem: no amount, no credit, no other partner, no reason.
 */
export function outcomeMail({ to, name, dealName, isWon, postMortemDueOn }: Outcome): string | undefined {
    if (!isAddress(to)) return undefined;
    const deal = oneLine(dealName);
    const lines = [
        `Hello ${oneLine(name)},`,
        '',
        isWon
            ? `good news: our joint deal "${deal}" is won. Thank you for your part in it.`
            : `our joint deal "${deal}" is closed as lost. I wanted you to hear it from me. Thank you for your part in it.`,
        '',
        `Let us hold our joint post-mortem${postMortemDueOn ? ` by ${showDay(postMortemDueOn)}` : ''}; fifteen minutes are enough:`,
        '1. What worked',
        '2. What slipped, and at which step',
        '3. What we both change next time',
        '',
        'Which day suits you?'
    ];
    const [user = '', domain = ''] = to.split('@');
    const subject = `${isWon ? 'Won' : 'Closed as lost'}: ${deal}`;
    return `mailto:${encodeURIComponent(user)}@${domain}?subject=${encode(subject)}&body=${encode(lines.join('\r\n'))}`;
}

/** Names come from records: line breaks and control characters in them end here. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** As a URI component; half characters are replaced, and what encodeURIComponent leaves and mail programs may trip over is encoded too. */
const encode = (text: string): string =>
    encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
        /['()*!]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
    );
