import { GraphQLError, Kind, parse, valueFromASTUntyped } from 'graphql';
import type {
    ASTNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeNode,
    ValueNode
} from 'graphql';

/** One entry of an answer's errors, in the platform's form. */
export interface GraphqlProblem {
    readonly message: string;
    readonly locations: readonly { readonly line: number; readonly column: number }[];
    readonly path?: readonly string[];
    readonly extensions: { readonly ErrorType: string };
}

const locationOf = (node: ASTNode | undefined): { line: number; column: number }[] =>
    node?.loc ? [{ line: node.loc.startToken.line, column: node.loc.startToken.column }] : [];

/** A problem found before anything ran, worded as the platform's validation words it. */
export const invalid = (type: string, detail: string, path: readonly string[], node?: ASTNode): GraphqlProblem => ({
    message: `Validation error of type ${type}: ${detail} @ '${path.join('/')}'`,
    locations: locationOf(node),
    path: [...path],
    extensions: { ErrorType: type }
});

/** A problem that arose while data was fetched. */
export const failed = (message: string, type: string, path: readonly string[], node?: ASTNode): GraphqlProblem => ({
    message,
    locations: locationOf(node),
    path: [...path],
    extensions: { ErrorType: type }
});

/** One operation ready to be worked through: fragments by name, variables with their values. */
export interface Operation {
    readonly selectionSet: SelectionSetNode;
    readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly declared: ReadonlySet<string>;
}

export class RefusedDocument extends Error {
    constructor(readonly problem: GraphqlProblem) {
        super(problem.message);
    }
}

const refuse = (message: string, type: string, node?: ASTNode): RefusedDocument =>
    new RefusedDocument({ message, locations: locationOf(node), extensions: { ErrorType: type } });

const parseDocument = (query: string): DocumentNode => {
    try {
        return parse(query);
    } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        throw new RefusedDocument({
            message: `Invalid syntax: ${error.message}`,
            locations: error.locations ?? [],
            extensions: { ErrorType: 'InvalidSyntax' }
        });
    }
};

const chooseOperation = (document: DocumentNode, name: string | undefined): OperationDefinitionNode => {
    const operations = document.definitions.filter((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION);
    const chosen = name ? operations.filter((each) => each.name?.value === name) : operations;
    if (chosen.length === 0)
        throw refuse(name ? `Unknown operation named '${name}'.` : 'The document holds no operation', 'UnknownOperation');
    if (chosen.length > 1) throw refuse('Must provide operation name if query contains multiple operations.', 'UnknownOperation');
    if (chosen[0]!.operation !== 'query')
        throw refuse(
            `The local org answers queries only; save through UI API records instead of a ${chosen[0]!.operation}`,
            'OperationNotSupported',
            chosen[0]
        );
    return chosen[0]!;
};

const typeText = (type: TypeNode): string =>
    type.kind === Kind.NON_NULL_TYPE
        ? `${typeText(type.type)}!`
        : type.kind === Kind.LIST_TYPE
          ? `[${typeText(type.type)}]`
          : type.name.value;

const readVariables = (operation: OperationDefinitionNode, given: Readonly<Record<string, unknown>>): Record<string, unknown> => {
    const values: Record<string, unknown> = {};
    for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
        const name = variable.name.value;
        const value = given[name] === undefined && defaultValue ? valueFromASTUntyped(defaultValue) : given[name];
        if ((value === undefined || value === null) && type.kind === Kind.NON_NULL_TYPE) {
            throw refuse(`Variable '${name}' has coerced Null value for NonNull type '${typeText(type)}'`, 'ValidationError', variable);
        }
        values[name] = value;
    }
    return values;
};

/** Parses a document and chooses its operation. Throws RefusedDocument. */
export const readOperation = (
    query: string,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>
): Operation => {
    const document = parseDocument(query);
    const operation = chooseOperation(document, operationName);
    const fragments = document.definitions.filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION);
    return {
        selectionSet: operation.selectionSet,
        fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
        variables: readVariables(operation, variables),
        declared: new Set((operation.variableDefinitions ?? []).map((definition) => definition.variable.name.value))
    };
};

/** A value with its variables put in. Absent variables are left out of objects, as GraphQL has it. Throws RefusedDocument. */
export const valueOf = (operation: Operation, node: ValueNode): unknown => {
    const undeclared = variablesIn(node).find((name) => !operation.declared.has(name));
    if (undeclared)
        throw refuse(`Validation error of type UndefinedVariable: Undefined variable '${undeclared}'`, 'UndefinedVariable', node);
    return valueFromASTUntyped(node, operation.variables);
};

const variablesIn = (node: ValueNode): string[] => {
    if (node.kind === Kind.VARIABLE) return [node.name.value];
    if (node.kind === Kind.LIST) return node.values.flatMap(variablesIn);
    if (node.kind === Kind.OBJECT) return node.fields.flatMap((field) => variablesIn(field.value));
    return [];
};

/** The arguments of a field by name. */
export const argumentsOf = (operation: Operation, field: FieldNode | DirectiveNode): Record<string, unknown> =>
    Object.fromEntries((field.arguments ?? []).map((argument) => [argument.name.value, valueOf(operation, argument.value)]));

const directive = (node: { readonly directives?: readonly DirectiveNode[] }, name: string): DirectiveNode | undefined =>
    node.directives?.find((each) => each.name.value === name);

const included = (operation: Operation, node: { readonly directives?: readonly DirectiveNode[] }): boolean => {
    const skip = directive(node, 'skip');
    const include = directive(node, 'include');
    if (skip && argumentsOf(operation, skip)['if'] === true) return false;
    return !include || argumentsOf(operation, include)['if'] === true;
};

/** Marked @optional: left out instead of refused when the user may not read it. */
export const isOptional = (field: FieldNode): boolean => directive(field, 'optional') !== undefined;

export const keyOf = (field: FieldNode): string => field.alias?.value ?? field.name.value;

/** The fields of a selection on a type, fragments opened, @skip and @include obeyed. */
export const fieldsOf = (operation: Operation, selectionSet: SelectionSetNode | undefined, typeNames: readonly string[]): FieldNode[] =>
    (selectionSet?.selections ?? []).flatMap((selection): FieldNode[] => {
        if (!included(operation, selection)) return [];
        if (selection.kind === Kind.FIELD) return [selection];
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? operation.fragments.get(selection.name.value) : selection;
        if (!fragment) throw refuse('Validation error of type UndefinedFragment: Undefined fragment', 'UndefinedFragment', selection);
        const condition = fragment.typeCondition?.name.value;
        return condition === undefined || typeNames.includes(condition) ? fieldsOf(operation, fragment.selectionSet, typeNames) : [];
    });
