import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { currenciesOf } from '../model/currencies';
import { ApiError } from '../model/org';
import type { Row } from '../model/org';
import { isObject, xmlReply } from './replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from './route';
import { localPassword } from './sessions';
import type { Sessions } from './sessions';

type Api = 'partner' | 'enterprise';

const largestEnvelope = 1024 * 1024;

const parser = new XMLParser({ removeNSPrefix: true, ignoreAttributes: true, parseTagValue: false, trimValues: true });

export const escapeXml = (value: unknown): string => String(value ?? '').replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const envelope = (api: Api, body: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:${api}.soap.sforce.com" xmlns:sf="urn:fault.${api}.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

const fault = (api: Api, code: string, message: string): OrgResponse =>
    xmlReply(
        envelope(
            api,
            `<soapenv:Fault><faultcode>sf:${escapeXml(code)}</faultcode><faultstring>${escapeXml(`${code}: ${message}`)}</faultstring></soapenv:Fault>`
        ),
        500
    );

interface Call {
    readonly operation: string;
    readonly argument: Record<string, unknown>;
    readonly sessionId: string;
}

const readCall = (body: Buffer): Call | undefined => {
    const source = body.toString('utf8');
    if (body.length > largestEnvelope || source.includes('<!DOCTYPE')) return undefined;
    if (XMLValidator.validate(source) !== true) return undefined;
    let root: unknown;
    try {
        root = parser.parse(source);
    } catch {
        return undefined;
    }
    const found = isObject(root) && isObject(root['Envelope']) ? root['Envelope'] : undefined;
    if (!found || !isObject(found['Body'])) return undefined;
    const [operation, argument] = Object.entries(found['Body'])[0] ?? [];
    if (operation === undefined) return undefined;
    const header = isObject(found['Header']) ? found['Header']['SessionHeader'] : undefined;
    return {
        operation,
        argument: isObject(argument) ? argument : {},
        sessionId: isObject(header) ? String(header['sessionId'] ?? '') : ''
    };
};

const userInfo = (org: LocalOrg, user: Row): string => {
    const currencies = currenciesOf(org.state);
    const corporate = currencies?.corporate ?? 'USD';
    const facts: Record<string, unknown> = {
        accessibilityMode: false,
        currencySymbol: '$',
        orgDefaultCurrencyIsoCode: corporate,
        orgDisallowHtmlAttachments: false,
        orgHasPersonAccounts: false,
        organizationId: org.state.organizationId,
        organizationMultiCurrency: currencies !== undefined,
        organizationName: [...org.state.store.rows('Organization')][0]?.['Name'] ?? '',
        profileId: user['ProfileId'] ?? '',
        roleId: user['UserRoleId'] ?? '',
        sessionSecondsValid: 7200,
        userDefaultCurrencyIsoCode: user['DefaultCurrencyIsoCode'] ?? corporate,
        userEmail: user['Email'] ?? '',
        userFullName: user['Name'] ?? '',
        userId: user.Id,
        userLanguage: 'en_US',
        userLocale: 'en_US',
        userName: user['Username'] ?? '',
        userTimeZone: user['TimeZoneSidKey'] ?? 'GMT',
        userType: 'Standard',
        userUiSkin: 'Theme3'
    };
    return Object.entries(facts)
        .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
        .join('');
};

/** The three calls of the partner and enterprise SOAP APIs that clients use to come in and go. Anything else is refused by name. */
export const soapLoginRoutes = (sessions: Sessions): Route[] => {
    const login = (api: Api, call: Call, request: OrgRequest, org: LocalOrg): OrgResponse => {
        const user = call.argument['password'] === localPassword ? sessions.userNamed(String(call.argument['username'] ?? '')) : undefined;
        if (!user) return fault(api, 'INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.');
        const address = (kind: string) => `${org.instanceUrl}/services/Soap/${kind}/${request.version}/${org.state.organizationId}`;
        return xmlReply(
            envelope(
                api,
                `<loginResponse><result><metadataServerUrl>${address('m')}</metadataServerUrl><passwordExpired>false</passwordExpired><sandbox>false</sandbox><serverUrl>${address(api === 'partner' ? 'u' : 'c')}</serverUrl><sessionId>${sessions.open(user)}</sessionId><userId>${user.Id}</userId><userInfo>${userInfo(org, user)}</userInfo></result></loginResponse>`
            )
        );
    };

    const handle = (api: Api, request: OrgRequest, org: LocalOrg): OrgResponse => {
        const call = readCall(request.body);
        if (!call) return fault(api, 'UNKNOWN_EXCEPTION', 'The request is not a SOAP envelope');
        if (call.operation === 'login') return login(api, call, request, org);
        try {
            const { user } = org.authenticate(call.sessionId);
            if (call.operation === 'getUserInfo') {
                return xmlReply(envelope(api, `<getUserInfoResponse><result>${userInfo(org, user)}</result></getUserInfoResponse>`));
            }
            if (call.operation === 'logout') {
                sessions.revoke(call.sessionId);
                return xmlReply(envelope(api, '<logoutResponse/>'));
            }
        } catch (error) {
            if (error instanceof ApiError) return fault(api, error.errorCode, error.message);
            throw error;
        }
        return fault(api, 'INVALID_OPERATION', `This org does not offer the SOAP call ${call.operation}; use the REST API`);
    };

    const route = (api: Api, pattern: string): Route => ({
        method: 'POST',
        pattern,
        open: true,
        handle: (request, org) => handle(api, request, org)
    });
    return [
        route('partner', '/services/Soap/u/:version'),
        route('partner', '/services/Soap/u/:version/:org'),
        route('enterprise', '/services/Soap/c/:version'),
        route('enterprise', '/services/Soap/c/:version/:org')
    ];
};
