// Whether an ARN is meant by a pattern of the settings, in which `*` stands for any characters.

/** Case matters, as in IAM. Takes linear time, whatever the pattern. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === arn;
  if (!arn.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = arn.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return arn.length - last.length >= at && arn.endsWith(last);
}
