import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../../bot/domain/errors.ts';
import {
  compileFilterPattern,
  compileOfAnyLength,
} from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { FilterPatternError } from '../../../bot/domain/filter-pattern/filter-pattern-error.ts';

function refusal(text: string): FilterPatternError {
  try {
    compileFilterPattern(text);
  } catch (error) {
    if (error instanceof FilterPatternError) return error;
    throw error;
  }
  throw new Error(`was accepted: ${text}`);
}

/** Each pattern carries a ▲ where the error must point; it is taken out before compiling. */
function refusalAt(marked: string): { error: FilterPatternError; position: number } {
  const position = marked.indexOf('▲');
  return { error: refusal(marked.replace('▲', '')), position };
}

describe('a filter pattern that CloudWatch Logs would refuse', () => {
  it('is a Trailbot error with a code, a place and a remedy', () => {
    const error = refusal('{ $.errorMessage EXISTS }');
    expect(error).toBeInstanceOf(TrailbotError);
    expect(error).toMatchObject({
      code: 'filter_pattern_invalid',
      position: 17,
      message: 'Filter pattern, character 18: "EXISTS" is not an operator',
      hint: 'CloudWatch Logs has no EXISTS. Write $.errorMessage = "*".',
    });
  });

  it.each([
    ['EXISTS', '{ $.a ▲EXISTS && $.b = 1 }', '$.a = "*"'],
    ['IS NOT NULL', '{ $.a ▲IS NOT NULL }', '$.a = "*"'],
    ['IS NOT TRUE', '{ $.a ▲IS NOT TRUE }', '$.a IS FALSE'],
    ['IS NOT FALSE', '{ $.a ▲IS NOT FALSE }', '$.a IS TRUE'],
    ['keywords in small letters', '{ $.a ▲is  null and $.b = 1 }', '$.a IS NULL'],
    ['not exists in small letters', '{ $.a ▲not exists }', '$.a NOT EXISTS'],
    ['IS MISSING', '{ $.a ▲IS MISSING }', '$.a NOT EXISTS'],
    ['IN', '{ $.a ▲IN (1, 2) }', '||'],
    ['LIKE', '{ $.a ▲LIKE "x" }', '"*part*"'],
    ['==', '{ $.a ▲== 1 }', 'one equals sign'],
    ['=~', '{ $.a ▲=~ "x" }', '%^Delete%'],
    ['<>', '{ $.a ▲<> 1 }', '!='],
    ['=>', '{ $.a ▲=> 1 }', '>='],
    ['AND between conditions', '{ $.a = "1" ▲AND $.b = 2 }', '&&'],
    ['or between conditions', '{ ($.a = "1") ▲or ($.b = 2) }', '||'],
    ['AND after a bare word', '{ $.a = x ▲AND $.b = 2 }', '&&'],
    ['OR after NOT EXISTS', '{ $.a NOT EXISTS ▲OR $.b = 2 }', '||'],
    ['AND before an operator', '{ $.a ▲AND $.b = 2 }', 'Finish the condition'],
    ['a single &', '{ $.a = 1 ▲& $.b = 2 }', '&&'],
    ['a single |', '{ $.a = 1 ▲| $.b = 2 }', '||'],
    ['no sign between conditions', '{ ($.a = 1) ▲($.b = 2) }', '&&'],
    ['! before a condition', '{ ▲!($.a = 1) }', 'Turn the operator around'],
    ['NOT before a condition', '{ ▲NOT ($.a = 1) }', 'Turn the operator around'],
    ['single quotes', "{ $.a = ▲'x' }", 'straight double quotes'],
    ['typographic quotes', '{ $.a = ▲“x” }', 'straight double quotes'],
    ['an open quote', '{ $.a = ▲"x }', 'Add a double quote'],
    ['a value that needs quotes', '{ $.a = arn▲:aws:iam }', 'in double quotes'],
    ['a missing value', '{ $.a = ▲}', 'Write a value'],
    ['a missing value in parentheses', '{ ($.a = ▲) }', 'Write a value'],
    ['another field as value', '{ $.a = ▲$.b }', '"signal"'],
    ['an ordering of words', '{ $.a > ▲high }', 'Write a number'],
    ['an ordering of a quoted number', '{ $.a > ▲"5" }', 'without quotes'],
    ['an ordering of a regular expression', '{ $.a < ▲%5% }', 'Write a number'],
    ['a missing dot', '{ $▲eventName = "x" }', '$.eventName'],
    ['a missing $', '{ ▲eventName = "x" }', '$.eventName'],
    ['a dot too many', '{ $.▲.a = 1 }', 'one name after each dot'],
    ['a dot at the end', '{ $.a.▲ = 1 }', 'one name after each dot'],
    ['a name that needs brackets', '{ $.▲@timestamp = 1 }', ".['@timestamp']"],
    ['a sign inside a name', '{ $.a▲:b = 1 }', ".['a:b']"],
    ['a name in brackets without its dot', "{ $.a▲['b.c'] = 1 }", ".['b.c']"],
    ['a name in brackets with double quotes', '{ $.▲["b.c"] = 1 }', 'single quotes'],
    ['a word as index', '{ $.a▲[first] = 1 }', 'a number from 0'],
    ['a huge index', '{ $.a▲[99999999999999999999] = 1 }', 'a number from 0'],
    ['an index of the record', '{ $▲[0] = 1 }', 'name a field first'],
    ['two wildcards in a selector', '{ ▲$.a[*].* = 1 }', 'one wildcard'],
    ['four wildcard selectors', '{ $.a[*]=1||$.b[*]=1||$.c[*]=1||▲$.d[*]=1 }', 'split the filter'],
    ['three regular expressions', '{ $.a=%x%||$.b=%x%||▲$.c=%x% }', 'split the filter'],
    ['a missing )', '{ ($.a = 1 ▲}', 'missing )'],
    ['a ) too many', '{ ($.a = 1)▲) }', 'Remove it'],
    ['a missing }', '{ $.a = 1▲', 'Add a } at its end'],
    ['a missing ) at the end', '{ ($.a = 1▲', 'missing )'],
    ['text after the }', '{ $.a = 1 } ▲{ $.b = 1 }', 'one { and one }'],
    ['braces in braces', '{ ▲{ $.a = 1 } }', '( and )'],
    ['no condition', '{ ▲}', 'Write one'],
    ['&& at the end', '{ $.a = 1 && ▲}', 'Write one'],
    ['no operator', '{ $.a ▲}', 'NOT EXISTS'],
    ['conditions without braces', '▲$.eventName = "x"', 'in braces'],
    ['a space-delimited pattern', ' ▲[ip, user, ...]', 'JSON pattern'],
    ['a term that needs quotes', 'user▲@example.com', '"user@example.com"'],
    ['a term beside a regular expression', '%a+% ▲b', 'stand alone'],
    ['a regular expression beside a term', 'b ▲%a+%', 'stand alone'],
    ['a sign without its term', 'a ?▲', 'after the sign'],
    ['an open phrase', 'a ▲"b c', 'Add a double quote'],
    ['an open regular expression', '▲%abc', 'Add a %'],
    ['an empty regular expression', '{ $.a = %▲% }', 'between the percent signs'],
    ['a group', '{ $.a = %x▲(y)% }', '\\x28'],
    ['an escaped parenthesis', '{ $.a = %x▲\\(% }', '\\x28'],
    ['a symbol outside the list', '%something▲!%', '\\x21'],
    ['a letter outside ASCII', '%caf▲é%', 'Only ASCII'],
    ['an unknown escape', '%▲\\b%', '\\xhh'],
    ['a quantifier without a term', '%a|▲*%', '\\*'],
    ['two quantifiers', '%a+▲+%', 'Keep one'],
    ['an open class', '%▲[ab%', 'Add a ]'],
    ['an empty class', '%▲[]%', 'between [ and ]'],
    ['a range upside down', '%[z▲-a]%', 'lower character first'],
    ['a bracket that closes nothing', '%a▲]%', '\\]'],
    ['a repetition upside down', '%a▲{3,2}%', '{m,n}'],
    ['an open repetition', '%a▲{3%', '{m,n}'],
    ['too many repetitions', '%[ab]{900}▲c{900}%', 'Lower the numbers'],
  ])('is told about %s', (_, marked, remedy) => {
    const { error, position } = refusalAt(marked);
    expect(error.hint).toContain(remedy);
    expect(error.position).toBe(position);
  });

  it('is refused from 1,025 characters on', () => {
    const pattern = (length: number) => `{ $.a = "${'x'.repeat(length - 12)}" }`;
    expect(compileFilterPattern(pattern(1024)).text).toHaveLength(1024);
    expect(refusal(pattern(1025))).toMatchObject({
      position: 1024,
      hint: expect.stringContaining('split it'),
    });
    expect(compileOfAnyLength(pattern(8_192)).matchesRecord({ a: 'x'.repeat(8_180) })).toBe(true);
  });

  it('is refused for parentheses deeper than any metric filter can have them, before the stack ends', () => {
    const nested = (deep: number) => `{${'('.repeat(deep)}$.a = 1${')'.repeat(deep)}}`;
    expect(compileOfAnyLength(nested(510)).matchesRecord({ a: 1 })).toBe(true);
    for (const deep of [511, 4_000])
      expect(() => compileOfAnyLength(nested(deep))).toThrow(
        expect.objectContaining({ code: 'filter_pattern_invalid', position: 511 }),
      );
  });

  it('counts parentheses that are closed again once', () => {
    const list = Array.from({ length: 600 }, (_, index) => `($.a = ${index})`).join(' || ');
    expect(compileOfAnyLength(`{ ${list} }`).matchesRecord({ a: 599 })).toBe(true);
  });
});
