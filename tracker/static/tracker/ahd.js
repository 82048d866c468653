/* Small comforts of every page. All of it works without this, only less comfortably. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
    // On a phone the filters stand above the list: closed, so that the list is in sight.
    if (window.matchMedia("(max-width: 767px)").matches) {
        for (const details of document.querySelectorAll("#changelist-filter details:not(:has(li.selected:not(:first-child)))")) {
            details.open = false;
        }
    }
});
