import { describe, expect, test } from '@jest/globals';
import { committedTables, useFaults } from '../../oracle/aws/models/compare.ts';
import { changesOf, missingOperations } from '../../oracle/aws/models/judge.ts';
import { usesOfAws, type ServiceUse } from '../../oracle/aws/models/source.ts';
import { tableOf, type Model } from '../../oracle/aws/models/table.ts';

// What the adapters read of AWS's answers, by a committed table of AWS's service models. `npm run oracle:aws -- models` compares the table
// with the models themselves.
test('the adapters call and read what the table says', () => {
  expect(useFaults(committedTables())).toEqual([]);
});

const use: ServiceUse = { operations: ['GetThing'], text: 'const { Name, Parts } = answer; part.Kind' };
const model: Model = {
  operations: { GetThing: { output: 'Answer', errors: ['NoThing'] } },
  shapes: {
    Answer: { members: { Name: 'Text', Parts: 'PartList', Deep: 'Deep' } },
    PartList: { of: 'Part' },
    Part: { members: { Kind: 'KindType', Size: 'Number' } },
    KindType: { values: ['A', 'B'] },
    Deep: { members: { Unread: 'Text' } },
    Text: {},
  },
};
const known = tableOf(model, use);

test('the table follows what is read, and names what is not', () => {
  expect(known).toEqual({
    operations: { GetThing: ['NoThing'] },
    members: {
      Answer: { Deep: 'not read', Name: 'read', Parts: 'read' },
      Part: { Kind: 'read', Size: 'not read' },
    },
    enums: { KindType: ['A', 'B'] },
  });
});

describe('it finds', () => {
  const withShapes = (shapes: Model['shapes']): Model => ({ ...model, shapes: { ...model.shapes, ...shapes } });
  test.each<[string, Model, readonly string[]]>([
    ['nothing where nothing changed', model, []],
    [
      'a new member of a shape that is read',
      withShapes({ Part: { members: { Kind: 'KindType', Size: 'Number', SizeArn: 'Text' } } }),
      ['s Part: new member SizeArn'],
    ],
    ['a member that is gone', withShapes({ Part: { members: { Kind: 'KindType' } } }), ['s Part: member Size is gone']],
    ['a new value', withShapes({ KindType: { values: ['A', 'B', 'C'] } }), ['s KindType: new value C']],
    [
      'a new error',
      { ...model, operations: { GetThing: { output: 'Answer', errors: ['NoThing', 'Replica'] } } },
      ['s GetThing: new error Replica'],
    ],
    ['nothing in shapes that nobody reads', withShapes({ Deep: { members: { Unread: 'Text', More: 'Text' } } }), []],
  ])('%s', (_what, now, faults) => {
    expect(changesOf('s', known, tableOf(now, use))).toEqual(faults);
  });

  test('an operation that the model lacks', () => {
    const more = { ...use, operations: ['GetThing', 'GetNothing'] };
    const now = tableOf({ ...model, operations: { ...model.operations, GetNothing: null } }, more);
    expect(missingOperations('s', more, now)).toEqual(["s: AWS's model has no operation GetNothing"]);
  });

  test('calls and members that the table does not know of', () => {
    const tables = { source: '', services: { s: known } };
    const text = `${use.text} Size`;
    expect(useFaults(tables, { s: { operations: ['GetThing', 'GetAll'], text } })).toEqual([
      expect.stringContaining('the adapters call GetAll, which the table does not know'),
      expect.stringContaining('s Part: Size is read now'),
    ]);
    expect(useFaults(tables, {})).toContainEqual(expect.stringContaining('the table has GetThing'));
  });

  test('all services of the SDK that the adapters use', () => {
    expect(() => usesOfAws(["import { MapsClient } from '@aws-sdk/client-geo-maps';"])).toThrow('client-geo-maps');
    expect(usesOfAws(["import { paginateListRoles, GetRoleCommand } from '@aws-sdk/client-iam';"])).toMatchObject({
      iam: { operations: ['GetRole', 'ListRoles'] },
    });
  });
});
