"""Calls CloudWatch as an application does and prints what it got as one JSON document: cloudwatch_boto3.py ENDPOINT SCENARIO [ARGUMENT]."""
import datetime
import json
import sys

import boto3
import botocore
from botocore.exceptions import ClientError

endpoint, scenario = sys.argv[1:3]
argument = sys.argv[3] if len(sys.argv) > 3 else None
client = boto3.client("cloudwatch", endpoint_url=endpoint, region_name="us-east-1", config=botocore.config.Config(retries={"max_attempts": 1}))
sent = []
client.meta.events.register("before-send.cloudwatch.*", lambda request, **kwargs: sent.append(f"{request.method} {request.headers['Content-Type'].decode() if isinstance(request.headers['Content-Type'], bytes) else request.headers['Content-Type']}"))

ALARM = {
    "AlarmName": "shop-perf", "AlarmDescription": 'slow <for> "many" ü', "Namespace": "AWS/InternetMonitor", "MetricName": "PerformanceScore",
    "Statistic": "Average", "Period": 300, "EvaluationPeriods": 5, "DatapointsToAlarm": 1, "Threshold": 95.0, "ComparisonOperator": "LessThanThreshold",
    "TreatMissingData": "missing", "Dimensions": [{"Name": "MonitorName", "Value": "shop"}, {"Name": "MeasurementSource", "Value": "All"}],
    "AlarmActions": ["arn:aws:sns:us-east-1:123456789012:ops"], "Tags": [{"Key": "team", "Value": "web"}],
}


def fault(operation, **parameters):
    try:
        getattr(client, operation)(**parameters)
        return None
    except ClientError as error:
        return {"name": error.response["Error"]["Code"], "status": error.response["ResponseMetadata"]["HTTPStatusCode"], "type": error.response["Error"].get("Type")}


def put():
    return {"status": client.put_metric_alarm(**ALARM)["ResponseMetadata"]["HTTPStatusCode"]}


def describe():
    return {"alarms": client.describe_alarms(AlarmNames=["shop-perf", "not there"])["MetricAlarms"]}


def unknown():
    return {
        "set": fault("set_alarm_state", AlarmName="nobody", StateValue="OK", StateReason="test"),
        "delete": fault("delete_alarms", AlarmNames=["nobody"]),
        "tags": fault("list_tags_for_resource", ResourceARN="arn:aws:cloudwatch:us-east-1:123456789012:alarm:nobody"),
        "token": fault("describe_alarms", NextToken="no token"),
        "format": fault("set_alarm_state", AlarmName="shop-perf", StateValue="OK", StateReason="test", StateReasonData="{"),
        "value": fault("put_metric_alarm", **{**ALARM, "Period": 61}),
        "combination": fault("put_metric_alarm", **{**ALARM, "ExtendedStatistic": "p90"}),
    }


def data():
    now = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0) - datetime.timedelta(minutes=10)
    at = lambda minute: now + datetime.timedelta(minutes=minute)
    client.put_metric_data(Namespace=argument, MetricData=[
        {"MetricName": "Orders", "Timestamp": at(0), "Unit": "Count", "Value": 10},
        {"MetricName": "Orders", "Timestamp": at(1), "Unit": "Count", "Values": [1, 2, 9], "Counts": [1, 2, 1]},
        {"MetricName": "Orders", "Timestamp": at(2), "Unit": "Count", "StatisticValues": {"SampleCount": 4, "Sum": 10, "Minimum": 1, "Maximum": 4}},
        {"MetricName": "Errors", "Timestamp": at(0), "Unit": "Count", "Value": 1},
        {"MetricName": "Errors", "Timestamp": at(2), "Unit": "Count", "Value": 5},
    ])
    stat = lambda name: {"Metric": {"Namespace": argument, "MetricName": name}, "Period": 60, "Stat": "Sum"}
    answer = client.get_metric_data(StartTime=at(0), EndTime=at(5), ScanBy="TimestampAscending", MetricDataQueries=[
        {"Id": "orders", "MetricStat": stat("Orders"), "ReturnData": False}, {"Id": "errors", "MetricStat": stat("Errors")},
        {"Id": "rate", "Expression": "100 * FILL(errors, 0) / orders", "Label": "rate"}, {"Id": "all", "Expression": "SUM(METRICS())"},
    ])
    statistics = client.get_metric_statistics(
        Namespace=argument, MetricName="Orders", StartTime=at(0), EndTime=at(5), Period=60, Statistics=["Average", "Maximum", "SampleCount"])
    percentiles = client.get_metric_statistics(
        Namespace=argument, MetricName="Orders", StartTime=at(0), EndTime=at(5), Period=60, ExtendedStatistics=["p50", "tm90"])
    minute = lambda time: (time - now).total_seconds() / 60
    return {
        "data": [[one["Id"], one["Label"], one["StatusCode"], [minute(time) for time in one["Timestamps"]], one["Values"]] for one in answer["MetricDataResults"]],
        "statistics": sorted([minute(one["Timestamp"]), one["Average"], one["Maximum"], one["SampleCount"], one["Unit"]] for one in statistics["Datapoints"]),
        "percentiles": sorted(([minute(one["Timestamp"]), one["ExtendedStatistics"]] for one in percentiles["Datapoints"]), key=lambda one: one[0]),
    }


def life():
    name, arn = "life-query", "arn:aws:cloudwatch:us-east-1:123456789012:alarm:life-query"
    client.put_metric_alarm(**{**ALARM, "AlarmName": name})
    client.get_waiter("alarm_exists").wait(AlarmNames=[name])
    client.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="by hand", StateReasonData='{"a":1}')
    client.disable_alarm_actions(AlarmNames=[name])
    disabled = next(one for one in client.describe_alarms_for_metric(
        Namespace=ALARM["Namespace"], MetricName=ALARM["MetricName"], Dimensions=ALARM["Dimensions"])["MetricAlarms"] if one["AlarmName"] == name)
    client.enable_alarm_actions(AlarmNames=[name])
    client.tag_resource(ResourceARN=arn, Tags=[{"Key": "stage", "Value": "test"}])
    client.untag_resource(ResourceARN=arn, TagKeys=["team"])
    tags = client.list_tags_for_resource(ResourceARN=arn)["Tags"]
    enabled = [one["ActionsEnabled"] for page in client.get_paginator("describe_alarms").paginate(AlarmNamePrefix=name, PaginationConfig={"PageSize": 1}) for one in page["MetricAlarms"]]
    client.delete_alarms(AlarmNames=[name])
    history = client.describe_alarm_history(AlarmName=name, ScanBy="TimestampAscending")["AlarmHistoryItems"]
    return {
        "disabled": [disabled["ActionsEnabled"], disabled["StateValue"], disabled["StateReason"], disabled["StateReasonData"]], "enabled": enabled, "tags": tags,
        "history": [[one["HistoryItemType"], one["HistorySummary"]] for one in history], "isDate": isinstance(history[0]["Timestamp"], datetime.datetime),
    }


def many():
    client.put_metric_data(Namespace=argument, MetricData=[
        {"MetricName": f"m{i}", "Value": i, "Dimensions": [{"Name": "Host", "Value": f"host-{i % 7}"}]} for i in range(300)])
    metrics = [one for page in client.get_paginator("list_metrics").paginate(Namespace=argument) for one in page["Metrics"]]
    host = client.list_metrics(Namespace=argument, Dimensions=[{"Name": "Host", "Value": "host-3"}])["Metrics"]
    return {"count": len(metrics), "host": len(host), "first": metrics[0]}


print(json.dumps({"version": boto3.__version__, **globals()[scenario](), "sent": sent}, default=str))
