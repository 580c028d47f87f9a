import { marketplaceIdProblem } from 'c/marketplaceId';

const ARN = 'arn:aws:aws-marketplace:us-east-1:123456789012:AWSMarketplace/Offer/offer-abc';
it.each([
    ['O1234567', 'AWS Marketplace', true],
    [ARN, 'AWS Marketplace', true],
    ['arn:aws:aws-marketplace:us-east-1:12:AWSMarketplace/Offer/x', 'AWS Marketplace', false],
    [ARN, 'Microsoft Marketplace', false],
    ['TBD', 'AWS Marketplace', false],
    ['pending legal', 'Google Cloud Marketplace', false],
    ['0000', 'AWS Marketplace', false],
    ['abc', 'AWS Marketplace', false],
    ['a-form-nobody-knows', 'Google Cloud Marketplace', true],
    ['', 'AWS Marketplace', true],
    [null, 'AWS Marketplace', true]
])('takes %p on %s: %p', (id, path, taken) => {
    expect(marketplaceIdProblem(id, path) === '').toBe(taken);
});
