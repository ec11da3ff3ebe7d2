"""Sends requests to an application, one after the other: course_traffic.py URL COUNT. Prints the statuses, and what the last one answered."""
import sys
import time

import requests

statuses = []
for number in range(int(sys.argv[2])):
    response = requests.get(sys.argv[1])
    statuses.append(response.status_code)
    time.sleep(0.01)
counted = requests.post(sys.argv[1], data="up")
print(sorted(set(statuses)), len(statuses), counted.status_code, counted.json()["count"])
