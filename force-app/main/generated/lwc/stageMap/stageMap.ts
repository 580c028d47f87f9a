// Written by `map build` from config/stage-map/stage-map.json. Never edited by hand.

import LANGUAGE from '@salesforce/i18n/lang';

export interface StageCriterion {
    readonly key: string;
    readonly number: number;
    readonly title: string;
    readonly artifact: string;
    /** API name of the partner's field that proves it, where it is one. */
    readonly field: string | null;
    /** Order of the overlay stage whose exit it opens. */
    readonly stageOrder: number;
    /** Last rank that a deal may hold while it is unmet. */
    readonly gateRank: number;
    readonly owes: 'host' | 'partner' | 'both';
    readonly owedBy: 'Lead' | 'Supporting' | 'both';
    readonly mode: 'block' | 'advise';
    readonly hostMove: string;
    readonly partnerMove: string;
    readonly message: string;
    readonly partnerTypes: readonly string[] | null;
    readonly byPartnerType: Readonly<Record<string, { readonly hostMove?: string; readonly partnerMove?: string }>>;
    readonly dueBusinessDays: number | null;
    /** A partner that joined after this stage does not owe it. */
    readonly sparesLateJoiners: boolean;
    /** Versions of the map that ask for it: those under which partners on open deals may be. */
    readonly versions: readonly string[];
}

export interface MapStage {
    readonly order: number;
    readonly name: string;
    readonly intent: string;
    readonly owner: string;
    readonly stageNames: readonly string[];
    readonly disqualifyWhen: readonly string[];
}

interface Words {
    readonly stages: readonly Partial<MapStage>[];
    readonly criteria: readonly Partial<StageCriterion>[];
}

export const MAP_VERSION: string = "2026.1";

export const HANDOFF_BUSINESS_DAYS: number = 2;

/** StageName to rank: 10 x overlay order + position; lost is -1. */

export const STAGE_RANKS: Readonly<Record<string, number>> = {
    "Prospecting": 0,
    "Qualification": 10,
    "Needs Analysis": 11,
    "Value Proposition": 20,
    "Id. Decision Makers": 21,
    "Perception Analysis": 22,
    "Proposal/Price Quote": 30,
    "Negotiation/Review": 31,
    "Closed Won": 40,
    "Closed Lost": -1
};

const MAP_STAGES: readonly MapStage[] = [
    {
        "order": 0,
        "name": "Signal and registration",
        "intent": "A real partner signal becomes a registered deal with named people on both sides.",
        "owner": "Partner Manager",
        "stageNames": [
            "Prospecting"
        ],
        "disqualifyWhen": [
            "The partner cannot name a seller for this account.",
            "Nobody at the buyer confirms the need."
        ]
    },
    {
        "order": 1,
        "name": "Joint discovery",
        "intent": "Host and partner qualify the deal together and write down where they differ.",
        "owner": "Account Executive",
        "stageNames": [
            "Qualification",
            "Needs Analysis"
        ],
        "disqualifyWhen": [
            "More than two MEDDIC lines stay unknown after the joint call.",
            "Budget, timing or fit cannot be confirmed."
        ]
    },
    {
        "order": 2,
        "name": "Joint pitch and technical pre-brief",
        "intent": "The buyer hears one story from both sides and agrees on the next step.",
        "owner": "Account Executive",
        "stageNames": [
            "Value Proposition",
            "Id. Decision Makers",
            "Perception Analysis"
        ],
        "disqualifyWhen": [
            "No champion at the buyer agrees to a dated next step."
        ]
    },
    {
        "order": 3,
        "name": "Joint close plan and procurement path",
        "intent": "Everybody who must sign, buy or approve knows what happens when.",
        "owner": "Account Executive",
        "stageNames": [
            "Proposal/Price Quote",
            "Negotiation/Review"
        ],
        "disqualifyWhen": [
            "The buyer names no procurement path.",
            "Neither side can name an executive sponsor."
        ]
    },
    {
        "order": 4,
        "name": "Closed won and joint post-mortem",
        "intent": "Both sides learn from the deal, and the next ten deals with this partner start from it.",
        "owner": "Partner Manager",
        "stageNames": [
            "Closed Won"
        ],
        "disqualifyWhen": []
    }
];

