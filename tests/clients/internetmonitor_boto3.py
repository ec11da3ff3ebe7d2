"""Calls Internet Monitor as an application does, with boto3 and the model of clients/botocore, and prints what it got as one JSON document.

python3 internetmonitor_boto3.py ENDPOINT NAME; keys come from the environment. The monitor "known" has events and measurements.
"""
import datetime
import json
import sys
import time

import boto3
import botocore.config
import botocore.exceptions

endpoint, name = sys.argv[1:]
config = botocore.config.Config(retries={"max_attempts": 0})
client = boto3.client("internetmonitor", region_name="eu-central-1", endpoint_url=endpoint, config=config)
steps, faults, pages = {}, {}, {}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


def step(label, operation, **parameters):
    steps[label] = plain(getattr(client, operation)(**parameters))
    return steps[label]


def fails(label, operation, **parameters):
    try:
        getattr(client, operation)(**parameters)
        faults[label] = None
    except botocore.exceptions.ClientError as error:
        answer = error.response
        faults[label] = {
            "code": answer["Error"]["Code"], "status": answer["ResponseMetadata"]["HTTPStatusCode"], "message": answer["Error"]["Message"],
            "type": type(error).__name__,
        }


def until(state):
    for _ in range(100):
        monitor = plain(client.get_monitor(MonitorName=name))
        if monitor["Status"] == state:
            return monitor
        assert monitor["Status"] == "PENDING", monitor["Status"]
        time.sleep(0.1)
    raise AssertionError("never " + state)


def all_pages(label, operation, key, **parameters):
    pages[label] = [len(page[key]) for page in client.get_paginator(operation).paginate(**parameters)]


def query(label, **parameters):
    query_id = client.start_query(MonitorName="known", **span, **parameters)["QueryId"]
    for _ in range(120):
        if client.get_query_status(MonitorName="known", QueryId=query_id)["Status"] == "SUCCEEDED":
            break
        time.sleep(0.5)
    steps[label] = plain(client.get_query_results(MonitorName="known", QueryId=query_id, NextToken=""))
    return query_id


arn = "arn:aws:internetmonitor:eu-central-1:123456789012:monitor/" + name
span = {"StartTime": datetime.datetime(2026, 1, 2), "EndTime": datetime.datetime(2026, 1, 2, 1)}

step("create", "create_monitor", MonitorName=name, TrafficPercentageToMonitor=1)
steps["active"] = until("ACTIVE")
step("update", "update_monitor", MonitorName=name, MaxCityNetworksToMonitor=100, ResourcesToAdd=["arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0abc"],
     HealthEventsConfig={"AvailabilityScoreThreshold": 50.0}, InternetMeasurementsLogDelivery={"S3Config": {"LogDeliveryStatus": "DISABLED"}})
steps["updated"] = until("ACTIVE")
step("tag", "tag_resource", ResourceArn=arn, Tags={"a": "1", "b c": "ü/+&"})
step("tags", "list_tags_for_resource", ResourceArn=arn)
step("untag", "untag_resource", ResourceArn=arn, TagKeys=["a", "never"])
step("tagsLeft", "list_tags_for_resource", ResourceArn=arn)
step("list", "list_monitors", MonitorStatus="ACTIVE")
step("linked", "list_monitors", IncludeLinkedAccounts=True)
step("healthEvents", "list_health_events", MonitorName="known", EventStatus="ACTIVE", **span)
step("healthEvent", "get_health_event", MonitorName="known", EventId="2026-01-02T00-00-00Z/availability")
step("evidence", "get_health_event", MonitorName="known", EventId="2026-01-02T00-00-00Z/availability", IncludeEvidence=True)
step("internetEvents", "list_internet_events", EventType="AVAILABILITY", MaxResults=1)
step("internetEvent", "get_internet_event", EventId=steps["internetEvents"]["InternetEvents"][0]["EventId"])
step("trafficHealth", "get_monitor", MonitorName="known", StartTime=span["StartTime"], EndTime=span["EndTime"], NetworkProvider="OTHER-NET")
query_id = query("queryResults", QueryType="MEASUREMENTS", FilterParameters=[{"Field": "country", "Operator": "EQUALS", "Values": ["Germany"]}])
query("ordered", QueryType="TOP_LOCATIONS", OrderBy=[{"Field": "availability", "Direction": "ASC"}],
      FilterParameters=[{"Field": "city", "Operator": "CONTAINS", "Values": ["r"]}])
query("bucketed", QueryType="MEASUREMENTS", TimeBucketSeconds=3600)
all_pages("queryResults", "get_query_results", "Data", MonitorName="known", QueryId=query_id, PaginationConfig={"PageSize": 1})
step("stopQuery", "stop_query", MonitorName="known", QueryId=query_id)
fails("query of nobody", "get_query_results", MonitorName="known", QueryId="AQICnone")
fails("filter", "start_query", MonitorName="known", QueryType="MEASUREMENTS", FilterParameters=[{"Field": "geo", "Values": ["city"]}], **span)
all_pages("monitors", "list_monitors", "Monitors", PaginationConfig={"PageSize": 2})
all_pages("healthEvents", "list_health_events", "HealthEvents", MonitorName="known", PaginationConfig={"PageSize": 2})
all_pages("internetEvents", "list_internet_events", "InternetEvents", PaginationConfig={"PageSize": 2})

fails("conflict", "create_monitor", MonitorName=name, TrafficPercentageToMonitor=1)
fails("name", "create_monitor", MonitorName="bad name!", TrafficPercentageToMonitor=1)
fails("maximum", "create_monitor", MonitorName="n", MaxCityNetworksToMonitor=500001)
fails("threshold", "create_monitor", MonitorName="n", HealthEventsConfig={"AvailabilityScoreThreshold": 101.0})
fails("page", "list_monitors", MaxResults=100)
fails("missing", "get_monitor", MonitorName="nobody")
fails("missing update", "update_monitor", MonitorName="nobody", TrafficPercentageToMonitor=1)
fails("active", "delete_monitor", MonitorName=name)
fails("not linked", "get_monitor", MonitorName="known", LinkedAccountId="999999999999")
fails("missing tags", "list_tags_for_resource", ResourceArn=arn.replace(name, "nobody"))
fails("wrong tags", "list_tags_for_resource", ResourceArn="arn:aws:s3:::bucket-of-somebody")

step("deactivate", "update_monitor", MonitorName=name, Status="INACTIVE")
steps["inactive"] = until("INACTIVE")
step("delete", "delete_monitor", MonitorName=name)
fails("gone", "get_monitor", MonitorName=name)
print(json.dumps({
    "version": boto3.__version__, "operations": sorted(client.meta.service_model.operation_names), "steps": steps, "faults": faults, "pages": pages,
}))
