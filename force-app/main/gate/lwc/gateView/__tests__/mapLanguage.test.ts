import { CRITERIA, STAGES } from 'c/stageMap';

jest.mock('@salesforce/i18n/lang', () => ({ __esModule: true, default: 'de' }), { virtual: true });

// The words stand in config/stage-map/stage-map.json.

it('says stages and criteria in the language of who looks', () => {
    expect(STAGES[1]).toMatchObject({ order: 1, name: 'Gemeinsame Qualifizierung', stageNames: ['Qualification', 'Needs Analysis'] });
    expect(STAGES[0]!.owner).toBe('Partnermanager');
    const handoff = CRITERIA.find(({ key }) => key === 'handoff')!;
    expect(handoff).toMatchObject({ number: 2, title: 'Übergabe angenommen', mode: 'block' });
    const scorecard = CRITERIA.find(({ key }) => key === 'joint-scorecard')!;
    expect(scorecard.byPartnerType.Reseller!.partnerMove).toContain('Buying Center');
});
