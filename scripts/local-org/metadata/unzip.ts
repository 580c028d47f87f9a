import { unzipSync } from 'fflate';

/** A zip that is not looked at: too many files, too much in them, a path that leads out. */
export class ZipError extends Error {}

const MOST_ENTRIES = 10_000;
/** An org takes more than that; here everything is held in memory while it is judged. */
const MOST_BYTES = 200 * 1024 * 1024;

const leadsOut = (name: string): boolean =>
    name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.includes('\\') || name.includes('\0') || name.split('/').includes('..');

/** The one name for a zip's content, and nobody's prototype. */
const withoutPrototype = <T>(entries: Record<string, T>): Map<string, T> => new Map(Object.entries(entries));

/**
 * The files of a zip by their paths. Sizes are judged by the zip's own directory before anything is inflated, and no file
 * gets more room than the directory says. Throws ZipError.
 */
export const unzip = (zip: Uint8Array): Map<string, Uint8Array> => {
    let entries = 0;
    let bytes = 0;
    try {
        return withoutPrototype(
            unzipSync(zip, {
                filter({ name, originalSize }) {
                    entries += 1;
                    bytes += originalSize;
                    if (entries > MOST_ENTRIES) throw new ZipError(`The zip file holds more than ${MOST_ENTRIES} entries`);
                    if (bytes > MOST_BYTES) throw new ZipError(`The zip file holds more than ${MOST_BYTES} bytes when it is unpacked`);
                    if (leadsOut(name)) throw new ZipError(`The zip file holds an entry with an invalid path: ${name.slice(0, 200)}`);
                    return !name.endsWith('/');
                }
            })
        );
    } catch (error) {
        if (error instanceof ZipError) throw error;
        throw new ZipError(`The zip file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
};
