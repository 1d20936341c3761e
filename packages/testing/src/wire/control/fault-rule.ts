import type { Fault, FaultRule } from '../../world/faults.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads a rule as JSON has it, where `times` may be `"always"`. Answers with what is wrong, when it is not one. */
export function readFaultRule(value: unknown): FaultRule | string {
  if (!isFields(value)) return 'A rule is an object.';
  const { operation, on, times, fault } = value;
  if (typeof operation !== 'string' || operation === '') return '"operation" names an operation of AWS, or is "*".';
  if (on !== undefined && !isCount(on)) return '"on" is a number from 1 on.';
  if (times !== undefined && times !== 'always' && !isCount(times))
    return '"times" is a number from 1 on, or "always".';
  const read = readFault(fault);
  if (typeof read === 'string') return read;
  return {
    operation,
    fault: read,
    ...(on === undefined ? {} : { on }),
    ...(times === undefined ? {} : { times: times === 'always' ? Number.POSITIVE_INFINITY : times }),
  };
}

/** As {@link readFaultRule} reads it. */
export function writeFaultRule(rule: FaultRule): object {
  return { ...rule, ...(rule.times === Number.POSITIVE_INFINITY ? { times: 'always' } : {}) };
}

function readFault(value: unknown): Fault | string {
  if (!isFields(value)) return '"fault" is an object with a "kind".';
  const { kind, code, status, message } = value;
  switch (kind) {
    case 'throttle':
    case 'deny':
    case 'lose-race':
    case 'lose-answer':
      return { kind };
    case 'fail':
      if (typeof code !== 'string' || code === '') return 'A fault of the kind "fail" has a "code".';
      if (!isCount(status) || status < 400 || status > 599)
        return 'A fault of the kind "fail" has a "status" from 400 to 599.';
      return { kind, code, status, ...(typeof message === 'string' ? { message } : {}) };
    default:
      return '"kind" is one of throttle, fail, deny, lose-race, lose-answer.';
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}
