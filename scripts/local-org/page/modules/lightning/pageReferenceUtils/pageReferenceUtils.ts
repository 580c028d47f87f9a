/** Field values as one text for a page reference: Name=Acme,City=S%C3%A3o%20Paulo. */
export const encodeDefaultFieldValues = (values: Readonly<Record<string, unknown>>): string =>
    Object.entries(values)
        .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
        .join(',');

/** The values of such a text, all as text. */
export const decodeDefaultFieldValues = (text: string): Record<string, string> =>
    Object.fromEntries(
        text
            .split(',')
            .filter((pair) => pair.includes('='))
            .map((pair) => {
                const at = pair.indexOf('=');
                return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
            })
    );