const MAP_CRITERIA: readonly StageCriterion[] = [
    {
        "key": "registration",
        "number": 1,
        "title": "Partner registration",
        "artifact": "registration",
        "field": null,
        "stageOrder": 0,
        "gateRank": 0,
        "owes": "partner",
        "owedBy": "both",
        "mode": "block",
        "hostMove": "Confirm the named account and the need in one sentence.",
        "partnerMove": "Name the partner seller, the signal and its tier; register the deal in the PRM.",
        "message": "Partner registration is not complete. Partner manager: add partner seller, signal tier, confirmed need, attribution and partner credit in Partner Path on this deal. Moving back or to Closed Lost always works.",
        "partnerTypes": null,
        "byPartnerType": {},
        "dueBusinessDays": null,
        "sparesLateJoiners": false,
        "versions": [
            "2026.1"
        ]
    },
    {
        "key": "handoff",
        "number": 2,
        "title": "Handoff accepted",
        "artifact": "handoff",
        "field": null,
        "stageOrder": 0,
        "gateRank": 0,
        "owes": "host",
        "owedBy": "both",
        "mode": "block",
        "hostMove": "The opportunity owner accepts the partner's handoff, or sends it back with a reason.",
        "partnerMove": "Answer questions on the handoff within two business days.",
        "message": "The handoff is not accepted. Opportunity owner: open Partner Path on this deal and choose Accept handoff, or send it back with a reason.",
        "partnerTypes": null,
        "byPartnerType": {},
        "dueBusinessDays": null,
        "sparesLateJoiners": false,
        "versions": [
            "2026.1"
        ]
    },
    {
        "key": "joint-scorecard",
        "number": 3,
        "title": "Joint scorecard",
        "artifact": "joint-scorecard",
        "field": null,
        "stageOrder": 1,
        "gateRank": 11,
        "owes": "both",
        "owedBy": "Lead",
        "mode": "block",
        "hostMove": "Run technical and pricing discovery; fill the six MEDDIC lines and confirm them.",
        "partnerMove": "Make the relationship intro, map the buying committee, say per MEDDIC line whether you agree.",
        "message": "Joint scorecard is not complete. AE and partner manager each answer the six MEDDIC lines and confirm their own side. Partner Path on this deal shows which lines are missing and who owes them.",
        "partnerTypes": null,
        "byPartnerType": {
            "Reseller": {
                "partnerMove": "Share what the buyer already owns and its renewal dates, map the buying committee, say per MEDDIC line whether you agree."
            },
            "Marketplace": {
                "partnerMove": "Bring in the cloud account team, map who holds the committed spend, say per MEDDIC line whether you agree."
            }
        },
        "dueBusinessDays": null,
        "sparesLateJoiners": true,
        "versions": [
            "2026.1"
        ]
    },
    {
        "key": "joint-pitch",
        "number": 4,
        "title": "Joint pitch with a buyer next step",
        "artifact": "joint-pitch",
        "field": null,
        "stageOrder": 2,
        "gateRank": 22,
        "owes": "both",
        "owedBy": "Lead",
        "mode": "block",
        "hostMove": "Run the joint pitch; write down the buyer's next step, its date and the champion.",
        "partnerMove": "Put the partner's use case into the deck and present it.",
        "message": "Joint pitch is not complete. AE: add the buyer's agreed next step, its date and the champion. Partner manager: add the partner use case and confirm. Partner Path on this deal has the two-minute form.",
        "partnerTypes": null,
        "byPartnerType": {
            "SI": {
                "partnerMove": "Present the delivery approach and a reference the buyer can call."
            },
            "ISV": {
                "partnerMove": "Show the integration working on the buyer's own use case."
            }
        },
        "dueBusinessDays": null,
        "sparesLateJoiners": true,
        "versions": [
            "2026.1"
        ]
    },
    {
        "key": "technical-pre-brief-si",
        "number": 5,
        "title": "Technical pre-brief",
        "artifact": "technical-pre-brief",
        "field": null,
        "stageOrder": 2,
        "gateRank": 22,
        "owes": "both",
        "owedBy": "Lead",
        "mode": "block",
        "hostMove": "Give the partner's architects the deployment picture and the open risks.",
        "partnerMove": "Hold the technical pre-brief with the delivery team and note what it found.",
        "message": "The technical pre-brief is missing; an SI deal always needs one. AE and partner manager: add what the pre-brief found and its date to the joint pitch in Partner Path on this deal, then confirm both sides.",
        "partnerTypes": [
            "SI"
        ],
        "byPartnerType": {},
        "dueBusinessDays": null,
        "sparesLateJoiners": true,
        "versions": [
            "2026.1"
        ]
    },
    {
        "key": "technical-pre-brief",
        "number": 6,
        "title": "Technical pre-brief, or why none is needed",
        "artifact": "technical-pre-brief",
        "field": null,
        "stageOrder": 2,
        "gateRank": 22,
        "owes": "both",
        "owedBy": "Lead",
        "mode": "block",
        "hostMove": "Give the partner the deployment picture, or say why the deployment is trivial.",
        "partnerMove": "Hold the technical pre-brief, or confirm that the deployment is trivial.",
        "message": "The technical pre-brief is missing. AE: add what it found and its date to the joint pitch in Partner Path on this deal, or say there why the deployment is trivial. Both sides confirm.",
        "partnerTypes": [
            "ISV",
            "Reseller",
            "Marketplace"
        ],
        "byPartnerType": {},
        "dueBusinessDays": null,
        "sparesLateJoiners": true,
        "versions": [
            "2026.1"
        ]
    },
    {
        "key": "mutual-action-plan",
        "number": 7,
        "title": "Signed mutual action plan",
        "artifact": "mutual-action-plan",
        "field": null,
        "stageOrder": 3,
        "gateRank": 31,
        "owes": "both",
        "owedBy": "Lead",
        "mode": "block",
        "hostMove": "Agree the close plan and procurement steps, name the executive sponsor, sign.",
        "partnerMove": "Name the partner's executive sponsor, own the partner steps, sign.",
        "message": "The close plan is not finished. AE and partner manager sign the mutual action plan in Partner Path on this deal. Order already signed? Choose Request exception there.",
        "partnerTypes": null,
        "byPartnerType": {},
        "dueBusinessDays": null,
        "sparesLateJoiners": true,
        "versions": [
            "2026.1"
        ]
    },
    {
        "key": "marketplace-deal-id",
        "number": 8,
        "title": "Marketplace deal ID",
        "artifact": "marketplace-deal-id",
        "field": null,
        "stageOrder": 3,
        "gateRank": 31,
        "owes": "partner",
        "owedBy": "both",
        "mode": "block",
        "hostMove": "Agree listing, term and price for the private offer.",
        "partnerMove": "Create the private offer and bring back its deal ID (Tackle, Labra, Suger or Clazar).",
        "message": "This deal buys through a marketplace but has no marketplace deal ID. Partner manager: add the private offer's ID to the mutual action plan in Partner Path on this deal. Order already signed? Choose Request exception there.",
        "partnerTypes": null,
        "byPartnerType": {},
        "dueBusinessDays": null,
        "sparesLateJoiners": true,
        "versions": [
            "2026.1"
        ]
    },
    {
        "key": "post-mortem",
        "number": 9,
        "title": "Joint post-mortem",
        "artifact": "post-mortem",
        "field": null,
        "stageOrder": 4,
        "gateRank": 40,
        "owes": "both",
        "owedBy": "Lead",
        "mode": "block",
        "hostMove": "Say what worked and what slipped; confirm the one-page learning.",
        "partnerMove": "Say what worked and what slipped; confirm that the partner was told the outcome.",
        "message": "The joint post-mortem is open. Partner manager: hold it within seven business days of the close, write the learning and record that the partner was told. Partner Path on this deal has the two-minute form.",
        "partnerTypes": null,
        "byPartnerType": {},
        "dueBusinessDays": 7,
        "sparesLateJoiners": true,
        "versions": [
            "2026.1"
        ]
    }
];

