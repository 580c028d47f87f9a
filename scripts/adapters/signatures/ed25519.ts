import { CompactSign, calculateJwkThumbprint, compactVerify, exportJWK, generateKeyPair, importJWK } from 'jose';
import { parsePayload } from '../../boundary/signature-files';
import type { PrivateKey, SignedPayload, Signer } from '../../boundary/signature-files';
import type { VerifiedSignature } from '../../domain/stage-map/check-signatures';

/** EdDSA signatures over Ed25519 as compact JWS (RFC 8037, RFC 7515). */

export async function generateSigner(role: string, name: string): Promise<{ readonly signer: Signer; readonly privateKey: PrivateKey }> {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const { x, d } = await exportJWK(pair.privateKey);
    const key = { kty: 'OKP', crv: 'Ed25519', x: x! } as const;
    return { signer: { role, name, key }, privateKey: { role, name, key: { ...key, d: d! } } };
}

export async function signPayload(payload: SignedPayload, { key }: PrivateKey): Promise<string> {
    const kid = await calculateJwkThumbprint({ kty: key.kty, crv: key.crv, x: key.x });
    return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .sign(await importJWK(key, 'EdDSA'));
}

/** The statement, if one of the signers of its role signed it; undefined for a forged one or one by an unknown key. */
export async function verifySignature(jws: string, signers: readonly Signer[], source: string): Promise<VerifiedSignature | undefined> {
    for (const signer of signers) {
        try {
            const { payload } = await compactVerify(jws, await importJWK(signer.key, 'EdDSA'), { algorithms: ['EdDSA'] });
            const statement = parsePayload(JSON.parse(new TextDecoder().decode(payload)), source);
            if (statement.role !== signer.role) continue;
            return { role: statement.role, signer: signer.name, key: await calculateJwkThumbprint(signer.key), digest: statement.digest };
        } catch (error) {
            // Not this key; another signer's may fit.
            if (!isWrongKey(error)) throw error;
        }
    }
    return undefined;
}

const isWrongKey = (error: unknown): boolean => /^ERR_(JWS|JOSE)_/.test(String((error as { code?: unknown }).code ?? ''));
