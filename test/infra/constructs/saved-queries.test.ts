import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { TEMPLATES } from '../../../bot/entry/local-world.ts';
import { SavedQueries } from '../../../infra/constructs/saved-queries.ts';

const { queries, settings } = loadCatalog(TEMPLATES);

function synth(): Template {
  const stack = new Stack(new App(), 'Stack');
  const logGroup = LogGroup.fromLogGroupName(stack, 'LogGroup', 'the/group');
  new SavedQueries(stack, 'SavedQueries', { queries, logGroup, settings });
  return Template.fromStack(stack);
}

describe('the saved queries', () => {
  it('are in one folder of the console, ask the trail’s log group, and ask for what they need', () => {
    const template = synth();
    for (const { title, parameters, text } of queries) {
      if (text.includes('{{settings.')) continue;
      template.hasResourceProperties('AWS::Logs::QueryDefinition', {
        Name: `Trailbot/${title}`,
        QueryLanguage: 'CWLI',
        QueryString: Match.stringLikeRegexp('^# '),
        LogGroupNames: ['the/group'],
        Parameters:
          parameters.length === 0
            ? Match.absent()
            : parameters.map(({ name }) => Match.objectLike({ Name: name, DefaultValue: Match.absent() })),
      });
    }
  });

  it('hold nothing of the settings that is only true today', () => {
    const saved = Object.values(synth().findResources('AWS::Logs::QueryDefinition'));
    const names = saved.map(({ Properties }) => Properties.Name);
    expect(names).toContain('Trailbot/Activity in unused Regions');
    expect(names).not.toContain('Trailbot/Work outside working hours');
    for (const { Properties } of saved) expect(Properties.QueryString).not.toContain('{{settings.');
  });
});
