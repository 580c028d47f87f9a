import type { PicklistValue } from '../schema';

export const INDUSTRIES = [
    'Agriculture',
    'Apparel',
    'Banking',
    'Biotechnology',
    'Chemicals',
    'Communications',
    'Construction',
    'Consulting',
    'Education',
    'Electronics',
    'Energy',
    'Engineering',
    'Entertainment',
    'Environmental',
    'Finance',
    'Food & Beverage',
    'Government',
    'Healthcare',
    'Hospitality',
    'Insurance',
    'Machinery',
    'Manufacturing',
    'Media',
    'Not For Profit',
    'Recreation',
    'Retail',
    'Shipping',
    'Technology',
    'Telecommunications',
    'Transportation',
    'Utilities',
    'Other'
];

export const LEAD_SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];

export const SALUTATIONS = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'];

export const CONTACT_ROLES = [
    'Business User',
    'Decision Maker',
    'Economic Buyer',
    'Economic Decision Maker',
    'Evaluator',
    'Executive Sponsor',
    'Influencer',
    'Technical Buyer',
    'Other'
];

/** Values of ForecastCategory; the label is what ForecastCategoryName holds. */
export const FORECAST_CATEGORIES: readonly PicklistValue[] = [
    ['Omitted', 'Omitted'],
    ['Pipeline', 'Pipeline'],
    ['BestCase', 'Best Case'],
    ['MostLikely', 'Most Likely'],
    ['Forecast', 'Commit'],
    ['Closed', 'Closed']
].map(([value, label]) => ({ value, label, active: value !== 'MostLikely', isDefault: false }));

const stage = (value: string, probability: number, end?: 'won' | 'lost'): PicklistValue => ({
    value,
    label: value,
    active: true,
    isDefault: false,
    stage: {
        closed: end !== undefined,
        won: end === 'won',
        probability,
        forecastCategory: end === 'won' ? 'Closed' : end === 'lost' ? 'Omitted' : 'Pipeline'
    }
});

/** The stages of a new org. A deployed OpportunityStage value set replaces them. */
export const OPPORTUNITY_STAGES: readonly PicklistValue[] = [
    stage('Prospecting', 10),
    stage('Qualification', 10),
    stage('Needs Analysis', 20),
    stage('Value Proposition', 50),
    stage('Id. Decision Makers', 60),
    stage('Perception Analysis', 70),
    stage('Proposal/Price Quote', 75),
    stage('Negotiation/Review', 90),
    stage('Closed Won', 100, 'won'),
    stage('Closed Lost', 0, 'lost')
];
