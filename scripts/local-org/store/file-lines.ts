import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const CHUNK = 1 << 20;

/** The lines of a file, one at a time: a file may be longer than the longest string. `whole` is false for a last line without its end. */
export function* linesIn(file: string): Generator<{ readonly text: string; readonly whole: boolean }> {
    const handle = openSync(file, 'r');
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.allocUnsafe(CHUNK);
    let rest = '';
    try {
        for (;;) {
            const length = readSync(handle, buffer, 0, CHUNK, null);
            if (length === 0) break;
            const parts = (rest + decoder.write(buffer.subarray(0, length))).split('\n');
            rest = parts.pop()!;
            for (const text of parts) yield { text, whole: true };
        }
        rest += decoder.end();
        if (rest !== '') yield { text: rest, whole: false };
    } finally {
        closeSync(handle);
    }
}