/** Texts in further languages, stages and criteria in the order above. */

const TRANSLATIONS: Readonly<Record<string, Words>> = {
    "de": {
        "stages": [
            {
                "name": "Signal und Registrierung",
                "intent": "Aus einem echten Partnersignal wird ein registrierter Deal mit benannten Personen auf beiden Seiten.",
                "disqualifyWhen": [
                    "Der Partner kann für diesen Kunden keinen Verkäufer benennen.",
                    "Beim Kunden bestätigt niemand den Bedarf."
                ],
                "owner": "Partnermanager"
            },
            {
                "name": "Gemeinsame Qualifizierung",
                "intent": "Wir und der Partner qualifizieren den Deal zusammen und halten fest, wo wir ihn verschieden sehen.",
                "disqualifyWhen": [
                    "Nach dem gemeinsamen Gespräch bleiben mehr als zwei MEDDIC-Punkte offen.",
                    "Budget, Zeitplan oder Eignung lassen sich nicht bestätigen."
                ],
                "owner": "Account Executive"
            },
            {
                "name": "Gemeinsamer Pitch und technisches Vorgespräch",
                "intent": "Der Kunde hört von beiden Seiten eine Geschichte und sagt den nächsten Schritt zu.",
                "disqualifyWhen": [
                    "Kein Champion beim Kunden sagt einen nächsten Schritt mit Datum zu."
                ],
                "owner": "Account Executive"
            },
            {
                "name": "Gemeinsamer Abschlussplan und Beschaffungsweg",
                "intent": "Alle, die unterschreiben, kaufen oder freigeben, wissen, was wann geschieht.",
                "disqualifyWhen": [
                    "Der Kunde nennt keinen Beschaffungsweg.",
                    "Keine Seite kann einen Executive Sponsor benennen."
                ],
                "owner": "Account Executive"
            },
            {
                "name": "Gewonnen und gemeinsamer Rückblick",
                "intent": "Beide Seiten lernen aus dem Deal, und die nächsten zehn Deals mit diesem Partner bauen darauf auf.",
                "disqualifyWhen": [],
                "owner": "Partnermanager"
            }
        ],
        "criteria": [
            {
                "title": "Partnerregistrierung",
                "hostMove": "Zielkunden bestätigen und den Bedarf in einem Satz festhalten.",
                "partnerMove": "Verkäufer des Partners, Signal und dessen Stufe nennen; den Deal im PRM registrieren.",
                "message": "Die Partnerregistrierung ist unvollständig. Partnermanager: Verkäufer des Partners, Signalstufe, bestätigten Bedarf, Zuordnung und Anteil im Partner Path dieses Deals ergänzen. Zurückstufen oder auf „verloren“ setzen geht immer."
            },
            {
                "title": "Übergabe angenommen",
                "hostMove": "Der Inhaber der Opportunity nimmt die Übergabe des Partners an oder gibt sie begründet zurück.",
                "partnerMove": "Rückfragen zur Übergabe innerhalb von zwei Arbeitstagen beantworten.",
                "message": "Die Übergabe ist noch nicht angenommen. Inhaber der Opportunity: im Partner Path dieses Deals die Übergabe annehmen (Accept handoff) oder mit Begründung zurückgeben."
            },
            {
                "title": "Gemeinsame Scorecard",
                "hostMove": "Technik und Preis klären; die sechs MEDDIC-Punkte ausfüllen und bestätigen.",
                "partnerMove": "Den Kontakt herstellen, das Buying Center aufzeichnen und zu jedem MEDDIC-Punkt Stellung nehmen.",
                "message": "Die gemeinsame Scorecard ist unvollständig. AE und Partnermanager beantworten je die sechs MEDDIC-Punkte und bestätigen ihre Seite. Partner Path an diesem Deal zeigt, welche Punkte fehlen und wer sie schuldet.",
                "byPartnerType": {
                    "Reseller": {
                        "partnerMove": "Sagen, was der Kunde schon besitzt und wann es verlängert wird, das Buying Center aufzeichnen, zu jedem MEDDIC-Punkt Stellung nehmen."
                    },
                    "Marketplace": {
                        "partnerMove": "Das Account-Team des Cloud-Anbieters dazuholen, klären, wer das zugesagte Budget verantwortet, zu jedem MEDDIC-Punkt Stellung nehmen."
                    }
                }
            },
            {
                "title": "Gemeinsamer Pitch mit nächstem Schritt des Kunden",
                "hostMove": "Den gemeinsamen Pitch halten; nächsten Schritt des Kunden, Datum und Champion festhalten.",
                "partnerMove": "Den Anwendungsfall des Partners in die Präsentation einbringen und vortragen.",
                "message": "Der gemeinsame Pitch ist unvollständig. AE: zugesagten nächsten Schritt des Kunden, Datum und Champion ergänzen. Partnermanager: Anwendungsfall des Partners ergänzen und bestätigen. Das kurze Formular dazu hat Partner Path.",
                "byPartnerType": {
                    "SI": {
                        "partnerMove": "Vorgehen bei der Einführung vorstellen und eine Referenz nennen, die der Kunde anrufen kann."
                    },
                    "ISV": {
                        "partnerMove": "Die Integration am Anwendungsfall des Kunden zeigen."
                    }
                }
            },
            {
                "title": "Technisches Vorgespräch",
                "hostMove": "Den Architekten des Partners das Zielbild der Einführung und die offenen Risiken geben.",
                "partnerMove": "Das technische Vorgespräch mit dem Umsetzungsteam führen und das Ergebnis festhalten.",
                "message": "Das technische Vorgespräch fehlt; ein Deal mit einem SI braucht es immer. AE und Partnermanager: Ergebnis und Datum im Partner Path dieses Deals beim gemeinsamen Pitch eintragen, dann bestätigen beide Seiten."
            },
            {
                "title": "Technisches Vorgespräch oder Grund dagegen",
                "hostMove": "Dem Partner das Zielbild der Einführung geben oder sagen, warum sie trivial ist.",
                "partnerMove": "Das technische Vorgespräch führen oder bestätigen, dass die Einführung trivial ist.",
                "message": "Das technische Vorgespräch fehlt. AE: Ergebnis und Datum im Partner Path dieses Deals beim gemeinsamen Pitch eintragen oder dort sagen, warum die Einführung trivial ist. Beide Seiten bestätigen."
            },
            {
                "title": "Unterschriebener gemeinsamer Abschlussplan",
                "hostMove": "Abschlussplan und Beschaffungsschritte vereinbaren, Executive Sponsor benennen, unterschreiben.",
                "partnerMove": "Executive Sponsor des Partners benennen, die Schritte des Partners übernehmen, unterschreiben.",
                "message": "Der Abschlussplan ist nicht fertig. AE und Partnermanager unterschreiben den gemeinsamen Abschlussplan im Partner Path dieses Deals. Auftrag schon unterschrieben? Dort eine Ausnahme beantragen (Request exception)."
            },
            {
                "title": "Marketplace-Deal-ID",
                "hostMove": "Angebot, Laufzeit und Preis für das Private Offer vereinbaren.",
                "partnerMove": "Das Private Offer anlegen und seine Deal-ID mitbringen (Tackle, Labra, Suger oder Clazar).",
                "message": "Dieser Deal läuft über einen Marketplace, hat aber keine Marketplace-Deal-ID. Partnermanager: ID des Private Offer im Abschlussplan eintragen (Partner Path). Auftrag schon unterschrieben? Dort eine Ausnahme beantragen."
            },
            {
                "title": "Gemeinsamer Rückblick",
                "hostMove": "Sagen, was gut lief und was gehakt hat; die einseitige Lehre bestätigen.",
                "partnerMove": "Sagen, was gut lief und was gehakt hat; bestätigen, dass der Partner den Ausgang kennt.",
                "message": "Der gemeinsame Rückblick steht aus. Partnermanager: innerhalb von sieben Arbeitstagen nach dem Abschluss führen, die Lehre aufschreiben und festhalten, dass der Partner Bescheid weiß. Das kurze Formular hat Partner Path."
            }
        ]
    }
};

// A language of its own before the one it is a variant of: pt-BR, then pt.

const words: Words | undefined = TRANSLATIONS[LANGUAGE] ?? TRANSLATIONS[LANGUAGE.split('-')[0]!];

export const STAGES: readonly MapStage[] = MAP_STAGES.map((stage, index) => ({ ...stage, ...words?.stages[index] }));

export const CRITERIA: readonly StageCriterion[] = MAP_CRITERIA.map((criterion, index) => ({ ...criterion, ...words?.criteria[index] }));
