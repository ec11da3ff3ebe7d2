"""Draws what a program printed on a terminal as an SVG: terminal-picture.py TITLE < output-with-colours > picture.svg

How docs/images/replay.svg is made: `script -qec "./isobar replay access.log …" out` on the log of a simulated world, the report's part of `out` given to this.
"""
import html
import re
import sys

COLOURS = {"2": "#57ab5a", "3": "#daaa3f", "6": "#39c5cf", "8": "#768390", "9": "#f47067"}
CELL, LINE, LEFT, TOP = 8.4, 17, 16.0, 30
lines = [line.rstrip("\n").rstrip("\r") for line in sys.stdin.read().strip("\n").split("\n")]
cells = max(len(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line)) for line in lines)
title = html.escape(sys.argv[1])
print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {int(2 * LEFT + cells * CELL)} {TOP + LINE * len(lines)}" '
      'font-family="DejaVu Sans Mono,Menlo,Consolas,monospace" font-size="14" fill="#cdd9e5" xml:space="preserve" role="img" '
      f'aria-label="{title}"><rect width="100%" height="100%" rx="8" fill="#1c2128"/>')
for row, line in enumerate(lines):
    column, style = 0, ""
    for part in re.split(r"(\x1b\[[0-9;?]*[A-Za-z])", line):
        code = re.fullmatch(r"\x1b\[([0-9;?]*)([A-Za-z])", part)
        if code:
            if code[2] == "m":
                colour = re.fullmatch(r"38;5;(\d+)", code[1])
                style = f' fill="{COLOURS[colour[1]]}"' if colour and colour[1] in COLOURS else ' font-weight="bold"' if code[1] == "1" else ""
            continue
        for word in re.finditer(r"\S(?: ?\S)*", part):
            x, width = LEFT + CELL * (column + word.start()), CELL * len(word[0])
            print(f'<text x="{x:.1f}" y="{TOP + LINE * row}" textLength="{width:.1f}"{style}>{html.escape(word[0])}</text>')
        column += len(part)
print("</svg>")
