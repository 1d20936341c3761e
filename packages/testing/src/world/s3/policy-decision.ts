import { arnOfAccount, type S3Caller } from './caller.ts';
import { type ConditionBlock, type ConditionValues, conditionsHold, fits, substituted } from './policy-condition.ts';

export interface PolicyQuestion {
  readonly caller: S3Caller;
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** The ARN of the bucket or of the object. */
  readonly resource: string;
  readonly values: ConditionValues;
}

export type PolicyAnswer = 'allow' | 'deny' | 'nothing';

/**
 * What a policy that S3 has taken says: one statement that denies outweighs all that allow.
 * Source: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements".
 */
export function decidePolicy(policy: string | undefined, question: PolicyQuestion): PolicyAnswer {
  if (policy === undefined) return 'nothing';
  const statements = statementsOf(policy).filter((statement) => applies(statement, question));
  if (statements.some((statement) => statement.effect === 'Deny')) return 'deny';
  return statements.length > 0 ? 'allow' : 'nothing';
}

interface Statement {
  readonly effect: string;
  readonly principal: Principals | undefined;
  readonly notPrincipal: Principals | undefined;
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly conditions: ConditionBlock;
}

/** Kind to names, such as `AWS` to ARNs; everybody is `AWS: *`. */
type Principals = Readonly<Record<string, readonly string[]>>;

const MOST_REMEMBERED = 100;
/** Policies are asked at every request and change seldom. */
const remembered = new Map<string, readonly Statement[]>();

function statementsOf(policy: string): readonly Statement[] {
  const known = remembered.get(policy);
  if (known !== undefined) return known;
  const parsed: unknown = JSON.parse(policy);
  const found = listOf(isRecord(parsed) ? parsed['Statement'] : undefined);
  const statements = found.filter(isRecord).map(statementOf);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(policy, statements);
  return statements;
}

function statementOf(statement: Readonly<Record<string, unknown>>): Statement {
  return {
    effect: String(statement['Effect']),
    principal: principalsOf(statement['Principal']),
    notPrincipal: principalsOf(statement['NotPrincipal']),
    actions: textsOf(statement['Action']),
    notActions: textsOf(statement['NotAction']),
    resources: textsOf(statement['Resource']),
    notResources: textsOf(statement['NotResource']),
    conditions: conditionsOf(statement['Condition']),
  };
}

function principalsOf(value: unknown): Principals | undefined {
  if (value === undefined) return undefined;
  if (value === '*') return { AWS: ['*'] };
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([kind, names]) => [kind, textsOf(names) ?? []]));
}

function conditionsOf(value: unknown): ConditionBlock {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([operator, keys]) => [
      operator,
      isRecord(keys)
        ? Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, listOf(values).map(String)]))
        : {},
    ]),
  );
}

function textsOf(value: unknown): readonly string[] | undefined {
  return value === undefined ? undefined : listOf(value).map(String);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function applies(statement: Statement, question: PolicyQuestion): boolean {
  return (
    concerns(statement, question.caller) &&
    namesAction(statement, question.action) &&
    namesResource(statement, question) &&
    conditionsHold(statement.conditions, question.values)
  );
}

function concerns({ principal, notPrincipal }: Statement, caller: S3Caller): boolean {
  if (principal !== undefined) return names(principal, caller);
  return notPrincipal !== undefined && !names(notPrincipal, caller);
}

function names(principals: Principals, caller: S3Caller): boolean {
  const accounts = principals['AWS'] ?? [];
  switch (caller.kind) {
    case 'anonymous':
      return accounts.includes('*');
    case 'service':
      return (principals['Service'] ?? []).includes(caller.service);
    case 'account':
      // A policy that names a user or a role of the account: the World has one identity for all of an account's keys.
      return accounts.some(
        (name) =>
          name === '*' ||
          name === caller.account ||
          name === arnOfAccount(caller.account) ||
          name.startsWith(`arn:aws:iam::${caller.account}:user/`),
      );
  }
}

function namesAction({ actions, notActions }: Statement, action: string): boolean {
  const matches = (pattern: string) => fits(action.toLowerCase(), pattern.toLowerCase());
  if (actions !== undefined) return actions.some(matches);
  return notActions !== undefined && !notActions.some(matches);
}

function namesResource({ resources, notResources }: Statement, { resource, values }: PolicyQuestion): boolean {
  const matches = (pattern: string) => fits(resource, substituted(pattern, values));
  if (resources !== undefined) return resources.some(matches);
  return notResources !== undefined && !notResources.some(matches);
}
