import type { StageMap } from './stage-map';

/** What a verified signature says. Verifying it is the adapter's work; judging whether it is enough is this module's. */
export interface VerifiedSignature {
    readonly role: string;
    readonly signer: string;
    /** Thumbprint of the public key that verified it. */
    readonly key: string;
    /** Digest of the map that was signed. */
    readonly digest: string;
}

export interface SignatureFault {
    readonly role: string;
    readonly fault: string;
}

/** What is missing before this map may be compiled for an org: one signature per required role, by different keys, on exactly this content. */
export function findSignatureFaults(map: StageMap, digest: string, signatures: readonly VerifiedSignature[]): readonly SignatureFault[] {
    const fresh = signatures.filter((signature) => signature.digest === digest);
    const faults = map.signers.flatMap((role): SignatureFault[] => {
        if (fresh.some((signature) => signature.role === role)) return [];
        const stale = signatures.find((signature) => signature.role === role);
        return [{ role, fault: stale ? `was signed by ${stale.signer}, but the map was changed since.` : 'is not signed.' }];
    });
    const roles = new Map<string, string>();
    for (const { role, key, signer } of fresh.filter((signature) => map.signers.includes(signature.role))) {
        const other = roles.get(key);
        if (other !== undefined && other !== role)
            faults.push({ role, fault: `was signed with the same key as ${other} (${signer}); two people sign with two keys.` });
        roles.set(key, role);
    }
    return faults;
}
