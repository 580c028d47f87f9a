import { structureProblems } from '../structure-check';
import { reviewBundle } from './bundle-rules';
import { reviewCustomField } from './custom-field-rules';
import { reviewCustomObject } from './custom-object-rules';
import { reviewLayout } from './layout-rules';
import { reviewCompactLayout, reviewFieldSet, reviewListView, reviewRecordType } from './list-view-rules';
import { reviewCustomApplication, reviewCustomTab, reviewFlexiPage, reviewPathAssistant, reviewQuickAction } from './page-rules';
import { reviewPermissionSet, reviewProfile } from './permission-set-rules';
import { reviewDashboard, reviewReport, reviewReportType } from './report-rules';
import type { Review, Validator } from './review';
import { reviewObjectTranslation } from './translation-rules';
import { reviewValidationRule } from './validation-rule-rules';
import {
    reviewCustomLabel,
    reviewCustomMetadata,
    reviewCustomPermission,
    reviewGlobalValueSet,
    reviewStandardValueSet
} from './value-set-rules';

/** Types that are not listed are judged by their structure only. */
const VALIDATORS: Readonly<Record<string, Validator>> = {
    CompactLayout: reviewCompactLayout,
    CustomApplication: reviewCustomApplication,
    CustomField: reviewCustomField,
    CustomLabel: reviewCustomLabel,
    CustomMetadata: reviewCustomMetadata,
    CustomObject: reviewCustomObject,
    CustomObjectTranslation: reviewObjectTranslation,
    CustomPermission: reviewCustomPermission,
    CustomTab: reviewCustomTab,
    Dashboard: reviewDashboard,
    FieldSet: reviewFieldSet,
    FlexiPage: reviewFlexiPage,
    GlobalValueSet: reviewGlobalValueSet,
    Layout: reviewLayout,
    LightningComponentBundle: reviewBundle,
    ListView: reviewListView,
    PathAssistant: reviewPathAssistant,
    PermissionSet: reviewPermissionSet,
    Profile: reviewProfile,
    QuickAction: reviewQuickAction,
    RecordType: reviewRecordType,
    Report: reviewReport,
    ReportType: reviewReportType,
    StandardValueSet: reviewStandardValueSet,
    ValidationRule: reviewValidationRule
};

/** Types that are judged by more than their structure. */
export const JUDGED_TYPES: readonly string[] = Object.keys(VALIDATORS);

/** Judges a component: its structure first, and where that is sound its meaning. */
export const reviewComponent = (review: Review): void => {
    const { component, node } = review;
    const problems = structureProblems(component.type === 'Settings' ? node.name : component.type, node);
    for (const { message, position } of problems) review.refuse(message, position);
    if (problems.length === 0) VALIDATORS[component.type]?.(review);
};
