#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""read_slips.py TRY_SLIPS WORK [--all] [--no-words]: outsiders read what the hall's slips say.

For every kind of paper, width, resolution and language: npos must read the job's bytes as the
preview with no dot different, zbarimg the code to the letter, tesseract the number exactly and the
words that matter as they are. Without --all each kind is read once, and every paper and language
several times; --all reads every combination, which takes an hour or, with --no-words, minutes.
"""
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

top = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
try_slips, work = sys.argv[1:3]
everything = "--all" in sys.argv
with_words = "--no-words" not in sys.argv
papers = ["58", "58at180", "72", "72at180", "80", "80at180", "83"]
languages = {"zh-Hant": "chi_tra", "zh-Hans": "chi_sim", "en": "eng"}
kinds = ["ticket", "ticket-marked", "ticket-next", "ticket-long", "copy", "void", "guide",
         "guide-long", "opinion", "day-close", "test"]
# A number has no I and no O, which is what lets people, too, tell 1 and 0 from them.
alphabet = "tessedit_char_whitelist=ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
environment = dict(os.environ, OMP_THREAD_LIMIT="1")


def run(*command, **more):
    return subprocess.run(command, capture_output=True, timeout=300, env=environment, **more)


def ocr(path, language, mode, *more):
    done = run("tesseract", path, "-", "--dpi", "406", "--psm", mode, "-l", language, *more)
    # Between Han characters tesseract sees gaps that are none; dashes it tells apart by luck.
    text = re.sub(r"\s+", "" if language != "eng" else " ", done.stdout.decode())
    return re.sub("[–—-]", "-", text)


def plates(path, language, percent=200):
    """What stands white on black: each such plate is cut out, turned round and read as a line."""
    listed = run("convert", path, "-define", "connected-components:verbose=true",
                 "-connected-components", "8", "null:").stdout.decode()
    text = ""
    for w, h, x, y, area, colour in re.findall(
            r"(\d+)x(\d+)\+(\d+)\+(\d+) \S+ (\d+) (\S+)", listed):
        w, h, area = int(w), int(h), int(area)
        if "0" in colour and "255" not in colour and w >= 40 and 24 <= h <= 160 and area > w * h // 2:
            cut = f"{path}.{x}.{y}.png"
            run("convert", path, "-crop", f"{w}x{h}+{x}+{y}", "+repage", "-negate", "-shave", "4x4",
                "-bordercolor", "white", "-border", "16", "-scale",
                f"{percent}%", cut)
            text += ocr(cut, language, "6") + " "
            os.remove(cut)
    return text


def number_at(path, percent):
    small = f"{path}.{percent}.png"
    run("convert", path, "-bordercolor", "white", "-border", "24", "-scale", f"{percent}%", small)
    found = run("tesseract", small, "-", "--dpi", "100", "--psm", "11", "-l", "eng", "-c",
                alphabet).stdout.decode().split()
    os.remove(small)
    return found


def read(name):
    """What is wrong with one slip; empty when all of it was read."""
    base = os.path.join(work, name)
    with open(base + ".txt", encoding="utf-8", newline="\n") as file:
        number, size, rest = file.read().split("\n", 2)
    qr = rest.encode()[:int(size)].decode()
    words = rest.encode()[int(size) + 1:].decode().split("\n")[:-1]
    language = languages[re.search(r"(zh-Han.|en)$", name).group(1)]
    wrong = []

    npos = run("node", os.path.join(top, "tests/printer/npos_read.js"), base + ".bin", base + ".pbm",
               cwd=os.path.join(top, "tests/printer"))
    compared = run("compare", "-metric", "AE", base + ".pbm", base + ".png", "null:")
    if npos.returncode != 0 or compared.stderr.split() != [b"0"]:
        wrong.append(f"npos: {npos.stderr.decode()} {compared.stderr.decode()} dots differ")

    codes = run("zbarimg", "--quiet", "--raw", base + ".png").stdout.decode()
    if codes != (qr + "\n" if qr else ""):
        wrong.append(f"zbarimg: {codes!r} instead of {qr!r}")

    if number and not name.startswith("void"):  # A voided number is struck through.
        # As small as letters usually are: that is what tesseract was taught with.
        found = []
        for percent in (33, 40, 50):
            if number not in found:
                found += number_at(base + ".png", percent)
        if number not in found:
            wrong.append(f"number {number}: {found[:12]}")
    return wrong + (unread(base, language, words) if with_words else [])


def unread(base, language, words):
    large = base + ".large.png"
    run("convert", base + ".png", "-bordercolor", "white", "-border", "24", "-scale", "200%", large)
    squeeze = (lambda t: re.sub(r"\s+", "", t)) if language != "eng" else (lambda t: t)
    looks = [lambda: ocr(large, language, "4"), lambda: plates(base + ".png", language),
             lambda: ocr(large, language, "11"), lambda: ocr(large, language, "6"),
             # As with the number, by size: at one it takes 審 for 廢 or 票 for 标, at the next not.
             lambda: plates(base + ".png", language, 150),
             lambda: plates(base + ".png", language, 175)]
    missing = words
    for look in looks:  # Columns and white on black are read by another way of looking.
        if missing:
            text = look()
            missing = [w for w in missing if re.sub("[–—-]", "-", squeeze(w)) not in text]
    os.remove(large)
    return [f"words {missing}"] if missing else []


def wanted():
    names = []
    for k, kind in enumerate(kinds):
        for p, paper in enumerate(papers):
            for n, tag in enumerate(languages):
                if everything or ((k + p) % 7 == 0 and n == (k + k // 3) % 3):
                    names.append(f"{kind}-{paper}-{tag}")
    return names


def main():
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    subprocess.run([try_slips, "--assets", os.path.join(top, "assets"), "--dir", work],
                   check=True, stdout=subprocess.DEVNULL)
    names = wanted()
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        for name, wrong in zip(names, pool.map(read, names)):
            print(f"{'wrong' if wrong else 'read':5} {name}", *wrong, sep="  ", flush=True)
            failed += bool(wrong)
    print(f"{len(names) - failed} of {len(names)} slips read by npos, zbarimg and tesseract")
    sys.exit(1 if failed else 0)


main()
