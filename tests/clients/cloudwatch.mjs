// Calls CloudWatch as an application does and prints what it got as one JSON document.
// node cloudwatch.mjs ENDPOINT json|cbor SCENARIO [ARGUMENT]; keys come from the environment, as everywhere.
import {
  CloudWatchClient, PutMetricAlarmCommand, DescribeAlarmsCommand, DescribeAlarmsForMetricCommand, SetAlarmStateCommand, EnableAlarmActionsCommand,
  DisableAlarmActionsCommand, DeleteAlarmsCommand, DescribeAlarmHistoryCommand, PutMetricDataCommand, GetMetricDataCommand, GetMetricStatisticsCommand,
  ListMetricsCommand, TagResourceCommand, UntagResourceCommand, ListTagsForResourceCommand, paginateDescribeAlarms, paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';

const [endpoint, protocol, scenario, argument] = process.argv.slice(2);
const client = new CloudWatchClient({
  endpoint, region: 'us-east-1', maxAttempts: 1,
  // By CBOR this client announces the length that the body had before it compressed it, and any server waits for the rest: so it must not compress.
  ...(protocol === 'cbor' ? { protocol: AwsSmithyRpcV2CborProtocol, disableRequestCompression: true } : {}),
});
const sent = [];
client.middlewareStack.add((next) => async (args) => {
  sent.push(`${args.request.method} ${args.request.path} ${args.request.headers['content-type']} ${args.request.headers['content-encoding'] ?? '-'}`);
  return next(args);
}, { step: 'finalizeRequest', priority: 'low', name: 'record' });
const send = async (Command, input) => {
  const { $metadata, ...answer } = await client.send(new Command(input));
  return { status: $metadata.httpStatusCode, ...answer };
};
const fault = async (Command, input) => {
  try {
    await client.send(new Command(input));
    return null;
  } catch (error) {
    return { name: error.name, status: error.$metadata?.httpStatusCode, message: error.message, fault: error.$fault };
  }
};
const pages = async (paginator) => {
  const all = [];
  for await (const page of paginator) all.push(page);
  return all;
};

const alarm = {
  AlarmName: 'shop-perf', AlarmDescription: 'slow <for> "many" ü', Namespace: 'AWS/InternetMonitor', MetricName: 'PerformanceScore', Statistic: 'Average', Period: 300,
  EvaluationPeriods: 5, DatapointsToAlarm: 1, Threshold: 95, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'missing',
  Dimensions: [{ Name: 'MonitorName', Value: 'shop' }, { Name: 'MeasurementSource', Value: 'All' }],
  AlarmActions: ['arn:aws:sns:us-east-1:123456789012:ops'], Tags: [{ Key: 'team', Value: 'web' }],
};
const scenarios = {
  put: async () => ({ put: await send(PutMetricAlarmCommand, alarm) }),
  describe: async () => ({ alarms: (await send(DescribeAlarmsCommand, { AlarmNames: ['shop-perf', 'not there'] })).MetricAlarms }),
  unknown: async () => ({
    set: await fault(SetAlarmStateCommand, { AlarmName: 'nobody', StateValue: 'OK', StateReason: 'test' }),
    delete: await fault(DeleteAlarmsCommand, { AlarmNames: ['nobody'] }),
    tags: await fault(ListTagsForResourceCommand, { ResourceARN: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:nobody' }),
    token: await fault(DescribeAlarmsCommand, { NextToken: 'no token' }),
    format: await fault(SetAlarmStateCommand, { AlarmName: 'shop-perf', StateValue: 'OK', StateReason: 'test', StateReasonData: '{' }),
    value: await fault(PutMetricAlarmCommand, { ...alarm, Period: 61 }),
    combination: await fault(PutMetricAlarmCommand, { ...alarm, ExtendedStatistic: 'p90' }),
  }),
  data: async () => {
    const now = Math.floor(Date.now() / 60_000) * 60_000 - 600_000;
    const point = (name, minute, rest) => ({ MetricName: name, Timestamp: new Date(now + minute * 60_000), Unit: 'Count', ...rest });
    await send(PutMetricDataCommand, {
      Namespace: argument,
      MetricData: [
        point('Orders', 0, { Value: 10 }), point('Orders', 1, { Values: [1, 2, 9], Counts: [1, 2, 1] }),
        point('Orders', 2, { StatisticValues: { SampleCount: 4, Sum: 10, Minimum: 1, Maximum: 4 } }),
        point('Errors', 0, { Value: 1 }), point('Errors', 2, { Value: 5 }),
      ],
    });
    const stat = (name, Stat) => ({ Metric: { Namespace: argument, MetricName: name }, Period: 60, Stat });
    const range = { StartTime: new Date(now), EndTime: new Date(now + 300_000) };
    const data = await send(GetMetricDataCommand, {
      ...range, ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        { Id: 'orders', MetricStat: stat('Orders', 'Sum'), ReturnData: false }, { Id: 'errors', MetricStat: stat('Errors', 'Sum') },
        { Id: 'rate', Expression: '100 * FILL(errors, 0) / orders', Label: 'rate' }, { Id: 'all', Expression: 'SUM(METRICS())' },
      ],
    });
    const statistics = await send(GetMetricStatisticsCommand, { Namespace: argument, MetricName: 'Orders', ...range, Period: 60, Statistics: ['Average', 'Maximum', 'SampleCount'] });
    const percentiles = await send(GetMetricStatisticsCommand, { Namespace: argument, MetricName: 'Orders', ...range, Period: 60, ExtendedStatistics: ['p50', 'tm90'] });
    const minute = (time) => (time.getTime() - now) / 60_000;
    return {
      data: data.MetricDataResults.map((one) => [one.Id, one.Label, one.StatusCode, one.Timestamps.map(minute), one.Values]),
      statistics: statistics.Datapoints.map((one) => [minute(one.Timestamp), one.Average, one.Maximum, one.SampleCount, one.Unit]).sort(),
      percentiles: percentiles.Datapoints.map((one) => [minute(one.Timestamp), one.ExtendedStatistics]).sort(),
      badExpression: await fault(GetMetricDataCommand, { ...range, MetricDataQueries: [{ Id: 'e', Expression: 'RATE(m1)' }] }),
    };
  },
  many: async () => {
    const MetricData = Array.from({ length: 300 }, (_, i) => ({ MetricName: `m${i}`, Value: i, Dimensions: [{ Name: 'Host', Value: `host-${i % 7}` }] }));
    await send(PutMetricDataCommand, { Namespace: argument, MetricData });
    const metrics = (await pages(paginateListMetrics({ client }, { Namespace: argument }))).flatMap((page) => page.Metrics);
    const host = (await send(ListMetricsCommand, { Namespace: argument, Dimensions: [{ Name: 'Host', Value: 'host-3' }] })).Metrics;
    return { count: metrics.length, host: host.length, first: metrics[0] };
  },
  life: async () => {
    const name = `life-${protocol}`;
    const arn = `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
    await send(PutMetricAlarmCommand, { ...alarm, AlarmName: name });
    await send(SetAlarmStateCommand, { AlarmName: name, StateValue: 'ALARM', StateReason: 'by hand', StateReasonData: '{"a":1}' });
    await send(DisableAlarmActionsCommand, { AlarmNames: [name] });
    const disabled = (await send(DescribeAlarmsForMetricCommand, { Namespace: alarm.Namespace, MetricName: alarm.MetricName, Dimensions: alarm.Dimensions })).MetricAlarms
      .find((one) => one.AlarmName === name);
    await send(EnableAlarmActionsCommand, { AlarmNames: [name] });
    await send(TagResourceCommand, { ResourceARN: arn, Tags: [{ Key: 'stage', Value: 'test' }] });
    await send(UntagResourceCommand, { ResourceARN: arn, TagKeys: ['team'] });
    const tags = (await send(ListTagsForResourceCommand, { ResourceARN: arn })).Tags;
    const enabled = (await pages(paginateDescribeAlarms({ client, pageSize: 1 }, { AlarmNamePrefix: name }))).flatMap((page) => page.MetricAlarms);
    await send(DeleteAlarmsCommand, { AlarmNames: [name] });
    const history = (await send(DescribeAlarmHistoryCommand, { AlarmName: name, ScanBy: 'TimestampAscending' })).AlarmHistoryItems;
    return {
      disabled: [disabled.ActionsEnabled, disabled.StateValue, disabled.StateReason, disabled.StateReasonData], enabled: enabled.map((one) => one.ActionsEnabled), tags,
      history: history.map((one) => [one.HistoryItemType, one.HistorySummary]), isDate: history[0].Timestamp instanceof Date,
    };
  },
};
console.log(JSON.stringify({ ...await scenarios[scenario](), sent }));
