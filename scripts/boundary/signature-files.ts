import { z } from 'zod';
import { ProblemError } from '../domain/problem';

/** A public key that may sign for a role. */
const signerSchema = z.strictObject({
    role: z.string(),
    name: z.string(),
    key: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })
});
export type Signer = z.infer<typeof signerSchema>;

/** A private key. It is read, used and forgotten; nothing of it is printed or stored by us. */
const privateKeySchema = z.strictObject({
    role: z.string(),
    name: z.string(),
    key: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() })
});
export type PrivateKey = z.infer<typeof privateKeySchema>;

const signaturesSchema = z.strictObject({ signatures: z.array(z.strictObject({ role: z.string(), signer: z.string(), jws: z.string() })) });
export type SignatureFile = z.infer<typeof signaturesSchema>;

/** What a signature signs. */
const payloadSchema = z.strictObject({ role: z.string(), signer: z.string(), version: z.string(), digest: z.string() });
export type SignedPayload = z.infer<typeof payloadSchema>;

function parse<T>(schema: z.ZodType<T>, json: unknown, source: string, what: string): T {
    const read = schema.safeParse(json);
    if (read.success) return read.data;
    // The values are not repeated: one of them may be a private key.
    const where = read.error.issues.map((issue) => issue.path.join('.') || 'the file').join(', ');
    throw new ProblemError({
        code: 'SIGNATURE_INVALID',
        subject: source,
        detail: `is not ${what} (see ${where}).`,
        remedy: 'Restore the file, or make a new key with `map keygen` and sign again.'
    });
}

export const parseSigner = (json: unknown, source: string): Signer => parse(signerSchema, json, source, 'a public key of a signer');
export const parsePrivateKey = (json: unknown, source: string): PrivateKey =>
    parse(privateKeySchema, json, source, 'a private key made by `map keygen`');
export const parseSignatures = (json: unknown, source: string): SignatureFile =>
    parse(signaturesSchema, json, source, 'a list of signatures');
export const parsePayload = (json: unknown, source: string): SignedPayload =>
    parse(payloadSchema, json, source, 'a signed statement about a stage map');
