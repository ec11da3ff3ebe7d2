"""Asks a monitor how its traffic did over the last day, then the users of one network: course_scores.py ENDPOINT MONITOR NETWORK. Needs the model of clients/botocore."""
import json
import sys
from datetime import datetime, timedelta

import boto3

monitor = boto3.client("internetmonitor", endpoint_url=sys.argv[1])
end = datetime.utcnow()
start = end - timedelta(hours=24)
whole = monitor.get_monitor(MonitorName=sys.argv[2], StartTime=start, EndTime=end).get("TrafficHealth", {})
network = monitor.get_monitor(MonitorName=sys.argv[2], StartTime=start, EndTime=end, NetworkProvider=sys.argv[3]).get("TrafficHealth", {})
names = ("AvailabilityScore", "PerformanceScore", "BytesTransferred", "RoundTripTime")
print(json.dumps([{name: health.get(name, "N/A") for name in names} for health in (whole, network)]))
