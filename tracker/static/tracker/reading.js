/* Links the words of an article with the records made of them: looking at one lights the other. */
"use strict";

// While the article is being read, look again every few seconds, for two minutes at most.
document.addEventListener("DOMContentLoaded", () => {
    const key = `ahd-looks ${location.pathname}`;
    if (!document.querySelector("[data-pending]")) {
        sessionStorage.removeItem(key);
        return;
    }
    const looks = Number(sessionStorage.getItem(key)) + 1;
    if (looks <= 60) {
        sessionStorage.setItem(key, String(looks));
        setTimeout(() => location.reload(), 2000);
    }
});

document.addEventListener("DOMContentLoaded", () => {
    const text = document.querySelector("[data-article-text]");
    if (!text) {
        return;
    }
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const pieces = new Map();
    for (const piece of text.querySelectorAll("[data-records]")) {
        for (const record of piece.dataset.records.split(" ")) {
            pieces.set(record, (pieces.get(record) || []).concat(piece));
        }
    }
    const cards = new Map(
        [...document.querySelectorAll("[data-record]")].map((card) => [card.dataset.record, card]),
    );

    const light = (records) => {
        for (const lit of document.querySelectorAll(".is-lit")) {
            lit.classList.remove("is-lit");
        }
        for (const record of records) {
            cards.get(record)?.classList.add("is-lit");
            for (const piece of pieces.get(record) || []) {
                piece.classList.add("is-lit");
            }
        }
    };

    const flash = (elements) => {
        for (const element of elements) {
            element.classList.remove("is-flashing");
            void element.offsetWidth; // starts the animation anew
            element.classList.add("is-flashing");
            setTimeout(() => element.classList.remove("is-flashing"), 2000);
        }
    };

    const show = (element) => {
        element.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "center" });
        element.focus({ preventScroll: true });
    };

    const recordsOf = (piece) => piece.dataset.records.split(" ").filter((record) => cards.has(record));

    for (const piece of text.querySelectorAll("a[data-records]")) {
        // A click on words that belong to several records walks through them.
        let turn = 0;
        piece.addEventListener("click", (event) => {
            const records = recordsOf(piece);
            if (!records.length) {
                return;
            }
            event.preventDefault();
            const record = records[turn % records.length];
            turn += 1;
            light([record]);
            show(cards.get(record));
            flash([cards.get(record)]);
        });
        piece.addEventListener("mouseenter", () => light(recordsOf(piece).slice(0, 1)));
        piece.addEventListener("focus", () => light(recordsOf(piece).slice(0, 1)));
    }

    for (const [record, card] of cards) {
        card.addEventListener("mouseenter", () => light([record]));
        card.addEventListener("focusin", () => light([record]));
        card.querySelector("[data-show]")?.addEventListener("click", (event) => {
            const words = pieces.get(record) || [];
            const first = words.find((piece) => piece.tagName === "A") || words[0];
            if (!first) {
                return;
            }
            event.preventDefault();
            light([record]);
            show(first);
            flash(words.filter((piece) => piece.tagName === "A"));
        });
    }

    // While a card has the focus, the arrows walk through the cards.
    const inOrder = [...cards.values()];
    document.addEventListener("keydown", (event) => {
        const at = inOrder.indexOf(document.activeElement);
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (at < 0 || !step || !inOrder[at + step]) {
            return;
        }
        event.preventDefault();
        inOrder[at + step].focus();
        inOrder[at + step].scrollIntoView({ block: "nearest" });
    });
});
