/** Something in an org that is not as the signed map says. */
export interface Finding {
    readonly kind: 'metadata' | 'stored gate' | 'late join' | 'partners' | 'stage values' | 'stage writers';
    /** The component, record or StageName, as a person looks for it. */
    readonly where: string;
    readonly what: string;
}
