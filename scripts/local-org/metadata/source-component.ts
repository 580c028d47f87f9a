import type { Position, XmlNode } from './xml-node';

/** A component as it arrives, from a package or from a source tree, before anything is known about its worth. */
export interface SourceComponent {
    readonly type: string;
    /** Opportunity.Amount__c for a child, Folder/Name for a report. */
    readonly fullName: string;
    /** Path in a package: objects/Opportunity.object. */
    readonly fileName: string;
    /** The file a reader would open: the path on disk, or fileName. */
    readonly shownAs: string;
    /** Root element (of a child: its own). Absent for an object that only carries children, and for a file that does not parse. */
    readonly node?: XmlNode;
    /** Package path to bytes, of everything that belongs to the component. */
    readonly files: ReadonlyMap<string, Uint8Array>;
    /** Why the component could not be read at all. */
    readonly unreadable?: Problem;
}

/** A named component that a destructive manifest wants gone. */
export interface Removal {
    readonly type: string;
    readonly fullName: string;
    readonly fileName: string;
}

export interface Problem {
    readonly message: string;
    readonly position?: Position;
    /** Error when absent. Only errors fail a deploy. */
    readonly severity?: 'Error' | 'Warning' | 'Info';
}

export const componentKey = (type: string, fullName: string): string => `${type}:${fullName}`;

/** Opportunity of Opportunity.Amount__c. */
export const parentName = (fullName: string): string => fullName.slice(0, Math.max(0, fullName.indexOf('.'))) || fullName;

/** Amount__c of Opportunity.Amount__c. */
export const childName = (fullName: string): string => fullName.slice(fullName.indexOf('.') + 1);
