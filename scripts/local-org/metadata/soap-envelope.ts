import { ApiError } from '../model/org';
import type { OrgResponse } from '../http/route';
import { childNode, childText, parseXml, XmlError, type XmlNode } from './xml-node';

export interface SoapCall {
    readonly operation: string;
    readonly argument: XmlNode;
    readonly sessionId: string;
    /** The zip of a deploy, kept out of the XML: it may be large. */
    readonly zipFile?: string;
}

const METADATA = 'http://soap.sforce.com/2006/04/metadata';
const ZIP_FILE = /(<(?:\w+:)?ZipFile\b[^>]*>)([^<]*)(<\/(?:\w+:)?ZipFile>)/i;

/** What one envelope may hold besides a zip file. Reading it takes some time, and nobody else is served meanwhile. */
const LARGEST_ENVELOPE = 8 * 1024 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const decodeBody = (body: Buffer): string => {
    try {
        return utf8.decode(body);
    } catch {
        throw new ApiError('UNKNOWN_EXCEPTION', 'The request is not valid UTF-8');
    }
};

/** Reads a SOAP request. Throws ApiError when it is none. */
export const readSoapCall = (body: Buffer): SoapCall => {
    let zipFile: string | undefined;
    const source = decodeBody(body).replace(ZIP_FILE, (_, open: string, content: string, close: string) => {
        zipFile = content.trim();
        return open + close;
    });
    if (source.length > LARGEST_ENVELOPE)
        throw new ApiError(
            'LIMIT_EXCEEDED',
            `Maximum size of request reached. Maximum size of request is ${LARGEST_ENVELOPE} bytes without its zip file.`
        );
    try {
        const envelope = parseXml(source);
        const argument = childNode(envelope, 'Body')?.children[0];
        if (envelope.name !== 'Envelope' || !argument) throw new ApiError('UNKNOWN_EXCEPTION', 'The request is not a SOAP envelope');
        const header = childNode(envelope, 'Header');
        const session = header && childNode(header, 'SessionHeader');
        return {
            operation: argument.name,
            argument,
            sessionId: (session && childText(session, 'sessionId')) ?? '',
            ...(zipFile === undefined ? {} : { zipFile })
        };
    } catch (error) {
        if (error instanceof XmlError) throw new ApiError('UNKNOWN_EXCEPTION', `The request is not well-formed XML: ${error.message}`);
        throw error;
    }
};

const escapeText = (value: unknown): string =>
    String(value).replace(/[<>&"]/g, (sign) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[sign]!);

/** XML that goes into an answer as it is. */
export class RawXml {
    constructor(readonly xml: string) {}
}

/** An element for a value: arrays repeat it, objects nest, undefined leaves it out. */
export const elementXml = (name: string, value: unknown): string => {
    if (value === undefined) return '';
    if (value instanceof RawXml) return value.xml;
    if (Array.isArray(value)) return value.map((each) => elementXml(name, each)).join('');
    if (value === null) return `<${name} xsi:nil="true"/>`;
    if (typeof value === 'object')
        return `<${name}>${Object.entries(value)
            .map(([key, each]) => elementXml(key, each))
            .join('')}</${name}>`;
    return `<${name}>${escapeText(value)}</${name}>`;
};

const envelope = (body: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${METADATA}" xmlns:sf="${METADATA}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

const xmlResponse = (status: number, body: string): OrgResponse => ({
    status,
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    body: envelope(body)
});

export const soapAnswer = (operation: string, results: unknown): OrgResponse =>
    xmlResponse(200, `<${operation}Response>${elementXml('result', results)}</${operation}Response>`);

/** Faults carry status 500 whatever they are about; clients read the code. */
export const soapFault = (error: ApiError): OrgResponse =>
    xmlResponse(
        500,
        `<soapenv:Fault><faultcode>sf:${error.errorCode}</faultcode><faultstring>${escapeText(`${error.errorCode}: ${error.message}`)}</faultstring></soapenv:Fault>`
    );
