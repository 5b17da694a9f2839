"""Judges of an open page: each answers with its faults, one line each, and with none where all is well."""

import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page

from linked_offences.catalogue import load

from .chromium import Visit

NPM = Path(sys.prefix) / "npm" / "node_modules"
AXE_TAGS = [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
]  # fmt: skip
WORD_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text below 24 pixels

# Words that tell a person which element is meant.
_SHOW = """
const show = one => (one.id ? `#${one.id}` : one.localName + (one.classList.length ? '.' + one.classList[0] : ''))
    + ' "' + (one.getAttribute('aria-label') || one.textContent).trim().replace(/\\s+/g, ' ').slice(0, 50) + '"';
"""


def open_folds(page: Page) -> None:
    """Unfold what a reader can unfold, so that it is judged too."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def find_barriers(page: Page) -> list[str]:
    """Violations of WCAG 2.2 A and AA and of good practice.

    axe-core finds them, but leaves open the contrast of words in drawings, over shades and of one letter:
    these are measured here.
    """
    page.evaluate((NPM / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, preload: false, resultTypes: ['violations', 'incomplete']})",
        AXE_TAGS,
    )
    unsure = [
        node["target"][-1] for one in found["incomplete"] if one["id"] == "color-contrast" for node in one["nodes"]
    ]
    return [
        f"{rule['id']}: {rule['help']}: {node['target'][-1]}: {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ] + find_faint_words(page, unsure)


def find_sideways(page: Page) -> list[str]:
    """What a reader must push sideways, or cannot see: wider than the page, or than the box that holds it.

    Only a table may scroll, in a region that has a name and that the keyboard reaches.
    """
    return page.evaluate(
        "() => {"
        + _SHOW
        + """
        const faults = [], root = document.scrollingElement;
        if (root.scrollWidth > root.clientWidth) {
            const wide = [...document.body.querySelectorAll('*')].filter(
                one => one.getBoundingClientRect().right > root.clientWidth + 0.5
                    && !one.closest('[tabindex="0"]'));
            faults.push(`the page scrolls sideways: ${root.scrollWidth} of ${root.clientWidth} pixels: `
                + wide.slice(0, 3).map(show).join(', '));
        }
        for (const one of document.body.querySelectorAll('*')) {
            const flow = getComputedStyle(one).overflowX;
            if (flow === 'visible' || one.scrollWidth <= one.clientWidth + 1 || one.clientWidth <= 1) continue;
            if (one.closest('svg')) continue;
            const named = one.getAttribute('aria-label') || one.getAttribute('aria-labelledby');
            if (flow === 'hidden' || flow === 'clip')
                faults.push(`cut off at its right: ${show(one)}`);
            else if (!one.querySelector('table') || !one.matches('[role=region], section') || !named
                     || one.getAttribute('tabindex') !== '0')
                faults.push(`scrolls sideways and is no labelled table region: ${show(one)}`);
        }
        return faults;
    }"""
    )


def find_faint_words(page: Page, also: Sequence[str] = ()) -> list[str]:
    """Words of drawings, and of other elements by their selectors, too faint against what is painted below."""
    return page.evaluate(
        "([least, also]) => {"
        + _SHOW
        + """
        const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const over = (colour, opacity, below) => {
            paint.globalAlpha = 1; paint.fillStyle = `rgb(${below.join()})`; paint.fillRect(0, 0, 1, 1);
            paint.globalAlpha = opacity; paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
            return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
        };
        const light = colour => colour.map(one => one / 255)
            .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
            .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
        const faults = [], words = also.map(one => document.querySelector(one)).filter(one => one);
        for (const word of new Set([...document.querySelectorAll('svg text, svg tspan'), ...words])) {
            const text = [...word.childNodes].find(one => one.nodeType === 3 && one.data.trim());
            if (!text) continue;
            word.scrollIntoView({block: 'center', inline: 'center'});
            const range = document.createRange();
            range.selectNodeContents(text);
            const box = range.getBoundingClientRect();
            if (!box.width) continue;
            // Top first: what stands behind the word is painted below it. Where it is covered, its parents are.
            let below = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            if (!below.includes(word)) for (below = [word]; below.at(-1).parentElement;) below.push(below.at(-1).parentElement);
            below = below.slice(below.indexOf(word));
            const drawn = one => one.closest('svg') && one.localName !== 'svg';
            let ground = [255, 255, 255];
            for (const one of below.reverse()) {
                if (one.matches('text, tspan, g, a') && drawn(one)) continue;
                const style = getComputedStyle(one), colour = drawn(one) ? style.fill : style.backgroundColor;
                if (colour === 'none' || colour.startsWith('url')) continue;
                ground = over(colour, style.opacity * (drawn(one) ? style.fillOpacity : 1), ground);
            }
            const style = getComputedStyle(word);
            const ink = drawn(word) ? over(style.fill, style.opacity * style.fillOpacity, ground)
                : over(style.color, style.opacity, ground);
            const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
            const contrast = (high + 0.05) / (low + 0.05);
            if (contrast < least)
                faults.push(`contrast ${contrast.toFixed(2)} of ${show(word)}: rgb(${ink}) on rgb(${ground})`);
        }
        return faults;
    }""",
        [WORD_CONTRAST, list(also)],
    )


def find_lost_focus(page: Page) -> list[str]:
    """What the keyboard reaches without being marked, and a first stop that is no visible way to the content."""
    page.keyboard.press("Tab")
    return page.evaluate(
        "() => {"
        + _SHOW
        + """
        const faults = [], first = document.activeElement, box = first.getBoundingClientRect();
        const goal = first.getAttribute('href') || '';
        const main = document.querySelector('main');
        if (!goal.startsWith('#') || !main || !document.querySelector(goal)?.closest('main') || box.left < 0
            || box.top < 0 || box.width < 2)
            faults.push(`the first stop of the keyboard is no visible link to the content: ${show(first)}`);
        for (const one of document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')) {
            one.focus({preventScroll: true});
            if (document.activeElement !== one) continue;
            const style = getComputedStyle(one);
            const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            if (!outlined && style.boxShadow === 'none') faults.push(`no mark of the focus: ${show(one)}`);
        }
        return faults;
    }"""
    )


def find_requests(seen: Visit, home: str) -> list[str]:
    """What a page asks of another place, and what first paint waits for beyond the page's own file.

    Parameters
    ----------
    home : str
        Address of the folder that no request may leave.
    """
    faults = [f"asks outside {home}: {url}" for _, url in seen.requests if not url.startswith((home, "data:"))]
    for kind, most in (("document", 1), ("stylesheet", 0)):
        asked = [url for one, url in seen.requests if one == kind]
        if len(asked) != most:
            faults.append(f"asks for {len(asked)} files of the kind {kind}, not {most}: {', '.join(asked)}")
    faults += [f"text waits for a font: {url}" for one, url in seen.requests if one == "font"]
    faults += [
        f"first paint waits for a script: {one or 'in the page'}"
        for one in seen.page.evaluate(
            """() => [...document.scripts].filter(one => !one.type || /javascript/.test(one.type))
                .filter(one => one.src ? !(one.defer || one.async) : one.nextElementSibling || one.parentElement !== document.body)
                .map(one => one.src)"""
        )
    ]
    return faults


def find_strange_links(page: Page, home: str) -> list[str]:
    """Links that lead out of the folder without being complete https addresses."""
    links = page.evaluate("[...document.querySelectorAll('[href]')].map(one => one.getAttribute('href'))")
    plain = [one for one in load("sources")["address"] if one.startswith("http://")]  # as published
    wanted = (home, "https://", "mailto:", "data:", *plain)
    return [f"leads out of the folder: {one}" for one in links if not urljoin(page.url, one).startswith(wanted)]


def compare_without_scripts(with_scripts: Page, without: Page) -> list[str]:
    """What only a reader with scripts gets: words beyond the labels of controls, and links."""
    read = """() => {
        const links = [...document.querySelectorAll('a[href]')].map(one => one.getAttribute('href'));
        const body = document.body.cloneNode(true);
        const controls = 'script, style, noscript, form, search, [role=search], label, button, select, [role=status], output';
        for (const one of body.querySelectorAll(controls)) one.remove();
        const unseen = [...document.querySelectorAll('main *')]
            .filter(one => [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim())
                && !one.closest(`${controls}, svg`)
                && !one.closest('details:not([open]) > :not(summary)') && !one.checkVisibility({visibilityProperty: true}));
        return [links, body.textContent.split(/\\s+/).filter(one => one),
                unseen.map(one => one.textContent.trim().slice(0, 50))];
    }"""
    (links, words, _), (plain_links, plain_words, unseen) = with_scripts.evaluate(read), without.evaluate(read)
    faults = [f"a link only with scripts: {one}" for one in links if one not in plain_links]
    missing = [one for one in words if one not in set(plain_words)]
    if missing:
        faults.append(f"words only with scripts: {' '.join(missing[:10])}")
    return faults + [f"hidden without scripts: {one}" for one in unseen]
