/** Bytes of each named part of a multipart/form-data body; empty where there is no boundary. */
export const multipartParts = (body: Buffer, contentType: string): Map<string, Buffer> => {
    const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
    const parts = new Map<string, Buffer>();
    if (!boundary) return parts;
    const delimiter = Buffer.from(`--${boundary}`);
    let start = body.indexOf(delimiter);
    while (start >= 0) {
        const from = start + delimiter.length;
        const end = body.indexOf(delimiter, from);
        if (end < 0) break;
        const headEnd = body.indexOf('\r\n\r\n', from);
        const name =
            headEnd > 0 && headEnd < end ? /\bname="([^"]*)"/i.exec(body.subarray(from, headEnd).toString('utf8'))?.[1] : undefined;
        if (name !== undefined) parts.set(name, body.subarray(headEnd + 4, end - 2));
        start = end;
    }
    return parts;
};
