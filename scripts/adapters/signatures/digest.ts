import { createHash } from 'node:crypto';

/** SHA-256 of canonical JSON, as it is signed: 'sha-256:' and 64 hexadecimal digits. */
export const digestOf = (canonical: string): string => `sha-256:${createHash('sha256').update(canonical, 'utf8').digest('hex')}`;
