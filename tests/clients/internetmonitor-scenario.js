// One life of a monitor, all faults, all pages: what both versions of the JavaScript SDK are asked to do. Operations that a version does not know are left out.
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const plain = (value) => JSON.parse(JSON.stringify(value).replaceAll('.000Z"', 'Z"'));

exports.scenario = async ({ call, fault, name, operations }) => {
  const steps = {}, faults = {}, pages = {};
  const knows = (operation) => operations.includes(operation);
  const step = async (label, operation, input) => {
    if (knows(operation)) steps[label] = plain(await call(operation, input));
    return steps[label];
  };
  const fails = async (label, operation, input) => {
    if (!knows(operation)) return;
    try {
      await call(operation, input);
      faults[label] = null;
    } catch (error) {
      faults[label] = fault(error);
    }
  };
  const all = async (label, operation, input, key) => {
    if (!knows(operation)) return;
    pages[label] = [];
    let token = '';
    do {
      const page = await call(operation, { ...input, NextToken: token });
      pages[label].push(page[key].length);
      token = page.NextToken;
    } while (token);
  };
  const until = async (state) => {
    for (let i = 0; i < 100; i++) {
      const monitor = plain(await call('GetMonitor', { MonitorName: name }));
      if (monitor.Status === state) return monitor;
      if (monitor.Status !== 'PENDING') throw new Error(`${monitor.Status} on the way to ${state}`);
      await sleep(100);
    }
    throw new Error(`never ${state}`);
  };

  const arn = `arn:aws:internetmonitor:eu-central-1:123456789012:monitor/${name}`;
  const range = { StartTime: new Date('2026-01-02T00:00:00Z'), EndTime: new Date('2026-01-02T01:00:00Z') };
  const event = '2026-01-02T00-00-00Z/availability';

  await step('create', 'CreateMonitor', { MonitorName: name, TrafficPercentageToMonitor: 1 });
  steps.active = await until('ACTIVE');
  await step('update', 'UpdateMonitor', {
    MonitorName: name, MaxCityNetworksToMonitor: 100, ResourcesToAdd: ['arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0abc'],
    HealthEventsConfig: { AvailabilityScoreThreshold: 50 },
    InternetMeasurementsLogDelivery: { S3Config: { LogDeliveryStatus: 'DISABLED' } },
  });
  steps.updated = await until('ACTIVE');
  await step('tag', 'TagResource', { ResourceArn: arn, Tags: { a: '1', 'b c': 'ü/+&' } });
  await step('tags', 'ListTagsForResource', { ResourceArn: arn });
  await step('untag', 'UntagResource', { ResourceArn: arn, TagKeys: ['a', 'never'] });
  await step('tagsLeft', 'ListTagsForResource', { ResourceArn: arn });
  await step('list', 'ListMonitors', { MonitorStatus: 'ACTIVE' });
  await step('linked', 'ListMonitors', { IncludeLinkedAccounts: true });
  await step('healthEvents', 'ListHealthEvents', { MonitorName: 'known', EventStatus: 'ACTIVE', ...range });
  await step('healthEvent', 'GetHealthEvent', { MonitorName: 'known', EventId: event });
  await step('internetEvents', 'ListInternetEvents', { EventType: 'AVAILABILITY', MaxResults: 1 });
  if (steps.internetEvents) await step('internetEvent', 'GetInternetEvent', { EventId: steps.internetEvents.InternetEvents[0].EventId });
  if (knows('StartQuery')) {
    const { QueryId } = await step('startQuery', 'StartQuery', {
      MonitorName: 'known', QueryType: 'MEASUREMENTS', ...range, FilterParameters: [{ Field: 'country', Operator: 'EQUALS', Values: ['Germany'] }],
    });
    for (let i = 0; i < 120; i++) {
      if ((await step('queryStatus', 'GetQueryStatus', { MonitorName: 'known', QueryId })).Status === 'SUCCEEDED') break;
      await sleep(500);
    }
    await step('queryResults', 'GetQueryResults', { MonitorName: 'known', QueryId });
    await all('queryResults', 'GetQueryResults', { MonitorName: 'known', QueryId, MaxResults: 1 }, 'Data');
    await step('stopQuery', 'StopQuery', { MonitorName: 'known', QueryId });
    await fails('query of nobody', 'GetQueryResults', { MonitorName: 'known', QueryId: 'AQICnone' });
    await fails('filter', 'StartQuery', { MonitorName: 'known', QueryType: 'MEASUREMENTS', ...range, FilterParameters: [{ Field: 'geo', Values: ['city'] }] });
  }
  await all('monitors', 'ListMonitors', { MaxResults: 2 }, 'Monitors');
  await all('healthEvents', 'ListHealthEvents', { MonitorName: 'known', MaxResults: 2 }, 'HealthEvents');
  await all('internetEvents', 'ListInternetEvents', { MaxResults: 2 }, 'InternetEvents');

  await fails('conflict', 'CreateMonitor', { MonitorName: name, TrafficPercentageToMonitor: 1 });
  await fails('name', 'CreateMonitor', { MonitorName: 'bad name!', TrafficPercentageToMonitor: 1 });
  await fails('maximum', 'CreateMonitor', { MonitorName: 'n', MaxCityNetworksToMonitor: 500001 });
  await fails('threshold', 'CreateMonitor', { MonitorName: 'n', HealthEventsConfig: { AvailabilityScoreThreshold: 101 } });
  await fails('page', 'ListMonitors', { MaxResults: 100 });
  await fails('missing', 'GetMonitor', { MonitorName: 'nobody' });
  await fails('missing update', 'UpdateMonitor', { MonitorName: 'nobody', TrafficPercentageToMonitor: 1 });
  await fails('active', 'DeleteMonitor', { MonitorName: name });
  await fails('not linked', 'GetMonitor', { MonitorName: 'known', LinkedAccountId: '999999999999' });
  await fails('missing tags', 'ListTagsForResource', { ResourceArn: arn.replace(name, 'nobody') });
  await fails('wrong tags', 'ListTagsForResource', { ResourceArn: 'arn:aws:s3:::bucket-of-somebody' });

  await step('deactivate', 'UpdateMonitor', { MonitorName: name, Status: 'INACTIVE' });
  steps.inactive = await until('INACTIVE');
  await step('delete', 'DeleteMonitor', { MonitorName: name });
  await fails('gone', 'GetMonitor', { MonitorName: name });
  return { operations: operations.sort(), steps, faults, pages };
};
