/** What a short form is made of. Labels are those of the fields, so that what is missing is called as the form calls it. */

export type Side = 'host' | 'partner';

export interface FormField {
    readonly name: string;
    readonly label: string;
    /** Filled when it helps; its absence keeps no gate shut. */
    readonly optional?: boolean;
    /** Shown only while another field holds one of these values. */
    readonly shownWhen?: { readonly field: string; readonly values: readonly string[] };
    /** Fields of the same line stand side by side across the sections: what we say, and what the partner says to it. */
    readonly line?: string;
}

export interface FormSection {
    readonly side: Side | 'both';
    readonly label: string;
    /** Confirmations that freeze these fields; changing one of them then takes both back. */
    readonly frozenBy?: readonly Side[];
    readonly fields: readonly FormField[];
}

export interface ArtifactForm {
    readonly artifact: string;
    readonly objectApiName: string;
    readonly title: string;
    readonly sections: readonly FormSection[];
    /** Both sides confirm; false for what has no confirmation of its own. */
    readonly confirmed: boolean;
    /** One sentence under the heading. */
    readonly hint: string;
}

export const CONFIRMED_HINT = 'Drafts always save. Both sides confirm when it is right; changing it later takes both confirmations back.';
