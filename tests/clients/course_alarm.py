"""Makes an alarm as an introduction to CloudWatch does: a metric without dimensions, one period. Only the endpoint is given: course_alarm.py ENDPOINT."""
import sys

import boto3

client = boto3.client("cloudwatch", endpoint_url=sys.argv[1])
answer = client.put_metric_alarm(
    AlarmName="InternetMonitorLatencyAlert",
    MetricName="Latency",
    Namespace="AWS/InternetMonitor",
    Statistic="Average",
    Period=300,
    EvaluationPeriods=1,
    Threshold=200,
    ComparisonOperator="GreaterThanThreshold",
    ActionsEnabled=True,
    AlarmDescription="Alert if latency exceeds 200ms",
)
print(answer["ResponseMetadata"]["HTTPStatusCode"])
