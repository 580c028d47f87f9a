/** Place in the source; both count from 1. */
export interface Position {
    readonly line: number;
    readonly column: number;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '>' | '<=' | '>=' | '&&' | '||';

export type UnaryOperator = '+' | '-' | 'NOT';

/** A formula as written, before its names and types are known. */
export type Expression =
    | { readonly kind: 'number'; readonly digits: string; readonly at: Position }
    | { readonly kind: 'text'; readonly value: string; readonly at: Position }
    | { readonly kind: 'boolean'; readonly value: boolean; readonly at: Position }
    | { readonly kind: 'null'; readonly at: Position }
    | { readonly kind: 'field'; readonly name: string; readonly at: Position }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly at: Position }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression; readonly at: Position }
    | {
          readonly kind: 'binary';
          readonly operator: BinaryOperator;
          readonly left: Expression;
          readonly right: Expression;
          readonly at: Position;
      };
