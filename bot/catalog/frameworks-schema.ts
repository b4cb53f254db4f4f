// What the ids of each compliance framework look like.
import * as z from 'zod';

/** A framework's id, or a list of ids. */
function ids(pattern: RegExp, description: string) {
  const id = z.string().regex(pattern, `is not of the form ${description}`);
  return z
    .union([id, z.array(id).min(1).readonly()])
    .describe(`${description}, or a list of them, each in quotes`);
}

/** The requirements that a detection answers, by framework. */
export const frameworksSchema = z.strictObject({
  guide: ids(/^\S.{0,79}$/, "the name of the guide's filter").exactOptional(),
  cis: ids(
    /^4\.([1-9]|1[0-5])$/,
    "the control of the CIS AWS Foundations Benchmark in its 4.n numbering, for example '4.3'",
  ).exactOptional(),
  pci: ids(
    /^\d{1,2}(\.\d{1,2}){1,4}$/,
    "a PCI DSS v4.0.1 requirement, for example '10.2.1.2'",
  ).exactOptional(),
  mitre: ids(/^T\d{4}(\.\d{3})?$/, 'a MITRE ATT&CK technique, for example T1078.004').exactOptional(),
  soc2: ids(/^(CC|A|C|PI|P)\d{1,2}\.\d{1,2}$/, 'a SOC 2 criterion, for example CC7.2').exactOptional(),
  hipaa: ids(
    /^164\.\d{3}(\([0-9A-Za-z]{1,4}\)){0,5}$/,
    "a HIPAA rule, for example '164.312(b)'",
  ).exactOptional(),
});
