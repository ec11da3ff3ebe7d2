"""Asks a running server for what it published, with boto3: published_boto3.py ENDPOINT FROM TO (Unix seconds). Prints one JSON document.

Makes an alarm on the availability of the whole time, waits until it goes off, and gives the availability of each five minutes twice: as a metric, and as measured.
"""
import datetime
import json
import sys
import time

import boto3

endpoint = sys.argv[1]
start, end = (datetime.datetime.fromtimestamp(int(text), datetime.timezone.utc) for text in sys.argv[2:4])
cloudwatch = boto3.client("cloudwatch", endpoint_url=endpoint, region_name="us-east-1")
monitor = boto3.client("internetmonitor", endpoint_url=endpoint, region_name="us-east-1")
dimensions = [{"Name": "MonitorName", "Value": "default"}, {"Name": "MeasurementSource", "Value": "All"}]

cloudwatch.put_metric_alarm(
    AlarmName="down", Namespace="AWS/InternetMonitor", MetricName="AvailabilityScore", Dimensions=dimensions, Statistic="Average", Period=300, EvaluationPeriods=48,
    DatapointsToAlarm=1, Threshold=90, ComparisonOperator="LessThanThreshold", AlarmActions=["arn:aws:sns:us-east-1:000000000000:on-call"])
for attempt in range(120):
    alarm = cloudwatch.describe_alarms(AlarmNames=["down"])["MetricAlarms"][0]
    if alarm["StateValue"] == "ALARM":
        break
    time.sleep(0.5)

answer = cloudwatch.get_metric_data(StartTime=start, EndTime=end, ScanBy="TimestampAscending", MetricDataQueries=[
    {"Id": "availability", "MetricStat": {"Metric": {"Namespace": "AWS/InternetMonitor", "MetricName": "AvailabilityScore", "Dimensions": dimensions}, "Period": 300, "Stat": "Average"}},
])["MetricDataResults"][0]

query = monitor.start_query(MonitorName="default", StartTime=start, EndTime=end, QueryType="MEASUREMENTS")["QueryId"]
while monitor.get_query_status(MonitorName="default", QueryId=query)["Status"] in ("QUEUED", "RUNNING"):
    time.sleep(0.1)
rows = monitor.get_query_results(MonitorName="default", QueryId=query)["Data"]

print(json.dumps({
    "state": alarm["StateValue"],
    "published": [[int(at.timestamp()), value] for at, value in zip(answer["Timestamps"], answer["Values"])],
    "measured": sorted([int(row[0]), float(row[1])] for row in rows if row[1]),
}))
