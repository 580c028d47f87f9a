import type { DeployMessage, DeployResult } from './deploy-result';

type Fields = Record<string, unknown>;

const NO_TESTS = { numFailures: 0, numTestsRun: 0, totalTime: 0 };

const messageBody = (message: DeployMessage, createdDate: string): Fields => ({
    changed: message.changed,
    columnNumber: message.columnNumber,
    componentType: message.componentType,
    created: message.created,
    createdDate,
    deleted: message.deleted,
    fileName: message.fileName,
    fullName: message.fullName,
    lineNumber: message.lineNumber,
    problem: message.problem,
    problemType: message.problemType,
    success: message.success
});

/** The manifest is part of every real result. */
const manifestMessage = (createdDate: string): Fields =>
    messageBody(
        {
            componentType: '',
            fullName: 'package.xml',
            fileName: 'package.xml',
            success: true,
            created: false,
            changed: true,
            deleted: false
        },
        createdDate
    );

/** DeployResult with the names and the order of the Metadata API, for XML and JSON alike. */
export const deployResultBody = (result: DeployResult, includeDetails: boolean): Fields => {
    const { componentSuccesses, componentFailures, completedDate } = result;
    const packageFailed = componentFailures.some((message) => message.fileName === 'package.xml' && message.componentType === '');
    const details = {
        componentFailures: componentFailures.map((message) => messageBody(message, completedDate)),
        componentSuccesses: [
            ...componentSuccesses.map((message) => messageBody(message, completedDate)),
            ...(packageFailed ? [] : [manifestMessage(completedDate)])
        ],
        runTestResult: NO_TESTS
    };
    return {
        checkOnly: result.checkOnly,
        completedDate,
        createdBy: result.createdBy,
        createdByName: result.createdByName,
        createdDate: result.createdDate,
        ...(includeDetails ? { details } : {}),
        done: result.done,
        errorMessage: result.errorMessage,
        id: result.id,
        ignoreWarnings: result.ignoreWarnings,
        lastModifiedDate: completedDate,
        numberComponentErrors: result.numberComponentErrors,
        numberComponentsDeployed: result.numberComponentsDeployed,
        numberComponentsTotal: result.numberComponentsTotal,
        numberTestErrors: 0,
        numberTestsCompleted: 0,
        numberTestsTotal: 0,
        rollbackOnError: result.rollbackOnError,
        runTestsEnabled: false,
        startDate: result.startDate,
        status: result.status,
        success: result.success
    };
};
